//! A sender and a receiver who have found each other at a channel without a buffer.
//!
//! The message may come later than the decision: `Select` decides first, and is told the message
//! when the operation is completed. Until then the receiver waits; and a sender who waited himself
//! goes on only when the message was taken. Called by `rendezvous` and `shared`.

use std::cell::Cell;

use interleave::{Kernel, Object, Op, Queue, Side, gate};

use super::own;

/// A hand-over.
pub(super) struct Meeting {
    /// Under which the channel keeps the message.
    pub(super) number: u64,
    /// Where they met.
    channel: Object,
    met: Cell<bool>,
    filled: Cell<bool>,
    taken: Cell<bool>,
    /// Where somebody waits for the other to do his part.
    waits: Cell<Option<Queue>>,
}

impl Meeting {
    /// Not yet a meeting: one party, who waits for another.
    pub(super) fn new(number: u64, channel: Object) -> Self {
        Self {
            number,
            channel,
            met: Cell::new(false),
            filled: Cell::new(false),
            taken: Cell::new(false),
            waits: Cell::new(None),
        }
    }

    /// The other has come.
    pub(super) fn meet(&self) {
        self.met.set(true);
    }

    /// Whether the other has come.
    pub(super) fn is_met(&self) -> bool {
        self.met.get()
    }

    /// The message is there.
    pub(super) fn fill(&self, kernel: &mut Kernel) {
        kernel.touch(self.channel);
        self.filled.set(true);
        self.call(kernel);
    }

    /// The message was taken.
    pub(super) fn take(&self, kernel: &mut Kernel) {
        kernel.touch(self.channel);
        self.taken.set(true);
        self.call(kernel);
    }

    /// Waits for the message.
    pub(super) fn wait_filled(&self, op: Op) {
        self.wait(op, &self.filled);
    }

    /// Waits until the message was taken.
    pub(super) fn wait_taken(&self, op: Op) {
        self.wait(op, &self.taken);
    }

    fn wait(&self, op: Op, done: &Cell<bool>) {
        gate::quietly(|kernel| kernel.look(self.channel));
        if done.get() {
            return;
        }
        let queue = gate::quietly(|kernel| {
            let queue = Queue::of(own::object(kernel), Side::Other);
            kernel.close(queue);
            queue
        });
        self.waits.set(Some(queue));
        gate::pass(op, queue, |_| ());
    }

    fn call(&self, kernel: &mut Kernel) {
        if let Some(queue) = self.waits.take() {
            kernel.open(queue);
        }
    }
}
