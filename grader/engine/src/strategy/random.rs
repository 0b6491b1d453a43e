//! The random walk: every enabled task is as likely as any other, at every step.
//!
//! It needs no measures against spinners: whoever can go on does so soon.

use fastrand::Rng;

use super::starts::Starts;
use super::{Branch, Moment, Strategy, freedoms};
use crate::TaskId;

/// A random walk. Its seed decides everything in all executions.
#[derive(Debug)]
pub struct RandomWalk {
    /// Draws the seed of each execution.
    seeds: Rng,
    rng: Rng,
    unusual: bool,
    starts: Starts,
}

impl RandomWalk {
    /// A walk for a program's executions, one after the other.
    pub fn new(seed: u64) -> Self {
        Self {
            seeds: Rng::with_seed(seed),
            rng: Rng::with_seed(seed),
            unusual: false,
            starts: Starts::default(),
        }
    }
}

impl Strategy for RandomWalk {
    fn begin(&mut self) {
        self.rng = self.seeds.fork();
        self.unusual = freedoms::is_unusual(&mut self.rng);
        self.starts = Starts::begin(&mut self.rng);
    }

    #[inline]
    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        if let Some(task) = self.starts.next(moment) {
            return Some(task);
        }
        Some(moment.enabled.nth(self.rng.u32(0..moment.enabled.len())))
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        freedoms::branch(&mut self.rng, self.unusual, branch, options)
    }
}
