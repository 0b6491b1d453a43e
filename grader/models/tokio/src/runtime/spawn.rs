//! Starts async tasks.
//!
//! Called by `task` and by handles.

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Arc;

use interleave::thread;

use super::context;
use super::drive::drive;
use super::poller::{Poller, Seat};
use super::scheduler::Scheduler;
use super::waker::Wakes;
use crate::task::{JoinError, JoinHandle, Joint};

/// Starts a task on the current runtime, under a name for people.
///
/// # Panics
/// Outside of a runtime.
#[doc(hidden)]
#[track_caller]
pub fn spawn_named<F>(name: String, future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let scheduler = context::current().expect("a task is spawned inside of a runtime");
    spawn(&scheduler, Some(name), Location::caller(), future)
}

/// Starts a task.
pub(crate) fn spawn<F>(
    scheduler: &Arc<Scheduler>,
    name: Option<String>,
    place: &'static Location<'static>,
    future: F,
) -> JoinHandle<F::Output>
where
    F: Future + 'static,
{
    let poller = Poller::new(Seat::Worker(Arc::clone(&scheduler.pool)), place);
    let joint = Joint::new();
    let name = name.unwrap_or_else(|| format!("task {}", joint.id()));
    let (join, packet) = JoinHandle::new(Arc::clone(&joint), place);
    let body = {
        let (poller, joint) = (Arc::clone(&poller), Arc::clone(&joint));
        let scheduler = Arc::clone(scheduler);
        move || {
            let _entered = context::enter(&scheduler);
            let mut future = Some(Box::pin(future));
            let (driven, dropped) = context::run(&joint, || {
                let driven = catch_unwind(AssertUnwindSafe(|| {
                    let future = future.as_mut().expect("taken only below").as_mut();
                    drive(&poller, future, || joint.is_cancelled())
                }));
                let _polls = context::polls(&poller);
                (driven, catch_unwind(AssertUnwindSafe(|| drop(future.take()))))
            });
            poller.over();
            let output = match (driven, dropped) {
                (Ok(Some(output)), _) => Ok(output),
                (Ok(None), Ok(())) => {
                    context::remark("is cancelled: its future is dropped where it waited");
                    Err(JoinError::cancelled(joint.id()))
                }
                (Ok(None), Err(payload)) | (Err(payload), _) => {
                    context::remark("panics: its handle gets the error");
                    Err(JoinError::panic(joint.id(), payload))
                }
            };
            // A result that nobody wants is dropped here, by the task.
            let unwanted = packet.put(output);
            scheduler.tasks.remove(&joint);
            joint.end();
            drop(catch_unwind(AssertUnwindSafe(|| drop(unwanted))));
            poller.leave();
        }
    };
    let task = thread::spawn_behind(poller.queue(), Some(name), place, Box::new(body));
    poller.runs_as(task);
    joint.is(thread::object_of(task), {
        let poller = Arc::clone(&poller);
        move || poller.wake()
    });
    scheduler.tasks.add(joint);
    poller.starts();
    join
}
