//! The pattern behind a failure, and where to look.
//!
//! Made by `engines` for every rejected file, shown by every report. Each pattern is one small file
//! beside this one; each looks at the same `Evidence` and speaks only when it is sure. They are asked
//! in order, the most specific first, and the first answer counts. What fits none stays without.

mod blocking_in_task;
mod busy_wait;
mod cancelled;
mod check_then_act;
mod evidence;
mod guard_held;
mod lock_order;
mod lost_wake_up;
mod missed_generation;
mod no_final_wake_up;
mod ordering;
mod over_serialized;
mod permit_lost;
mod self_deadlock;
mod sleep_as_order;
#[cfg(test)]
mod testing;
mod wait_not_in_loop;
mod words;
mod wrong_waiter;

use protocol::{Failure, Place};
use serde::{Deserialize, Serialize};

use crate::code::{Code, naming};
use evidence::Evidence;

/// What a failing execution is an example of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// One word for it, the same everywhere: `lost-wake-up`.
    pub pattern: String,
    /// A few words: `a wake-up is lost`.
    pub title: String,
    /// Two or three sentences: what happened here and what to look at, never the solution.
    pub text: String,
    /// The moment of the mistake, as an index into the steps of the interleaving.
    pub step: Option<usize>,
    /// The lines that take part. The first one is where to look first.
    pub marks: Vec<Mark>,
}

/// A line that takes part in a failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where.
    pub at: Place,
    /// What happens there, in a few words: `foo notifies here, and nobody waits yet`.
    pub label: String,
    /// The step that happened there.
    pub step: Option<usize>,
}

/// A pattern that failures are recognised by.
pub struct Pattern {
    /// One word for it.
    pub code: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    look: fn(&Evidence<'_>) -> Option<Diagnosis>,
}

/// All of them, in the order in which they are asked.
pub const PATTERNS: [Pattern; 16] = [
    self_deadlock::PATTERN,
    lock_order::PATTERN,
    blocking_in_task::PATTERN,
    busy_wait::PATTERN,
    cancelled::PATTERN,
    permit_lost::PATTERN,
    over_serialized::PATTERN,
    lost_wake_up::PATTERN,
    wrong_waiter::PATTERN,
    missed_generation::PATTERN,
    no_final_wake_up::PATTERN,
    guard_held::PATTERN,
    sleep_as_order::PATTERN,
    wait_not_in_loop::PATTERN,
    ordering::PATTERN,
    check_then_act::PATTERN,
];

/// Gives the objects of a failure the names that the learner gave them, and tells the pattern behind it.
/// `text` is the file, `file` how places write it.
pub fn of_source(failure: &mut Failure, text: &str, file: &str) -> Option<Diagnosis> {
    let code = Code::parse(text);
    if let Some(code) = &code {
        naming::apply(failure, code, file);
    }
    diagnose(failure, code.as_ref(), file)
}

/// The pattern behind a failure, if one is recognised. `file` is how places write the file that `code`
/// was read from.
fn diagnose(failure: &Failure, code: Option<&Code>, file: &str) -> Option<Diagnosis> {
    let evidence = Evidence::new(failure, code, file);
    PATTERNS.iter().find_map(|pattern| (pattern.look)(&evidence))
}
