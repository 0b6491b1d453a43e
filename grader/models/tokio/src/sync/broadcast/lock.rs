//! Locks that block the thread, as many as a channel needs.
//!
//! They share one queue: whoever finds a lock taken waits until one of them is given back, and
//! looks again.

use std::cell::Cell;

use interleave::gate::{self, Waiting};
use interleave::{Op, Queue, Side, in_execution};

/// Taken or not. Nobody but the owner of the message can hold it across a scheduling point.
#[derive(Default)]
pub(super) struct Lock {
    taken: Cell<bool>,
}

impl Lock {
    /// Waits until nobody has the lock. Whoever calls this has taken the scheduling point.
    pub(super) fn wait(&self, op: Op) {
        let queue = Queue::of(op.object, Side::Main);
        let waiting = Waiting { op, queue, deadline: None, spurious: false, then: None };
        while self.taken.get() {
            gate::wait(waiting, |_| (!self.taken.get()).then_some(()), |_, _| ());
        }
    }

    /// Takes the lock. Nobody has it.
    pub(super) fn take(&self, op: Op) -> Taken<'_> {
        debug_assert!(!self.taken.get(), "a lock was taken without waiting for it");
        self.taken.set(true);
        if in_execution() {
            gate::quietly(|kernel| kernel.hold(op.object, op.place));
        }
        Taken { lock: self, op }
    }
}

/// A lock that somebody has.
pub(super) struct Taken<'a> {
    lock: &'a Lock,
    op: Op,
}

/// No visible operation: nobody can look whether the lock is taken without waiting for it.
impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.lock.taken.set(false);
        if in_execution() {
            gate::quietly(|kernel| {
                kernel.release(self.op.object);
                kernel.pass_on(self.op.object);
                kernel.wake_all(Queue::of(self.op.object, Side::Main));
            });
        }
    }
}
