//! The failures that a harness of its own accord knows how to put into words.
//!
//! Called by whoever finds one; `execution` completes it with what only the execution knows.

use std::fmt::Debug;

use protocol::{Failure, Verdict};

/// Two things that should be equal.
pub(crate) fn unequal(summary: String, expected: &impl Debug, seen: &impl Debug) -> Failure {
    Failure {
        expected: Some(format!("{expected:?}")),
        seen: Some(format!("{seen:?}")),
        ..Failure::new(Verdict::WrongAnswer, summary)
    }
}

/// A deadlock in one sentence.
pub(crate) const NOBODY_LEFT: &str = "everybody waits, and nobody is left to wake anybody";

/// A name among words.
pub(crate) fn quoted(name: impl AsRef<str>) -> String {
    format!("`{}`", name.as_ref())
}

/// `one`, `one and two`, `one, two and three`.
pub(crate) fn list(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_as_a_list() {
        let names = ["a", "b", "c"].map(str::to_owned);
        let lists: Vec<String> = (0..=3).map(|n| list(&names[..n])).collect();
        assert_eq!(lists, ["nobody", "a", "a and b", "a, b and c"]);
    }
}
