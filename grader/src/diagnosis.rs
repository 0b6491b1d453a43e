//! The pattern behind a failure, and where to look.
//!
//! Made for every rejected file, shown by every report.

use protocol::Place;
use serde::{Deserialize, Serialize};

/// What a failing execution is an example of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// One word for it, the same everywhere: `lost-wake-up`.
    pub pattern: String,
    /// A few words: `a wake-up is lost`.
    pub title: String,
    /// Two or three sentences: what happened here and what to look at, never the solution.
    pub text: String,
    /// The moment of the mistake, as an index into the steps of the interleaving.
    pub step: Option<usize>,
    /// The lines that take part. The first one is where to look first.
    pub marks: Vec<Mark>,
}

/// A line that takes part in a failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where.
    pub at: Place,
    /// What happens there, in a few words: `foo notifies here, and nobody waits yet`.
    pub label: String,
    /// The step that happened there.
    pub step: Option<usize>,
}
