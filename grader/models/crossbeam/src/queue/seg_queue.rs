//! [`crossbeam::queue::SegQueue`](https://docs.rs/crossbeam/0.8/crossbeam/queue/struct.SegQueue.html).

use std::collections::VecDeque;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::{Kind, Modelled, gate};

use super::step::step;

static KIND: Kind = Kind::closed("SegQueue");

/// A queue without a bound, first in, first out.
pub struct SegQueue<T> {
    items: Modelled<VecDeque<T>>,
}

// SAFETY: as crossbeam's: items go from one thread to another, so they must be `Send`; nobody is
// given a reference. The cell is touched by one OS thread alone (see `model-std`'s page).
unsafe impl<T: Send> Send for SegQueue<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for SegQueue<T> {}
impl<T> UnwindSafe for SegQueue<T> {}
impl<T> RefUnwindSafe for SegQueue<T> {}

impl<T> SegQueue<T> {
    /// An empty queue.
    pub const fn new() -> Self {
        Self { items: Modelled::new(VecDeque::new()) }
    }

    /// Puts a value at the end.
    #[track_caller]
    pub fn push(&self, value: T) {
        self.step("push", Location::caller(), |items| items.push_back(value));
    }

    /// As [`push`](Self::push), for who has the queue alone.
    pub fn push_mut(&mut self, value: T) {
        self.items.get_mut().push_back(value);
    }

    /// Takes the first value, if there is one.
    #[track_caller]
    pub fn pop(&self) -> Option<T> {
        let first = self.step("pop", Location::caller(), VecDeque::pop_front);
        gate::closely(|kernel| kernel.found_if(first.as_ref(), "empty"));
        first
    }

    /// As [`pop`](Self::pop), for who has the queue alone.
    pub fn pop_mut(&mut self) -> Option<T> {
        self.items.get_mut().pop_front()
    }

    /// Whether there is nothing.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.step("is_empty", Location::caller(), |items| items.is_empty())
    }

    /// How many there are.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.step("len", Location::caller(), |items| items.len())
    }

    fn step<R>(
        &self,
        verb: &'static str,
        place: &'static Location<'static>,
        effect: impl FnOnce(&mut VecDeque<T>) -> R,
    ) -> R {
        step(&self.items, &KIND, verb, place, effect)
    }
}

impl<T> Default for SegQueue<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for SegQueue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("SegQueue { .. }")
    }
}

impl<T> IntoIterator for SegQueue<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter { value: self }
    }
}

/// First in, first out.
#[derive(Debug)]
pub struct IntoIter<T> {
    value: SegQueue<T>,
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.value.pop_mut()
    }
}
