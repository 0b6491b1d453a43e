//! One case as the back ends see it: what to run, and what came out.
//!
//! Made by `session`, read by the back ends.

use std::sync::Arc;

use protocol::{Again, Ending, Engine, Failure, Play, Story, Strength};

use crate::budget::Budget;
use crate::seed;
use crate::stated::Stated;

/// What to run.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// On which back end.
    pub(crate) engine: Engine,
    /// Every random choice of the case comes from here.
    pub(crate) seed: u64,
    /// Run this one execution only.
    pub(crate) replay: Option<Again>,
    /// And that not whole: somebody plays it.
    pub(crate) play: Option<Play>,
    /// No other case runs at the same time, so that what the process does is what the case does.
    pub(crate) alone: bool,
    /// Whether loads of atomics may read older values in the model.
    pub(crate) older_values: bool,
    /// How long, and how often.
    pub(crate) budget: Budget,
    /// The kinds of claims that the case makes.
    pub(crate) stated: Arc<Stated>,
}

impl Plan {
    /// The seed of the case's `index`th execution.
    pub(crate) fn execution_seed(&self, index: u64) -> u64 {
        match self.replay {
            Some(Again::Seed(seed)) => seed,
            _ => seed::of_execution(self.seed, index),
        }
    }

    /// Whether another execution is due after so many.
    pub(crate) fn wants_more(&self, executions: u64) -> bool {
        if self.replay.is_some() { executions == 0 } else { self.budget.allows(executions) }
    }
}

/// What came out.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    /// How many executions ran, the failed one included.
    pub(crate) executions: u64,
    /// What these were.
    pub(crate) strength: Strength,
    /// Sentences worth reading.
    pub(crate) notes: Vec<String>,
    /// The execution, if one was asked for.
    pub(crate) story: Option<Box<Story>>,
    /// How the case ended.
    pub(crate) ending: Ending,
    /// Whether code of the learner's still runs or waits somewhere in this process.
    pub(crate) stuck: bool,
}

impl Outcome {
    /// No claim failed in executions that were chosen at random.
    pub(crate) fn passed(executions: u64) -> Self {
        Self::proved(executions, Strength::Sampled { bound: 0 })
    }

    /// No claim failed in executions that were chosen so.
    pub(crate) fn proved(executions: u64, strength: Strength) -> Self {
        let (ending, notes) = (Ending::Passed, Vec::new());
        Self { executions, strength, notes, story: None, ending, stuck: false }
    }

    /// A claim failed.
    pub(crate) fn failed(executions: u64, failure: Failure, stuck: bool) -> Self {
        let ending = Ending::Failed(Box::new(failure));
        let (strength, notes) = (Strength::Sampled { bound: 0 }, Vec::new());
        Self { executions, strength, notes, story: None, ending, stuck }
    }
}
