//! An execution that failed, and how long a story it is.
//!
//! Made by `explore`, made shorter by `shorten`.

use interleave::{Detour, Execution};
use protocol::Failure;

/// An execution that failed.
pub(super) struct Found {
    pub(super) failure: Box<Failure>,
    pub(super) detours: Vec<Detour>,
    unusual: usize,
    pub(super) preemptions: u64,
    pub(super) steps: u64,
    /// What failed is that something was never seen: no execution is to blame.
    pub(super) is_absence: bool,
}

impl Found {
    pub(super) fn new(failure: Failure, execution: &Execution<'_>) -> Self {
        let (preemptions, steps) = (execution.preemptions(), execution.steps());
        let (detours, unusual) = (Detour::all(execution.schedule()), execution.unusual());
        let failure = Box::new(failure);
        Self { failure, detours, unusual, preemptions, steps, is_absence: false }
    }

    pub(super) fn absence(failure: Failure) -> Self {
        let (detours, unusual, preemptions, steps) = (Vec::new(), 0, 0, 0);
        let failure = Box::new(failure);
        Self { failure, detours, unusual, preemptions, steps, is_absence: true }
    }

    /// What makes it easier to read comes first.
    pub(super) fn length(&self) -> (usize, u64, usize, u64) {
        (self.unusual, self.preemptions, self.detours.len(), self.steps)
    }
}
