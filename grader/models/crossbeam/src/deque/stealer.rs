//! [`crossbeam::deque::Stealer`](https://docs.rs/crossbeam/0.8/crossbeam/deque/struct.Stealer.html).

use std::collections::VecDeque;
use std::fmt;
use std::panic::Location;
use std::sync::Arc;

use crossbeam::deque::Steal;

use super::tasks::{MAX_BATCH, Order, Tasks};
use super::worker::Worker;

/// What other threads steal with from a [`Worker`].
pub struct Stealer<T> {
    tasks: Arc<Tasks<T>>,
    order: Order,
}

impl<T> Worker<T> {
    /// What steals from this queue, always the oldest task first.
    pub fn stealer(&self) -> Stealer<T> {
        Stealer::new(Arc::clone(self.tasks()), self.order())
    }
}

impl<T> Stealer<T> {
    pub(super) fn new(tasks: Arc<Tasks<T>>, order: Order) -> Self {
        Self { tasks, order }
    }

    /// Whether there is no task.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.tasks.look("is_empty", Location::caller(), VecDeque::is_empty)
    }

    /// How many tasks there are.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.tasks.look("len", Location::caller(), VecDeque::len)
    }

    /// Steals the oldest task.
    #[track_caller]
    pub fn steal(&self) -> Steal<T> {
        self.tasks.steal("steal", Location::caller())
    }

    /// Steals about half of the tasks, but not too many, and adds them to `dest`.
    #[track_caller]
    pub fn steal_batch(&self, dest: &Worker<T>) -> Steal<()> {
        self.batch("steal_batch", dest, MAX_BATCH, Location::caller())
    }

    /// Steals about half of the tasks, but no more than `limit`, and adds them to `dest`.
    ///
    /// # Panics
    /// If `limit` is 0.
    #[track_caller]
    pub fn steal_batch_with_limit(&self, dest: &Worker<T>, limit: usize) -> Steal<()> {
        assert!(limit > 0);
        self.batch("steal_batch_with_limit", dest, limit, Location::caller())
    }

    /// Steals about half of the tasks, but not too many; adds them to `dest`, except one.
    #[track_caller]
    pub fn steal_batch_and_pop(&self, dest: &Worker<T>) -> Steal<T> {
        self.batch_and_pop("steal_batch_and_pop", dest, MAX_BATCH, Location::caller())
    }

    /// Steals about half of the tasks, but no more than `limit`; adds them to `dest`, except one.
    ///
    /// # Panics
    /// If `limit` is 0.
    #[track_caller]
    pub fn steal_batch_with_limit_and_pop(&self, dest: &Worker<T>, limit: usize) -> Steal<T> {
        assert!(limit > 0);
        self.batch_and_pop("steal_batch_with_limit_and_pop", dest, limit, Location::caller())
    }

    fn batch(
        &self,
        verb: &'static str,
        dest: &Worker<T>,
        limit: usize,
        place: &'static Location<'static>,
    ) -> Steal<()> {
        if Arc::ptr_eq(dest.tasks(), &self.tasks) {
            let empty = self.tasks.look(verb, place, VecDeque::is_empty);
            return if empty { Steal::Empty } else { Steal::Success(()) };
        }
        match self.take(verb, limit, place) {
            Steal::Success(batch) => {
                dest.put(verb, batch, place);
                Steal::Success(())
            }
            Steal::Empty => Steal::Empty,
            Steal::Retry => Steal::Retry,
        }
    }

    #[track_caller]
    fn batch_and_pop(
        &self,
        verb: &'static str,
        dest: &Worker<T>,
        limit: usize,
        place: &'static Location<'static>,
    ) -> Steal<T> {
        if Arc::ptr_eq(dest.tasks(), &self.tasks) {
            return dest.pop().map_or(Steal::Empty, Steal::Success);
        }
        match self.take(verb, limit, place) {
            Steal::Success(mut batch) => {
                let first = batch.pop_front();
                dest.put(verb, batch, place);
                first.map_or(Steal::Empty, Steal::Success)
            }
            Steal::Empty => Steal::Empty,
            Steal::Retry => Steal::Retry,
        }
    }

    /// A batch, in the order in which its worker would have popped it.
    fn take(
        &self,
        verb: &'static str,
        limit: usize,
        place: &'static Location<'static>,
    ) -> Steal<VecDeque<T>> {
        let mut batch = self.tasks.steal_batch(verb, limit, place);
        if let (Steal::Success(batch), Order::Lifo) = (&mut batch, self.order) {
            batch.make_contiguous().reverse();
        }
        batch
    }
}

impl<T> Clone for Stealer<T> {
    fn clone(&self) -> Self {
        Self { tasks: Arc::clone(&self.tasks), order: self.order }
    }
}

impl<T> fmt::Debug for Stealer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Stealer { .. }")
    }
}
