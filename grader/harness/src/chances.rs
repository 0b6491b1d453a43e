//! What one execution has shown to be possible, claim by claim.
//!
//! Kept by `execution`, filled by the faces, read by `possible` when the execution is over.

use std::collections::BTreeMap;
use std::time::Duration;

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

    /// Each claim, and whether it has happened.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, bool)> {
        self.0.iter().map(|(what, chance)| (what.as_str(), chance.held))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
