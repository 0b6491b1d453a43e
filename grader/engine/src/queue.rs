//! The lot: every place where a task can wait.
//!
//! A queue is open or closed. A task whose next operation is to pass a queue is enabled exactly
//! while the queue is open. A primitive keeps its own bits elsewhere and only opens, closes and
//! wakes here, so the engine never names a primitive. Called by the kernel.

use crate::{Object, TaskId};

/// One of the two queues that every object has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// For whoever wants the object whole: a lock, a message, the end of a thread.
    Main,
    /// For a second kind of waiter: readers, senders, a park token.
    Other,
}

/// A place to wait: one side of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Queue(u32);

impl Queue {
    /// The queue on that side of that object.
    #[inline]
    pub const fn of(object: Object, side: Side) -> Self {
        Self(object.index() as u32 * 2 + matches!(side, Side::Other) as u32)
    }

    /// The object that the queue belongs to.
    #[inline]
    pub const fn object(self) -> Object {
        Object::new(self.0 / 2)
    }

    #[inline]
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// The queue opened, or somebody woke the task.
    Notified,
    /// The deadline came first.
    TimedOut,
    /// For no reason, as the real API documents it may.
    Spurious,
}

/// What the kernel keeps for a queue.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) open: bool,
    /// In order of arrival.
    pub(crate) waiters: Vec<TaskId>,
}

impl Line {
    pub(crate) fn leave(&mut self, task: TaskId) {
        if let Some(at) = self.waiters.iter().position(|waiter| *waiter == task) {
            self.waiters.remove(at);
        }
    }
}
