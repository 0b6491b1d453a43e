//! The threads on which a runtime may block.
//!
//! Part of `scheduler`; used by `blocking`.

use std::cell::Cell;
use std::panic::Location;

use interleave::{Kind, Modelled, Op, Queue, Side, gate};

use super::tasks::Tasks;

static KIND: Kind = Kind { name: "blocking pool", main_open: true, other_open: false };

/// The threads on which a runtime may block.
pub(crate) struct BlockingPool {
    /// Its main queue is open while there is a thread to spare.
    pool: Modelled<()>,
    left: Cell<usize>,
    pub(super) tasks: Tasks,
}

impl BlockingPool {
    pub(super) fn new(threads: usize) -> Self {
        Self { pool: Modelled::new(()), left: Cell::new(threads), tasks: Tasks::new() }
    }

    /// Waits for a thread to spare, and takes it.
    pub(super) fn take(&self, place: &'static Location<'static>) {
        let object = self.pool.object(&KIND);
        let queue = Queue::of(object, Side::Main);
        gate::pass(Op { verb: "start", object, place }, queue, |kernel| {
            self.left.set(self.left.get() - 1);
            kernel.set_open(queue, self.left.get() > 0);
        });
    }

    /// A thread is to spare again.
    pub(super) fn give_back(&self) {
        let queue = Queue::of(self.pool.object(&KIND), Side::Main);
        self.left.set(self.left.get() + 1);
        gate::quietly(|kernel| kernel.set_open(queue, true));
    }
}
