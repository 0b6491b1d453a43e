//! The claim that whoever waits is not passed over without end.
//!
//! Made by a scenario with `Run::fair`, told by the callers that were served instead.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use protocol::{Claim, Failure, Verdict};

use crate::claims::Claims;
use crate::execution::Caller;

/// Counts how often others were served while one call waits. Clones are the same count.
#[derive(Clone)]
pub struct Fair {
    claims: Claims,
    waits: Arc<Caller>,
    /// Others may be served so often.
    most: u64,
    passed: Arc<AtomicU64>,
}

impl Fair {
    pub(crate) fn new(claims: &Claims, waits: &Arc<Caller>, most: u64) -> Self {
        claims.execution.stated(Claim::Fair);
        let (claims, waits) = (claims.clone(), Arc::clone(waits));
        Self { claims, waits, most, passed: Arc::default() }
    }

    /// Somebody else was served. Returns whether the others should go on: the call still waits.
    ///
    /// Where the clock is real, who comes next is up to the system, and a call that waits for long
    /// proves nothing: the others then are told to stop after so many turns.
    pub fn passed(&self) -> bool {
        let passed = self.passed.fetch_add(1, Ordering::Relaxed) + 1;
        if self.waits.is_done() {
            return false;
        }
        if passed > self.most && self.claims.is_virtual() {
            let summary = format!(
                "`{}` still waits, though others were served {passed} times since it came: that is \
                 more often than it may be passed over",
                self.waits.name
            );
            self.claims.fail(Failure::new(Verdict::Starvation, summary));
        }
        passed <= self.most
    }
}
