//! [`crossbeam::deque::Worker`](https://docs.rs/crossbeam/0.8/crossbeam/deque/struct.Worker.html).

use std::cell::Cell;
use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;

use interleave::{Kind, gate};

use super::tasks::{Order, Tasks};

static KIND: Kind = Kind::closed("Worker");

/// A queue of tasks that one thread has for itself, but for those who steal.
pub struct Worker<T> {
    tasks: Arc<Tasks<T>>,
    order: Order,
    /// Not `Sync`, as crossbeam's: it belongs to no thread, but only one uses it at a time.
    here: PhantomData<Cell<()>>,
}

impl<T> Worker<T> {
    /// An empty queue that gives its own thread the oldest task first.
    pub fn new_fifo() -> Self {
        Self::new(Order::Fifo)
    }

    /// An empty queue that gives its own thread the newest task first.
    pub fn new_lifo() -> Self {
        Self::new(Order::Lifo)
    }

    fn new(order: Order) -> Self {
        Self { tasks: Arc::new(Tasks::new(&KIND)), order, here: PhantomData }
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

    /// Adds a task.
    #[track_caller]
    pub fn push(&self, task: T) {
        self.tasks.change("push", Location::caller(), |tasks| tasks.push_back(task));
    }

    /// Takes a task, if there is one.
    #[track_caller]
    pub fn pop(&self) -> Option<T> {
        let pop = match self.order {
            Order::Fifo => VecDeque::pop_front,
            Order::Lifo => VecDeque::pop_back,
        };
        let task = self.tasks.change("pop", Location::caller(), pop);
        gate::closely(|kernel| kernel.found_if(task.as_ref(), "empty"));
        task
    }

    /// The tasks.
    pub(super) fn tasks(&self) -> &Arc<Tasks<T>> {
        &self.tasks
    }

    /// In which order they are popped.
    pub(super) fn order(&self) -> Order {
        self.order
    }

    /// Adds a stolen batch, which will be popped from its front on.
    pub(super) fn put(
        &self,
        verb: &'static str,
        batch: VecDeque<T>,
        place: &'static Location<'static>,
    ) {
        if batch.is_empty() {
            return;
        }
        self.tasks.change(verb, place, |tasks| match self.order {
            Order::Fifo => tasks.extend(batch),
            Order::Lifo => tasks.extend(batch.into_iter().rev()),
        });
    }
}

impl<T> fmt::Debug for Worker<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Worker { .. }")
    }
}
