//! Claims that something can happen: it need not in every execution, but in one of them at least.
//!
//! An execution collects what it has shown (`chances`); [`Possible`] follows the executions of a case.
//! Called by every loop that runs executions.

use std::collections::BTreeMap;

use protocol::{Failure, Verdict};

use crate::execution::Execution;

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
    /// added to a failure by `tell`. What it has not shown `counts` only if it was chosen at random.
    pub(crate) fn learn(
        &mut self,
        execution: &Execution,
        counts: bool,
        tell: impl Fn(&mut Failure),
    ) {
        for history in self.claims.values_mut() {
            if let History::Unseen(executions, _) = history {
                *executions += u64::from(counts);
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
                    self.claims.insert(
                        what.to_owned(),
                        History::Unseen(u64::from(counts), Box::new(failure)),
                    );
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
    use crate::chances::Chances;

    fn after(possible: &mut Possible, steps: impl FnOnce(&mut Chances)) {
        let execution = Execution::new(1, 0, &Arc::default());
        execution.with_chances(steps);
        possible.learn(&execution, true, |_| {});
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
}
