//! `block_on`, and every other way in which a thread waits for a future.

use std::panic::Location;
use std::pin::pin;
use std::sync::Arc;

use interleave::{Op, gate, in_execution, thread};

use super::context;
use super::drive::drive;
use super::poller::{Poller, Seat};
use super::scheduler::Scheduler;
use super::waker::Wakes;

/// Whoever polls for others must not block.
///
/// # Panics
/// Inside a task, as tokio's.
#[track_caller]
pub(crate) fn forbid_blocking() {
    assert!(
        !context::is_in_task(),
        "Cannot block the current thread from within a runtime. This happens because a function \
         attempted to block the current thread while the thread is being used to drive asynchronous \
         tasks."
    );
}

/// Blocks the running thread until the future is ready: for operations that wait without a runtime.
///
/// # Panics
/// Inside a task, as tokio's.
#[track_caller]
pub(crate) fn block_here<F: Future>(op: Op, future: F) -> F::Output {
    forbid_blocking();
    let poller = Poller::new(Seat::Own, op.place);
    poller.runs_as(gate::quietly(|kernel| kernel.current()));
    wait(&poller, future)
}

/// Blocks the running thread on the future, inside the runtime. On a current-thread runtime it is
/// this thread that polls the tasks meanwhile, if `drives`.
#[track_caller]
pub(super) fn block_on<F: Future>(
    scheduler: &Arc<Scheduler>,
    drives: bool,
    future: F,
) -> F::Output {
    assert!(
        !context::is_in_task(),
        "Cannot start a runtime from within a runtime. This happens because a function (like \
         `block_on`) attempted to block the current thread while the thread is being used to drive \
         asynchronous tasks."
    );
    let _entered = context::enter(scheduler);
    let poller = Poller::new(Seat::Own, Location::caller());
    poller.runs_as(gate::quietly(|kernel| kernel.current()));
    if drives && scheduler.is_current_thread() {
        drive_all(scheduler, &poller, future)
    } else {
        wait(&poller, future)
    }
}

fn wait<F: Future>(poller: &Arc<Poller>, future: F) -> F::Output {
    let over = Over(poller);
    let output = drive(poller, pin!(future), || false);
    drop(over);
    output.expect("nobody gives it up")
}

/// Late wakers find nobody.
struct Over<'a>(&'a Poller);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.over();
    }
}

/// Waits as the worker of a current-thread runtime; as long as another thread is that, just waits.
fn drive_all<F: Future>(scheduler: &Scheduler, poller: &Arc<Poller>, future: F) -> F::Output {
    let mut driver = Driver { scheduler, poller, drives: false };
    driver.take_over();
    if !driver.drives {
        scheduler.others.borrow_mut().push(Arc::clone(poller));
    }
    let mut future = pin!(future);
    loop {
        let waits = !driver.drives;
        // Whoever waits for the driver to go looks again before every poll.
        let ready = drive(poller, future.as_mut(), || {
            if waits {
                gate::quietly(|kernel| scheduler.pool.touch(kernel));
            }
            waits && !scheduler.driven.get()
        });
        if let Some(output) = ready {
            return output;
        }
        driver.take_over();
        poller.wake();
    }
}

/// Whoever is in `block_on` of a current-thread runtime.
struct Driver<'a> {
    scheduler: &'a Scheduler,
    poller: &'a Arc<Poller>,
    drives: bool,
}

impl Driver<'_> {
    /// Becomes the worker if nobody is.
    fn take_over(&mut self) {
        gate::quietly(|kernel| self.scheduler.pool.touch(kernel));
        if self.scheduler.driven.replace(true) {
            return;
        }
        self.drives = true;
        self.leave_others();
        self.poller.sit(Seat::Worker(Arc::clone(&self.scheduler.pool)));
        let me = thread::current();
        gate::quietly(|kernel| self.scheduler.pool.release(kernel, me));
    }

    fn leave_others(&self) {
        self.scheduler.others.borrow_mut().retain(|other| !Arc::ptr_eq(other, self.poller));
    }
}

/// Its poll has just ended, so the worker is with it, and goes with it.
impl Drop for Driver<'_> {
    fn drop(&mut self) {
        self.poller.over();
        self.leave_others();
        if self.drives {
            self.poller.keep_worker();
            if in_execution() {
                gate::quietly(|kernel| self.scheduler.pool.touch(kernel));
            }
            self.scheduler.driven.set(false);
            let next = self.scheduler.others.borrow().first().cloned();
            if let Some(next) = next {
                next.wake();
            }
        }
    }
}
