//! What both faces share: the log, the claims, the draws and the clock.
//!
//! Hidden tests call these methods on a `Run` of either face, which dereferences to this.

use std::fmt::{Debug, Display};
use std::sync::Arc;
use std::time::Duration;

use protocol::{Claim, Failure, LogEntry, Verdict};

use crate::execution::Execution;
use crate::failure::unequal;
use crate::hooks::Draw;
use crate::panics;
use crate::world::Stage;

/// The log, the claims, the draws and the clock of one execution.
#[derive(Clone)]
pub struct Claims {
    pub(crate) execution: Arc<Execution>,
    pub(crate) stage: Arc<dyn Stage>,
}

impl Claims {
    /// Adds an entry to the log, in the name of the thread or task that calls this.
    pub fn log(&self, text: impl Into<String>) {
        let at_ns = u64::try_from(self.stage.now().as_nanos()).unwrap_or(u64::MAX);
        let entry = LogEntry { who: self.stage.who(), what: text.into(), at_ns };
        self.stage.logged(self.execution.log(entry));
    }

    /// The texts of the log so far.
    pub fn entries(&self) -> Vec<String> {
        self.execution.with_log(|log| log.iter().map(|entry| entry.what.clone()).collect())
    }

    /// The texts of the log that begin so, without that beginning: one object's part of it.
    pub fn entries_of(&self, name: &str) -> Vec<String> {
        let of = |log: &[LogEntry]| {
            let own = log.iter().filter_map(|entry| entry.what.strip_prefix(name));
            own.map(str::to_owned).collect()
        };
        self.execution.with_log(of)
    }

    /// Claims that nothing is wrong, where the hidden test has looked for it: a fault is a sentence
    /// that says what is.
    pub fn faultless(&self, fault: Option<String>) {
        self.claim(fault.is_none(), || fault.unwrap_or_default());
    }

    /// Claims something that holds in every execution. The sentence says what happened instead; it
    /// is made only if the claim fails, which ends the execution.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # fn scenario(run: &harness::threads::Run, inside: usize) {
    /// run.claim(inside <= 2, || format!("{inside} callers were inside at once, though 2 may be"));
    /// # }
    /// ```
    pub fn claim(&self, holds: bool, otherwise: impl FnOnce() -> String) {
        self.execution.stated(Claim::Always);
        if !holds {
            self.fail(Failure::new(Verdict::WrongAnswer, otherwise()));
        }
    }

    /// Claims that two values are equal.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "`expect(\"size\", 3, queue.size())` reads best"
    )]
    pub fn expect<T: Debug + PartialEq>(&self, what: impl Display, expected: T, seen: T) {
        self.execution.stated(Claim::Always);
        if expected != seen {
            self.fail(unequal(format!("{what}: not what was expected"), &expected, &seen));
        }
    }

    /// Claims that the log holds exactly these texts.
    pub fn expect_log(&self, expected: impl IntoIterator<Item = impl Into<String>>) {
        self.execution.stated(Claim::Always);
        let expected: Vec<String> = expected.into_iter().map(Into::into).collect();
        let seen = self.entries();
        if expected == seen {
            return;
        }
        let summary = match expected.iter().zip(&seen).find(|(expected, seen)| expected != seen) {
            Some((expected, seen)) => format!("“{seen}” came where “{expected}” belongs"),
            None if seen.len() < expected.len() => {
                format!("“{}” never came", expected[seen.len()])
            }
            None => format!("“{}” came, and nothing should have", seen[expected.len()]),
        };
        self.fail(unequal(summary, &expected, &seen));
    }

    /// Whether the clock is virtual: time then passes only when nobody can run, and durations are
    /// exact.
    pub fn is_virtual(&self) -> bool {
        self.stage.is_virtual()
    }

    /// The time since the scenario began.
    pub fn elapsed(&self) -> Duration {
        self.stage.now()
    }

    /// Claims that exactly so much time has passed since the scenario began. Where the clock is
    /// real, the claim is not checked.
    pub fn takes(&self, expected: Duration) {
        self.execution.stated(Claim::Takes);
        let seen = self.elapsed();
        if self.is_virtual() && expected != seen {
            let summary = format!("it took {seen:?} instead of {expected:?}");
            self.fail(unequal(summary, &expected, &seen));
        }
    }

    /// Claims that no more than so much time has passed since the scenario began, since things that
    /// need not wait for each other go on side by side. Where the clock is real, the claim is not
    /// checked.
    pub fn takes_at_most(&self, limit: Duration) {
        self.execution.stated(Claim::Takes);
        let seen = self.elapsed();
        if self.is_virtual() && seen > limit {
            let summary = format!(
                "it took {seen:?}: things wait for each other that could go on side by side, and \
                 be done in {limit:?}"
            );
            self.fail(Failure::new(Verdict::OverSerialized, summary));
        }
    }

    /// Claims that something can happen: not in every execution, but in one at least. `what`
    /// completes “it must be possible that …”.
    pub fn possible(&self, what: &str, holds: bool) {
        self.execution.stated(Claim::Possible);
        self.execution.with_chances(|chances| chances.state(what, holds));
    }

    /// Panics, as a callback may that is none of the learner's. It ends the call; what matters is
    /// what becomes of the object, and of the others.
    pub fn panic_on_purpose(&self) -> ! {
        panics::on_purpose()
    }

    /// A number below `n`: in the model each of them is a choice like any other.
    ///
    /// # Panics
    ///
    /// If `n` is 0, or more than 32 bits hold.
    pub fn pick(&self, n: usize) -> usize {
        let n = u32::try_from(n).expect("a number of this size has room");
        self.execution.below(Draw::Each, n) as usize
    }

    /// Brings the items into some order.
    pub fn shuffle<T>(&self, items: &mut [T]) {
        // Fisher and Yates, from the end; 0 leaves an item where it is.
        for last in (1..items.len()).rev() {
            items.swap(last, last - self.pick(last + 1));
        }
    }

    /// Records the failure and ends whoever calls this.
    pub(crate) fn fail(&self, failure: Failure) -> ! {
        self.execution.fail(failure);
        self.stop()
    }

    /// Ends whoever calls this if there is a failure.
    pub(crate) fn go_on(&self) {
        if self.execution.has_failed() {
            self.stop();
        }
    }

    fn stop(&self) -> ! {
        self.stage.failed();
        panics::stop()
    }
}
