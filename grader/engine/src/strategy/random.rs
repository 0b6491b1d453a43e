//! The random walk: every enabled task is as likely as any other, at every step.

use fastrand::Rng;

use super::{Branch, Moment, Strategy, freedoms};
use crate::TaskId;

/// A random walk. The seed of an execution decides everything in it.
#[derive(Debug)]
pub struct RandomWalk {
    rng: Rng,
    unusual: bool,
}

impl RandomWalk {
    /// The walk of one execution.
    pub fn new(execution_seed: u64) -> Self {
        Self { rng: Rng::with_seed(execution_seed), unusual: false }
    }
}

impl Strategy for RandomWalk {
    fn begin(&mut self) {
        self.unusual = freedoms::is_unusual(&mut self.rng);
    }

    #[inline]
    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        Some(moment.enabled.nth(self.rng.u32(0..moment.enabled.len())))
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        freedoms::branch(&mut self.rng, self.unusual, branch, options)
    }
}
