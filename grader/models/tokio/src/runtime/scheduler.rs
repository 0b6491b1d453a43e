//! What all handles to a runtime share: its workers, its tasks, and whether somebody drives it.
//!
//! Made by `builder`.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use interleave::{Op, TaskId, gate};

use super::RuntimeFlavor;
use super::blocking_pool::BlockingPool;
use super::poller::Poller;
use super::pool::Pool;
use super::tasks::Tasks;

/// The inside of a runtime.
pub(crate) struct Scheduler {
    pub(super) flavor: RuntimeFlavor,
    pub(super) pool: Arc<Pool>,
    pub(super) workers: usize,
    pub(super) blocking: BlockingPool,
    pub(super) tasks: Tasks,
    /// Whether there are timers.
    pub(super) time: bool,
    /// Whether the clock is paused: a rule to keep, since all time is virtual.
    pub(crate) paused: Cell<bool>,
    /// Somebody is in `block_on`, and polls tasks: for a current-thread runtime.
    pub(super) driven: Cell<bool>,
    /// Who else is in `block_on`, and may have to take over.
    pub(super) others: RefCell<Vec<Arc<Poller>>>,
}

// SAFETY: touched by the one OS thread that runs all virtual threads of an execution.
unsafe impl Send for Scheduler {}
// SAFETY: as above.
unsafe impl Sync for Scheduler {}

impl Scheduler {
    pub(crate) fn is_current_thread(&self) -> bool {
        self.flavor == RuntimeFlavor::CurrentThread
    }

    /// Cancels every task, now and later, and waits until all have ended, at the longest to
    /// `deadline`. A current-thread runtime needs a thread to drop its tasks: the one that asks.
    pub(super) fn shut_down(&self, op: Op, thread: TaskId, deadline: Option<u64>) {
        gate::step(op, |_| ());
        gate::quietly(|kernel| self.pool.touch(kernel));
        if self.is_current_thread() && !self.driven.replace(true) {
            gate::quietly(|kernel| self.pool.release(kernel, thread));
        }
        self.tasks.close();
        self.blocking.tasks.close();
        self.tasks.wait(op, deadline);
        self.blocking.tasks.wait(op, deadline);
    }
}
