//! How strong it is that no claim failed in a case.

use serde::{Deserialize, Serialize};

/// How the executions of a case were chosen, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Strength {
    /// At random.
    Sampled {
        /// With so many per cent, at least, a mistake that takes one switch at the wrong moment
        /// (a bug of depth 2) would have shown: the bound of PCT.
        bound: u32,
    },
    /// All schedules with so few preemptions, and others at random.
    Bounded {
        /// At most so many.
        preemptions: u32,
    },
    /// All interleavings that can differ.
    Proved {
        /// With so many unusual events in each at most: spurious wake-ups, weak exchanges that fail.
        unusual: u32,
    },
}
