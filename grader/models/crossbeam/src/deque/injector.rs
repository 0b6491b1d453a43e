//! [`crossbeam::deque::Injector`](https://docs.rs/crossbeam/0.8/crossbeam/deque/struct.Injector.html).

use std::fmt;
use std::panic::Location;
use std::sync::Arc;

use crossbeam::deque::Steal;
use interleave::Kind;

use super::stealer::Stealer;
use super::tasks::{Order, Tasks};
use super::worker::Worker;

static KIND: Kind = Kind::closed("Injector");

/// A queue of tasks that threads share, first in, first out.
pub struct Injector<T> {
    tasks: Arc<Tasks<T>>,
    stealer: Stealer<T>,
}

impl<T> Injector<T> {
    /// An empty queue.
    pub fn new() -> Self {
        let tasks = Arc::new(Tasks::new(&KIND));
        Self { stealer: Stealer::new(Arc::clone(&tasks), Order::Fifo), tasks }
    }

    /// Adds a task.
    #[track_caller]
    pub fn push(&self, task: T) {
        self.tasks.change("push", Location::caller(), |tasks| tasks.push_back(task));
    }

    /// Steals the oldest task.
    #[track_caller]
    pub fn steal(&self) -> Steal<T> {
        self.stealer.steal()
    }

    /// Steals about half of the tasks, but not too many, and adds them to `dest`.
    #[track_caller]
    pub fn steal_batch(&self, dest: &Worker<T>) -> Steal<()> {
        self.stealer.steal_batch(dest)
    }

    /// Steals about half of the tasks, but no more than `limit`, and adds them to `dest`.
    ///
    /// # Panics
    /// If `limit` is 0.
    #[track_caller]
    pub fn steal_batch_with_limit(&self, dest: &Worker<T>, limit: usize) -> Steal<()> {
        self.stealer.steal_batch_with_limit(dest, limit)
    }

    /// Steals about half of the tasks, but not too many; adds them to `dest`, except one.
    #[track_caller]
    pub fn steal_batch_and_pop(&self, dest: &Worker<T>) -> Steal<T> {
        self.stealer.steal_batch_and_pop(dest)
    }

    /// Steals about half of the tasks, but no more than `limit`; adds them to `dest`, except one.
    ///
    /// # Panics
    /// If `limit` is 0.
    #[track_caller]
    pub fn steal_batch_with_limit_and_pop(&self, dest: &Worker<T>, limit: usize) -> Steal<T> {
        self.stealer.steal_batch_with_limit_and_pop(dest, limit)
    }

    /// Whether there is no task.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.stealer.is_empty()
    }

    /// How many tasks there are.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.stealer.len()
    }
}

impl<T> Default for Injector<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for Injector<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Injector { .. }")
    }
}
