//! What the grader asks of the process that runs a learner's file.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::Again;

/// Where a scenario runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// Under the deterministic scheduler, against the models.
    Model,
    /// On real threads or a real async runtime.
    Native,
}

impl Engine {
    /// `model` or `native`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Native => "native",
        }
    }
}

/// One line of JSON on the standard input of the process, before anything else runs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    /// Unguessable; every record carries it.
    pub nonce: String,
    /// The file that records are appended to.
    pub records: PathBuf,
    /// Which back end the scenarios run on.
    pub engine: Engine,
    /// Every random choice of the run comes from here.
    pub seed: u64,
    /// Executions a case; without it, as many as the engine thinks enough within the budget.
    pub runs: Option<u64>,
    /// Wall-clock milliseconds for all cases together, in real time.
    pub budget_ms: u64,
    /// Whether loads of atomics may read older values in the model.
    pub older_values: bool,
    /// How many cases share the budget.
    pub cases: u32,
    /// Run one execution of one case instead of all.
    pub replay: Option<Replay>,
}

/// One execution, named so that it can be run again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// The case's name, as in [`crate::Record::Begin`].
    pub case: String,
    /// Which execution of it.
    pub execution: Again,
    /// Not all of it: somebody plays it (model only).
    pub play: Option<Play>,
}

/// An execution that stops where somebody is to choose. What must be possible is no claim on it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Play {
    /// The choice with this number is asked for, not made; or the next one that can be asked for.
    pub until: u32,
    /// What the scenario draws, in order; 0 from there on.
    pub draws: Vec<u32>,
}

impl Replay {
    /// The whole of an execution.
    pub fn whole(case: String, execution: Again) -> Self {
        Self { case, execution, play: None }
    }
}
