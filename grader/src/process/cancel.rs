//! Says to work that goes on elsewhere that nobody waits for its result any more.
//!
//! Made by whoever starts the work (`watch`, whose next save supersedes a check, and `engines`, where
//! the first rejection has the last word), asked by `supervise`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::interrupt;

/// A request to stop, shared by all of its clones and heard by all children.
#[derive(Debug, Clone, Default)]
pub struct Cancel {
    requested: Arc<AtomicBool>,
    above: Option<Arc<Cancel>>,
}

impl Cancel {
    /// A request of its own, which holds as well once this one is made.
    #[must_use]
    pub fn child(&self) -> Self {
        Self { requested: Arc::default(), above: Some(Arc::new(self.clone())) }
    }

    /// Makes the request.
    pub fn cancel(&self) {
        self.requested.store(true, Ordering::Relaxed);
    }

    /// Whether the request was made, or somebody pressed Ctrl-C.
    pub fn is_requested(&self) -> bool {
        self.requested.load(Ordering::Relaxed)
            || self.above.as_ref().is_some_and(|above| above.is_requested())
            || interrupt::requested()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_heard_below_and_not_above() {
        let (above, other) = (Cancel::default(), Cancel::default());
        let below = above.child();
        let clone = below.clone();
        below.cancel();
        assert!(below.is_requested() && clone.is_requested());
        assert!(!above.is_requested() && !other.is_requested());
        let second = above.child();
        above.cancel();
        assert!(second.is_requested() && !other.is_requested());
    }
}
