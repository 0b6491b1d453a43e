//! What the process that runs a learner's file reports.

use serde::{Deserialize, Serialize};

use crate::{Claim, Failure, Story, Strength};

/// One line of the records file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "kebab-case")]
pub enum Record {
    /// Written and flushed before the first execution of a case, so that a process that dies is
    /// blamed on the right case.
    Begin {
        /// The order's nonce.
        nonce: String,
        /// The case, as libtest names it (`hidden::every_start_order::case_1`).
        case: String,
    },
    /// Written when the case is over, one way or the other.
    End {
        /// The order's nonce.
        nonce: String,
        /// The case.
        case: String,
        /// How many executions ran.
        executions: u64,
        /// How they were chosen.
        strength: Strength,
        /// Sentences worth reading, beside those of a failure.
        notes: Vec<String>,
        /// The kinds of claims that it made, each once.
        claims: Vec<Claim>,
        /// The execution, if one was asked for, under the model.
        story: Option<Box<Story>>,
        /// How it ended.
        ending: Ending,
    },
}

/// How a case ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "ending", rename_all = "kebab-case")]
pub enum Ending {
    /// No claim failed in any execution.
    Passed,
    /// A claim failed; the failure says which and how.
    Failed(Box<Failure>),
}
