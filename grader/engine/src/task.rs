//! A task: one virtual thread, as the kernel sees it.

use std::any::Any;
use std::panic::Location;

use crate::{Object, Op, Queue};

/// A task's number within its execution: 0 is the program's main thread, the others follow in the
/// order in which they were spawned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskId(u32);

impl TaskId {
    /// The task that runs the program's body.
    pub const MAIN: Self = Self(0);

    #[inline]
    pub(crate) const fn new(index: usize) -> Self {
        Self(index as u32)
    }

    /// As an index.
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A closure that becomes a task.
pub(crate) type Body = Box<dyn FnOnce()>;

/// What a caught panic carries.
pub(crate) type Payload = Box<dyn Any + Send>;

pub(crate) struct Task {
    pub(crate) name: Option<String>,
    pub(crate) spawned_at: &'static Location<'static>,
    /// Not started yet while this is there.
    pub(crate) body: Option<Body>,
    /// Where the coroutine suspends; set when it starts.
    pub(crate) yielder: *const corosensei::Yielder<(), ()>,
    /// The object whose main queue opens when the task ends and whose other queue is its park token.
    pub(crate) object: Object,
    /// What it will do when it runs next.
    pub(crate) pending: Op,
    /// Where it waits, if it must pass a queue for that.
    pub(crate) waits_in: Option<Queue>,
    /// Where it goes on waiting once woken (the mutex of a condition variable).
    pub(crate) then: Option<(Op, Queue)>,
    /// Why it was woken from `waits_in`.
    pub(crate) wake: crate::Wake,
    /// A timer counts only if it carries this number.
    pub(crate) timer: u64,
    pub(crate) finished: bool,
    /// What it panicked with, until somebody joins it.
    pub(crate) panic: Option<Payload>,
    pub(crate) locals: crate::local::Locals,
}
