//! [`std::thread::Thread`](https://doc.rust-lang.org/std/thread/struct.Thread.html) and its id.

use std::fmt;
use std::panic::Location;
use std::sync::OnceLock;

use interleave::TaskId;

/// Which thread: no two of an execution share it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(TaskId);

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ThreadId").field(&(self.0.index() + 1)).finish()
    }
}

/// A handle to a thread.
#[derive(Clone)]
pub struct Thread {
    task: TaskId,
    /// Looked up when first asked for.
    name: OnceLock<Option<String>>,
}

impl Thread {
    pub(super) fn of(task: TaskId) -> Self {
        Self { task, name: OnceLock::new() }
    }

    /// Which thread it is.
    pub fn id(&self) -> ThreadId {
        ThreadId(self.task)
    }

    /// The name it was given; `main` for the thread that runs the scenario.
    pub fn name(&self) -> Option<&str> {
        self.name.get_or_init(|| interleave::thread::name(self.task)).as_deref()
    }

    /// Makes the thread's token available: its next `park` returns at once.
    #[track_caller]
    pub fn unpark(&self) {
        interleave::thread::unpark(self.task, Location::caller());
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("id", &self.id())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}
