//! What a task and all handles to it share, whatever its result is: whether it was cancelled,
//! whether it has ended, and who waits for that.
//!
//! Made by whoever starts a task.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use interleave::{Object, gate, in_execution};

use super::Id;

/// One task, seen from outside.
pub(crate) struct Joint {
    id: Id,
    /// What it is in operations; set before anybody sees it.
    object: Cell<Option<Object>>,
    /// Makes it look whether it is cancelled.
    rouses: RefCell<Option<Box<dyn Fn()>>>,
    cancelled: Cell<bool>,
    ended: Cell<bool>,
    joins: RefCell<Option<Waker>>,
}

// SAFETY: touched by the one OS thread that runs all virtual threads of an execution.
unsafe impl Send for Joint {}
// SAFETY: as above.
unsafe impl Sync for Joint {}

impl Joint {
    /// A task that begins.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            id: Id::next(),
            object: Cell::new(None),
            rouses: RefCell::new(None),
            cancelled: Cell::new(false),
            ended: Cell::new(false),
            joins: RefCell::new(None),
        })
    }

    /// What it is in operations, and how it is made to look whether it is cancelled.
    pub(crate) fn is(&self, object: Object, rouse: impl Fn() + 'static) {
        self.object.set(Some(object));
        *self.rouses.borrow_mut() = Some(Box::new(rouse));
    }

    pub(crate) fn id(&self) -> Id {
        self.id
    }

    pub(crate) fn object(&self) -> Object {
        self.object.get().expect("set where the task was started")
    }

    /// Notes that the running step looks at how far the task is, or changes that.
    pub(crate) fn touch(&self) {
        if let (Some(object), true) = (self.object.get(), in_execution()) {
            gate::quietly(|kernel| kernel.touch(object));
        }
    }

    /// It is to be dropped before its next poll.
    pub(crate) fn cancel(&self) {
        self.touch();
        let first = !self.ended.get() && !self.cancelled.replace(true);
        if let (true, Some(rouse)) = (first, &*self.rouses.borrow()) {
            rouse();
        }
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.get()
    }

    /// Its result is there.
    pub(crate) fn end(&self) {
        // Whoever finds it ended must see what it has done to memory.
        self.touch();
        self.ended.set(true);
        let joins = self.joins.take();
        if let Some(waker) = joins {
            waker.wake();
        }
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.ended.get()
    }

    /// Waits for the end.
    pub(crate) fn poll_end(&self, context: &Context<'_>) -> Poll<()> {
        if self.ended.get() {
            return Poll::Ready(());
        }
        let before = self.joins.replace(Some(context.waker().clone()));
        drop(before);
        Poll::Pending
    }
}
