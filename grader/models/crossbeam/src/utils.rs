//! [`crossbeam::utils`](https://docs.rs/crossbeam/0.8/crossbeam/utils/index.html).

use std::cell::Cell;
use std::fmt;
use std::panic::Location;

pub use crossbeam::utils::CachePadded;

/// The last step in which a spinning thread keeps the processor.
const SPIN_LIMIT: u32 = 6;
/// The last step before it should wait properly.
const YIELD_LIMIT: u32 = 10;

/// Longer and longer pauses for a loop that tries again. Each pause lets the others run; pausing
/// without end is found.
pub struct Backoff {
    step: Cell<u32>,
}

impl Backoff {
    /// At the first step.
    pub fn new() -> Self {
        Self { step: Cell::new(0) }
    }

    /// Back to the first step.
    pub fn reset(&self) {
        self.step.set(0);
    }

    /// A pause for a loop that tries again because another thread made progress.
    #[track_caller]
    pub fn spin(&self) {
        interleave::thread::yield_now("spin_loop", Location::caller());
        if self.step.get() <= SPIN_LIMIT {
            self.step.set(self.step.get() + 1);
        }
    }

    /// A pause for a loop that waits for another thread to make progress.
    #[track_caller]
    pub fn snooze(&self) {
        let verb = if self.step.get() <= SPIN_LIMIT { "spin_loop" } else { "yield_now" };
        interleave::thread::yield_now(verb, Location::caller());
        if self.step.get() <= YIELD_LIMIT {
            self.step.set(self.step.get() + 1);
        }
    }

    /// Whether the pauses have become as long as they get: time to wait properly.
    pub fn is_completed(&self) -> bool {
        self.step.get() > YIELD_LIMIT
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backoff")
            .field("step", &self.step)
            .field("is_completed", &self.is_completed())
            .finish()
    }
}
