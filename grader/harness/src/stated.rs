//! The kinds of claims that a case makes, for whoever wants to know what a hidden test looks at.
//!
//! Filled by the claims of every execution; reported by `session`.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use protocol::Claim;

/// A set of kinds that grows.
#[derive(Debug, Default)]
pub(crate) struct Stated(Mutex<BTreeSet<Claim>>);

impl Stated {
    /// A claim of this kind was made.
    pub(crate) fn add(&self, kind: Claim) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(kind);
    }

    /// The kinds so far, each once.
    pub(crate) fn kinds(&self) -> Vec<Claim> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }
}
