//! The tasks that a worker and its stealers share, or an injector has.

use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use crossbeam::deque::Steal;
use interleave::{Branch, Kind, Modelled, Op, Shown, gate};

use crate::choice;

/// The most that are stolen at once.
pub(super) const MAX_BATCH: usize = 32;

/// In which order a worker takes its own tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Fifo,
    Lifo,
}

/// Tasks, the oldest first.
pub(super) struct Tasks<T> {
    inner: Modelled<VecDeque<T>>,
    kind: &'static Kind,
    /// So often tasks came or went.
    changes: Cell<u64>,
}

// SAFETY: tasks go from one thread to another, so they must be `Send`; nobody is given a reference.
// The cells are touched by one OS thread alone (see `model-std`'s page).
unsafe impl<T: Send> Send for Tasks<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Tasks<T> {}
impl<T> UnwindSafe for Tasks<T> {}
impl<T> RefUnwindSafe for Tasks<T> {}

impl<T> Tasks<T> {
    pub(super) fn new(kind: &'static Kind) -> Self {
        Self { inner: Modelled::new(VecDeque::new()), kind, changes: Cell::new(0) }
    }

    /// Looks at the tasks.
    pub(super) fn look<R>(
        &self,
        verb: &'static str,
        place: &'static Location<'static>,
        look: impl FnOnce(&VecDeque<T>) -> R,
    ) -> R {
        gate::step(self.op(verb, place), |kernel| {
            // SAFETY: nobody holds a reference to the tasks; no effect runs code of the learner's,
            // and one effect runs at a time.
            let answer = look(unsafe { &*self.inner.get() });
            kernel.found_value(&answer);
            answer
        })
    }

    /// Adds or removes tasks.
    pub(super) fn change<R>(
        &self,
        verb: &'static str,
        place: &'static Location<'static>,
        change: impl FnOnce(&mut VecDeque<T>) -> R,
    ) -> R {
        let op = self.op(verb, place);
        gate::step(op, |kernel| {
            self.changes.set(self.changes.get() + 1);
            // SAFETY: as in `look`.
            let tasks = unsafe { &mut *self.inner.get() };
            let before = tasks.len();
            let result = change(tasks);
            if tasks.len() != before {
                kernel.tell(op.object, "length", Shown::count(tasks.len()));
            }
            result
        })
    }

    /// Removes the oldest task.
    pub(super) fn steal(&self, verb: &'static str, place: &'static Location<'static>) -> Steal<T> {
        match self.steal_batch(verb, 1, place) {
            Steal::Success(mut batch) => {
                let first = batch.pop_front();
                gate::closely(|kernel| kernel.found_if(first.as_ref(), "empty"));
                first.map_or(Steal::Empty, Steal::Success)
            }
            Steal::Empty => Steal::Empty,
            Steal::Retry => Steal::Retry,
        }
    }

    /// Removes the oldest half of the tasks, but no more than `limit`, which is not 0. If others
    /// came in between, it may be any smaller batch, or none for now.
    pub(super) fn steal_batch(
        &self,
        verb: &'static str,
        limit: usize,
        place: &'static Location<'static>,
    ) -> Steal<VecDeque<T>> {
        let before = self.changes.get();
        let op = self.op(verb, place);
        gate::step(op, |kernel| {
            let raced = self.changes.get() != before;
            if raced && kernel.unusually(Branch::WeakFailure, "the steal must be retried") {
                kernel.refused("retry");
                return Steal::Retry;
            }
            // SAFETY: as in `look`.
            let tasks = unsafe { &mut *self.inner.get() };
            if tasks.is_empty() {
                kernel.refused("empty");
                return Steal::Empty;
            }
            let most = tasks.len().div_ceil(2).min(limit);
            let size = if raced { most - choice::any(kernel, most) } else { most };
            self.changes.set(self.changes.get() + 1);
            let batch = tasks.drain(..size).collect();
            kernel.tell(op.object, "length", Shown::count(tasks.len()));
            Steal::Success(batch)
        })
    }

    fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: self.inner.object(self.kind), place }
    }
}
