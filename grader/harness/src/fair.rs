//! The claim that whoever waits is not passed over without end.
//!
//! Made by a scenario with `Run::fair`; told by those who wait and by those who are served instead.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use protocol::{Claim, Failure, Verdict};

use crate::claims::Claims;
use crate::hooks::Shared;

/// Counts how often others are served while somebody waits. Clones are the same count.
#[derive(Clone)]
pub struct Fair {
    claims: Claims,
    who: Arc<str>,
    /// How often somebody will come and wait, in all.
    times: u64,
    /// Others may be served so often meanwhile.
    most: u64,
    count: Arc<Mutex<Count>>,
}

#[derive(Debug, Default)]
struct Count {
    waiting: u64,
    served: u64,
    /// Since somebody came to wait, or one of several was served.
    passed: u64,
    /// In all.
    turns: u64,
}

impl Fair {
    pub(crate) fn new(claims: &Claims, who: &str, times: u64, most: u64) -> Self {
        claims.execution.stated(Claim::Fair);
        Self { claims: claims.clone(), who: who.into(), times, most, count: Arc::default() }
    }

    /// Somebody comes, and from now on waits.
    pub fn comes(&self) {
        self.count().waiting += 1;
    }

    /// Somebody who waited is served.
    pub fn served(&self) {
        let mut count = self.count();
        count.waiting -= 1;
        count.served += 1;
        count.passed = 0;
    }

    /// One of the others is served. Where the clock is virtual, that fails the execution if it has
    /// happened more often than it may while somebody waits.
    pub fn passed(&self) {
        let mut count = self.count();
        count.turns += 1;
        if count.waiting == 0 {
            return;
        }
        count.passed += 1;
        let passed = count.passed;
        drop(count);
        if passed > self.most && self.claims.is_virtual() {
            let summary = format!(
                "{} still waits, though others were served {passed} times meanwhile: that is more \
                 often than it may be passed over",
                self.who
            );
            self.claims.fail(Failure::new(Verdict::Starvation, summary));
        }
    }

    /// Whether the others may stop: everybody who was to come has been served. Where the clock is
    /// real, who comes next is up to the system and proves nothing; there they stop after so many
    /// turns in any case.
    pub fn is_over(&self) -> bool {
        let count = self.count();
        let enough = !self.claims.is_virtual() && count.turns >= self.most * self.times;
        enough || count.served == self.times
    }

    fn count(&self) -> MutexGuard<'_, Count> {
        self.claims.execution.touch(Shared::Fairness, true);
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
