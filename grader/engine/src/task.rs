//! A task: one virtual thread, as the kernel sees it.

use std::any::Any;
use std::panic::Location;
use std::rc::Rc;

use crate::queue::Wake;
use crate::{Object, Op, Queue, TaskId};

/// A closure that becomes a task.
pub(crate) type Body = Box<dyn FnOnce()>;

/// What a caught panic carries.
pub(crate) type Payload = Box<dyn Any + Send>;

pub(crate) struct Task {
    pub(crate) name: Option<String>,
    pub(crate) spawned_at: &'static Location<'static>,
    /// Who spawned it; nobody spawns the program's main thread.
    pub(crate) parent: Option<TaskId>,
    /// How many tasks it has spawned.
    pub(crate) children: u32,
    /// Who it is in every execution: its parent's signature, which child it is, and where it was
    /// spawned.
    pub(crate) signature: u64,
    /// Not started yet while this is there.
    pub(crate) body: Option<Body>,
    /// Where the coroutine suspends; set when it starts.
    pub(crate) yielder: *const corosensei::Yielder<(), ()>,
    /// The OS thread that it stands for: itself, or the worker that polls it if it is an async task.
    /// Thread-local values and the park token are that thread's.
    pub(crate) thread: TaskId,
    /// What a model keeps for it.
    pub(crate) context: Option<Rc<dyn Any>>,
    /// The object whose main queue opens when the task ends and whose other queue is its park token.
    pub(crate) object: Object,
    /// What it will do when it runs next.
    pub(crate) pending: Op,
    /// That changes nothing.
    pub(crate) looks: bool,
    /// Where it waits, if it must pass a queue for that.
    pub(crate) waits_in: Option<Queue>,
    /// Where it goes on waiting once woken (the mutex of a condition variable).
    pub(crate) then: Option<(Op, Queue)>,
    /// What it must pass instead, once it was let go on: the queue in which it waits is open exactly
    /// while this one is.
    pub(crate) behind: Option<Queue>,
    /// Why it was woken from `waits_in`.
    pub(crate) wake: Wake,
    /// A timer counts only if it carries this number.
    pub(crate) timer: u64,
    pub(crate) finished: bool,
    /// What it panicked with, until somebody joins it.
    pub(crate) panic: Option<Payload>,
    pub(crate) locals: Locals,
}

/// The thread-local values of one virtual thread, in order of first use.
#[derive(Default)]
pub(crate) struct Locals {
    pub(crate) values: Vec<Local>,
    /// Keys whose destructor has run or is running: gone for good.
    pub(crate) destroyed: Vec<usize>,
}

/// One thread-local value.
pub(crate) struct Local {
    /// The address of its key.
    pub(crate) key: usize,
    pub(crate) value: Box<dyn Any>,
    pub(crate) needs_drop: bool,
}
