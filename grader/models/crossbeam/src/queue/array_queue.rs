//! [`crossbeam::queue::ArrayQueue`](https://docs.rs/crossbeam/0.8/crossbeam/queue/struct.ArrayQueue.html).

use std::collections::VecDeque;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::{Kind, Modelled, gate};

use super::step::step;

static KIND: Kind = Kind::closed("ArrayQueue");

/// A queue that holds so many, first in, first out.
pub struct ArrayQueue<T> {
    items: Modelled<VecDeque<T>>,
    capacity: usize,
}

// SAFETY: as crossbeam's: items go from one thread to another, so they must be `Send`; nobody is
// given a reference. The cell is touched by one OS thread alone (see `model-std`'s page).
unsafe impl<T: Send> Sync for ArrayQueue<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for ArrayQueue<T> {}
impl<T> UnwindSafe for ArrayQueue<T> {}
impl<T> RefUnwindSafe for ArrayQueue<T> {}

impl<T> ArrayQueue<T> {
    /// An empty queue with room for `cap`.
    ///
    /// # Panics
    /// If that is 0.
    #[track_caller]
    pub fn new(cap: usize) -> Self {
        assert!(cap > 0, "capacity must be non-zero");
        Self { items: Modelled::new(VecDeque::with_capacity(cap)), capacity: cap }
    }

    /// Puts a value at the end.
    ///
    /// # Errors
    /// The value, if the queue is full.
    #[track_caller]
    pub fn push(&self, value: T) -> Result<(), T> {
        let pushed = self.step("push", Location::caller(), |items| {
            if items.len() == self.capacity {
                return Err(value);
            }
            items.push_back(value);
            Ok(())
        });
        if pushed.is_err() {
            gate::closely(|kernel| kernel.refused("full"));
        }
        pushed
    }

    /// As [`push`](Self::push), for who has the queue alone.
    ///
    /// # Errors
    /// The value, if the queue is full.
    pub fn push_mut(&mut self, value: T) -> Result<(), T> {
        if self.items.get_mut().len() == self.capacity {
            return Err(value);
        }
        self.items.get_mut().push_back(value);
        Ok(())
    }

    /// Puts a value at the end; if the queue is full, the first one makes room and is returned.
    #[track_caller]
    pub fn force_push(&self, value: T) -> Option<T> {
        self.step("force_push", Location::caller(), |items| {
            let first = if items.len() == self.capacity { items.pop_front() } else { None };
            items.push_back(value);
            first
        })
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

    /// How many fit.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Whether there is nothing.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.step("is_empty", Location::caller(), |items| items.is_empty())
    }

    /// Whether no more fits.
    #[track_caller]
    pub fn is_full(&self) -> bool {
        self.step("is_full", Location::caller(), |items| items.len() == self.capacity)
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

impl<T> fmt::Debug for ArrayQueue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("ArrayQueue { .. }")
    }
}

impl<T> IntoIterator for ArrayQueue<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter { value: self }
    }
}

/// First in, first out.
#[derive(Debug)]
pub struct IntoIter<T> {
    value: ArrayQueue<T>,
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.value.pop_mut()
    }
}
