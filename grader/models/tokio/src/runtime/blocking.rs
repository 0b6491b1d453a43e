//! `spawn_blocking` and `block_in_place`: code that may block.

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Arc;

use interleave::{Op, gate, thread};

use super::context;
use super::scheduler::Scheduler;
use crate::task::{JoinError, JoinHandle, Joint};

/// Runs the body on a thread of its own, once one is to spare.
pub(crate) fn spawn_blocking<F, R>(
    scheduler: &Arc<Scheduler>,
    place: &'static Location<'static>,
    body: F,
) -> JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    let joint = Joint::new();
    let id = joint.id();
    let (join, packet) = JoinHandle::new(Arc::clone(&joint), place);
    let runs = {
        let (joint, scheduler) = (Arc::clone(&joint), Arc::clone(scheduler));
        move || {
            let _entered = context::enter(&scheduler);
            let blocking = &scheduler.blocking;
            blocking.take(place);
            // Once it runs, an abort is too late.
            let output = if joint.is_cancelled() {
                drop(catch_unwind(AssertUnwindSafe(|| drop(body))));
                Err(JoinError::cancelled(id))
            } else {
                context::run(&joint, || catch_unwind(AssertUnwindSafe(body)))
                    .map_err(|payload| JoinError::panic(id, payload))
            };
            let unwanted = packet.put(output);
            blocking.tasks.remove(&joint);
            joint.end();
            drop(catch_unwind(AssertUnwindSafe(|| drop(unwanted))));
            blocking.give_back();
        }
    };
    let task = thread::spawn(Some(format!("blocking task {id}")), place, Box::new(runs));
    joint.is(thread::object_of(task), || ());
    scheduler.blocking.tasks.add(joint);
    join
}

/// Runs the body here; the worker goes on with other tasks meanwhile.
///
/// # Panics
/// On a current-thread runtime, as tokio's.
#[track_caller]
pub(crate) fn in_place<R>(place: &'static Location<'static>, body: impl FnOnce() -> R) -> R {
    let Some(poller) = context::poller() else { return body() };
    let multi = context::current().is_some_and(|scheduler| !scheduler.is_current_thread());
    assert!(multi, "can call blocking only when running on the multi-threaded runtime");
    gate::step(Op { verb: "block_in_place", object: thread::own_object(), place }, |_| ());
    poller.hand_over();
    let _may_block = context::may_block();
    body()
}
