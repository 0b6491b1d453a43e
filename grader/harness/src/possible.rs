//! Claims that something can happen: it need not in every execution, but in one of them at least.
//!
//! An execution collects what it has shown in [`Chances`]; [`Possible`] follows the executions of a
//! case. Called by `execution` and by every loop that runs executions.

use std::collections::BTreeMap;
use std::time::Duration;

use protocol::{Failure, Verdict};

use crate::execution::Execution;

/// How long callers wait for each other, where they must be able to be somewhere at once. A virtual
/// hour costs nothing; a real one would.
pub(crate) const fn patience(is_virtual: bool) -> Duration {
    if is_virtual { Duration::from_secs(3_600) } else { Duration::from_millis(999) }
}

/// What one execution has shown so far, claim by claim.
#[derive(Debug, Default)]
pub(crate) struct Chances(BTreeMap<String, Chance>);

#[derive(Debug, Default)]
struct Chance {
    /// It has happened.
    held: bool,
    /// So many callers are there now, where it takes several at once.
    present: usize,
}

impl Chances {
    /// The claim is made: it may just have happened.
    pub(crate) fn state(&mut self, what: &str, holds: bool) {
        self.0.entry(what.to_owned()).or_default().held |= holds;
    }

    /// A caller comes to where so many should be able to be at once.
    pub(crate) fn enter(&mut self, what: &str, parties: usize) {
        let chance = self.0.entry(what.to_owned()).or_default();
        chance.present += 1;
        chance.held |= chance.present >= parties;
    }

    /// It goes away again.
    pub(crate) fn leave(&mut self, what: &str) {
        self.0.entry(what.to_owned()).or_default().present -= 1;
    }

    /// Whether it has happened.
    pub(crate) fn has_held(&self, what: &str) -> bool {
        self.0.get(what).is_some_and(|chance| chance.held)
    }

    fn all(&self) -> impl Iterator<Item = (&str, bool)> {
        self.0.iter().map(|(what, chance)| (what.as_str(), chance.held))
    }
}

/// What the executions of a case have shown so far.
#[derive(Debug)]
pub(crate) struct Possible {
    /// After so many executions in which it did not happen, it is taken to be impossible.
    enough: u64,
    claims: BTreeMap<String, History>,
}

/// What has become of one claim.
#[derive(Debug)]
enum History {
    Seen,
    /// So many executions ran since the claim was made first. The failure tells of that one.
    Unseen(u64, Box<Failure>),
}

impl Possible {
    /// Nothing has been claimed so far.
    pub(crate) fn new(enough: u64) -> Self {
        Self { enough, claims: BTreeMap::new() }
    }

    /// An execution is over, and no claim of it has failed. What only the back end knows of it is
    /// added to a failure by `tell`.
    pub(crate) fn learn(&mut self, execution: &Execution, tell: impl Fn(&mut Failure)) {
        for history in self.claims.values_mut() {
            if let History::Unseen(executions, _) = history {
                *executions += 1;
            }
        }
        execution.with_chances(|chances| {
            for (what, held) in chances.all() {
                if held {
                    self.claims.insert(what.to_owned(), History::Seen);
                } else if !self.claims.contains_key(what) {
                    let failure = Failure::new(Verdict::OverSerialized, what);
                    let mut failure = execution.complete(failure);
                    tell(&mut failure);
                    self.claims.insert(what.to_owned(), History::Unseen(1, Box::new(failure)));
                }
            }
        });
    }

    /// Whether there is something that has not happened yet, and may.
    pub(crate) fn is_open(&self) -> bool {
        self.claims.values().any(|history| matches!(history, History::Unseen(..)))
    }

    /// The first claim that is taken to be impossible, as a failure.
    pub(crate) fn failure(&self) -> Option<Failure> {
        self.claims.iter().find_map(|(what, history)| match history {
            History::Unseen(executions, failure) if *executions >= self.enough => {
                let often = match executions {
                    1 => "it was not".to_owned(),
                    _ => format!("it was in none of {executions} executions (here is the first)"),
                };
                let summary = format!("it must be possible that {what}; {often}");
                Some(Failure { summary, ..(**failure).clone() })
            }
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn after(possible: &mut Possible, steps: impl FnOnce(&mut Chances)) {
        let execution = Execution::new(1, 0, &Arc::default());
        execution.with_chances(steps);
        possible.learn(&execution, |_| {});
    }

    #[test]
    fn what_happens_once_is_possible() {
        let mut possible = Possible::new(2);
        after(&mut possible, |chances| chances.state("two meet", false));
        assert!(possible.is_open() && possible.failure().is_none());
        after(&mut possible, |chances| chances.state("two meet", true));
        after(&mut possible, |chances| chances.state("two meet", false));
        assert!(!possible.is_open() && possible.failure().is_none());
    }

    #[test]
    fn what_never_happens_is_impossible() {
        let mut possible = Possible::new(2);
        after(&mut possible, |chances| chances.state("two meet", false));
        after(&mut possible, |_| {});
        let failure = possible.failure().expect("two executions are enough here");
        assert_eq!(failure.verdict, Verdict::OverSerialized);
        assert_eq!(
            failure.summary,
            "it must be possible that two meet; it was in none of 2 executions (here is the first)"
        );
    }

    #[test]
    fn those_who_are_there_one_after_the_other_do_not_meet() {
        let mut chances = Chances::default();
        chances.enter("two meet", 2);
        chances.leave("two meet");
        chances.enter("two meet", 2);
        assert!(!chances.has_held("two meet"));
        chances.enter("two meet", 2);
        assert!(chances.has_held("two meet"));
    }
}
