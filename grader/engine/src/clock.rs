//! Virtual time: a clock that moves only when nobody can run, and the timers that move it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::TaskId;

/// The clock of one execution, in nanoseconds since it began.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    now: u64,
    /// Ordered by time, then by the order in which they were set.
    timers: BinaryHeap<Reverse<(u64, u64, TaskId)>>,
    /// Numbers timers, so that a timer whose task was woken otherwise no longer counts.
    set: u64,
}

impl Clock {
    pub(crate) fn reset(&mut self) {
        self.now = 0;
        self.timers.clear();
        self.set = 0;
    }

    #[inline]
    pub(crate) fn now(&self) -> u64 {
        self.now
    }

    /// Whether any timer is set, be it one that no longer counts.
    #[inline]
    pub(crate) fn has_timers(&self) -> bool {
        !self.timers.is_empty()
    }

    /// Moves the clock to `now`; no timer before that is left.
    pub(crate) fn set_now(&mut self, now: u64) {
        self.now = self.now.max(now);
    }

    /// Sets a timer and returns its number (never 0).
    pub(crate) fn set(&mut self, at: u64, task: TaskId) -> u64 {
        self.set += 1;
        self.timers.push(Reverse((at, self.set, task)));
        self.set
    }

    /// The next timer that `counts` still holds for, if any; the ones that do not are dropped.
    pub(crate) fn next(&mut self, counts: impl Fn(TaskId, u64) -> bool) -> Option<(u64, TaskId)> {
        while let Some(Reverse((at, number, task))) = self.timers.peek().copied() {
            if counts(task, number) {
                return Some((at, task));
            }
            self.timers.pop();
        }
        None
    }

    /// Takes the timer that [`Clock::next`] has just shown, and moves the clock there.
    pub(crate) fn fire(&mut self) {
        if let Some(Reverse((at, ..))) = self.timers.pop() {
            self.now = self.now.max(at);
        }
    }
}
