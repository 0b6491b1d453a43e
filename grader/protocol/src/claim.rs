//! The kinds of claims that a hidden test can make.

use serde::{Deserialize, Serialize};

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claim {
    /// Something holds in every execution; `wrong-answer` else.
    Always,
    /// Something happens in one execution at least; `over-serialized` else.
    Possible,
    /// It takes exactly so long; `wrong-answer` else. Or no longer; `over-serialized` else.
    Takes,
    /// Whoever waits is not passed over without end; `starvation` else.
    Fair,
    /// Whoever waits uses no steps and no CPU time; `busy-wait` else.
    Idle,
}

impl Claim {
    /// The word that stands for this kind everywhere.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Possible => "possible",
            Self::Takes => "takes",
            Self::Fair => "fair",
            Self::Idle => "idle",
        }
    }
}
