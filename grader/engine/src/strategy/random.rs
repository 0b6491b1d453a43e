//! The random walk: every enabled task is as likely as any other, at every step.

use fastrand::Rng;

use super::{Branch, Moment, Strategy};
use crate::TaskId;

/// One execution in this many meets spurious wake-ups and failing weak exchanges. They hide lost
/// wake-ups as often as they show missing loops, so most executions go without.
const UNUSUAL_EVERY: u32 = 4;

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
        self.unusual = self.rng.u32(0..UNUSUAL_EVERY) == 0;
    }

    #[inline]
    fn next_task(&mut self, moment: &Moment<'_>) -> TaskId {
        moment.enabled.nth(self.rng.u32(0..moment.enabled.len()))
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        match branch {
            Branch::NotifyTarget => self.rng.u32(0..options),
            Branch::Timer => u32::from(self.rng.u32(0..8) == 0),
            Branch::SpuriousWakeUp | Branch::WeakFailure => {
                u32::from(self.unusual && self.rng.u32(0..3) == 0)
            }
        }
    }
}
