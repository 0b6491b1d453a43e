//! How hard a problem is: three steps, as everywhere in this field.
//!
//! Read from the head of a statement by `problem`, asked for on the command line.

use clap::ValueEnum;
use serde::Serialize;

/// How hard a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    /// One idea.
    Easy,
    /// Several ideas that have to fit together.
    Medium,
    /// Many ways to be nearly right.
    Hard,
}

impl Difficulty {
    /// `easy`, `medium` or `hard`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}
