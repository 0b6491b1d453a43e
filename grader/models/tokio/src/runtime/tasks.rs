//! The tasks of a runtime that have not ended: so that they can be cancelled, and waited for.
//!
//! Called by `scheduler` (async tasks) and `blocking`.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use interleave::{Kind, Modelled, Object, Op, Queue, Side, gate};

use crate::task::Joint;

static KIND: Kind = Kind { name: "runtime", main_open: true, other_open: false };

/// Tasks that have not ended.
pub(crate) struct Tasks {
    alive: RefCell<Vec<Arc<Joint>>>,
    closed: Cell<bool>,
    /// Its main queue is open while there is none.
    empty: Modelled<()>,
}

impl Tasks {
    pub(super) fn new() -> Self {
        Self { alive: RefCell::default(), closed: Cell::new(false), empty: Modelled::new(()) }
    }

    /// A task begins. After the shutdown it is cancelled at once.
    pub(super) fn add(&self, task: Arc<Joint>) {
        if self.closed.get() {
            task.cancel();
        }
        self.alive.borrow_mut().push(task);
        self.settle();
    }

    /// A task has ended.
    pub(super) fn remove(&self, task: &Arc<Joint>) {
        self.alive.borrow_mut().retain(|other| !Arc::ptr_eq(other, task));
        self.settle();
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.alive.borrow().len()
    }

    /// Cancels all of them, and whoever comes.
    pub(super) fn close(&self) {
        let object = self.object();
        gate::quietly(|kernel| kernel.touch(object));
        self.closed.set(true);
        for task in self.alive.borrow().clone() {
            task.cancel();
        }
    }

    /// Waits until none is left, but for no longer than to `deadline` (virtual nanoseconds).
    pub(super) fn wait(&self, op: Op, deadline: Option<u64>) {
        if self.len() == 0 || std::thread::panicking() {
            return;
        }
        let queue = Queue::of(self.object(), Side::Main);
        match deadline {
            Some(deadline) => gate::pass_until(op, queue, deadline, |_, _| ()),
            None => gate::pass(op, queue, |_| ()),
        }
    }

    /// The runtime as an object of operations.
    pub(super) fn object(&self) -> Object {
        self.empty.object(&KIND)
    }

    fn settle(&self) {
        let (queue, empty) = (Queue::of(self.object(), Side::Main), self.len() == 0);
        gate::quietly(|kernel| if empty { kernel.open(queue) } else { kernel.close(queue) });
    }
}
