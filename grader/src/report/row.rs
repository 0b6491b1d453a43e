//! One row of the steps, made of what came before it as well: a wait that ends, a guard that ends where
//! it was taken, steps that are one thing.
//!
//! Called by `steps`.

use std::collections::{HashMap, HashSet};

use anstyle::Style;
use protocol::{Act, Change, Interleaving, Place, Step};

use super::paint::{BOLD, DIM, RED, YELLOW, paint};
use super::{text, words};

/// One step, or some that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1, in the whole interleaving.
    pub number: usize,
    /// Index into [`super::steps::Steps::lanes`].
    pub lane: usize,
    /// What happened: the operation, then whom it woke.
    pub what: Vec<String>,
    /// What sort of thing happened.
    pub kind: Kind,
    /// The thread that ran before could have gone on.
    pub preempts: bool,
    /// This is the moment of the mistake.
    pub mistake: bool,
    /// Where: `14`, `test:23`; `(14)` if a guard ends that was taken there; empty if unknown.
    pub label: String,
    /// The source line.
    pub source: String,
    /// What is missing after this step, in words.
    pub then: Option<String>,
}

/// What sort of thing a step is: each looks different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An operation took effect.
    Does,
    /// The lane waits from here on.
    Waits,
    /// An entry of the log, or something that the learner's code printed.
    Says,
    /// Something unusual happened: a spurious wake-up.
    Happens,
    /// Time went on.
    Time,
}

/// The mark of a preempting switch.
pub const PREEMPTION: &str = "»";
/// The mark of the mistake.
pub const MISTAKE: &str = "✗";

impl Row {
    /// Its marks, in colour.
    pub fn marks(&self, columns: usize) -> String {
        let mark = |is: bool, style, mark| if is { paint(style, mark) } else { " ".to_owned() };
        let mistake = if columns > 1 { mark(self.mistake, RED, MISTAKE) } else { String::new() };
        format!("{}{mistake}", mark(self.preempts, YELLOW, PREEMPTION))
    }

    /// How a line of it looks: the operation itself, then whom it woke.
    pub fn style(&self, lane: Style, nth: usize) -> Style {
        match self.kind {
            _ if nth > 0 => BOLD,
            _ if self.mistake => RED,
            Kind::Does => lane,
            Kind::Waits => lane.italic(),
            Kind::Says => lane.bold(),
            Kind::Happens => YELLOW,
            Kind::Time => DIM,
        }
    }
}

/// What sort of thing a step is.
pub fn kind(step: &Step) -> Kind {
    match step.act {
        Act::Does { .. } => Kind::Does,
        Act::Waits { .. } => Kind::Waits,
        Act::Log { .. } | Act::Print { .. } => Kind::Says,
        Act::Remark { .. } => Kind::Happens,
        Act::Clock { .. } => Kind::Time,
    }
}

/// What happened in a step: the operation, then whom it woke.
pub fn what(of: &Interleaving, index: usize) -> Vec<String> {
    let step = &of.steps[index];
    let is_wait = matches!(step.act, Act::Waits { .. });
    let mut what = match waited_before(of, index) {
        Some(wait) if wait == step_verb(step) => vec![words::with(of, step, " goes on")],
        Some(_) => vec![format!("goes on: {}", words::of(of, step))],
        None if step.kit && is_wait => vec![words::with(of, step, " (in the test)")],
        None => vec![words::of(of, step)],
    };
    if step_verb(step) == "spawn" || matches!(step.act, Act::Clock { .. }) {
        // A thread that is started can run; the clock stands in the lane that it wakes.
        return what;
    }
    what.extend(words::woken(of, step));
    what
}

fn step_verb(step: &Step) -> &str {
    match &step.act {
        Act::Does { verb, .. } | Act::Waits { verb, .. } => verb,
        _ => "",
    }
}

/// What the lane has waited for until this step, in the same place. To have a lock says enough.
fn waited_before(of: &Interleaving, index: usize) -> Option<&str> {
    let step = &of.steps[index];
    let is_done = matches!(step.act, Act::Does { .. });
    let mut before = of.steps[..index].iter().rev().filter(|before| before.lane == step.lane);
    let wait = before.find(|before| !step_verb(before).is_empty()).filter(|_| is_done)?;
    let verb = step_verb(wait);
    let again = verb == step_verb(step);
    // A wait that ends at once, spuriously, is one that was done.
    let waited = matches!(wait.act, Act::Waits { .. }) || (verb == "wait" && !again);
    let takes = step.changes.iter().any(|change| matches!(change, Change::Takes { .. }));
    let here = wait.at == step.at && step.at.is_some();
    (waited && here && !(takes && again)).then_some(verb)
}

/// The steps that free something where it was taken: a guard has no place of its own, so the place is
/// that of the call that made it.
pub fn guards(steps: &[Step]) -> HashSet<usize> {
    let mut taken: HashMap<(usize, usize), &Place> = HashMap::new();
    let mut guards = HashSet::new();
    for (index, step) in steps.iter().enumerate() {
        let Some(at) = &step.at else { continue };
        for change in &step.changes {
            match change {
                Change::Takes { object } => {
                    taken.insert((step.lane, *object), at);
                }
                Change::Frees { object, lane } => {
                    let place = taken.remove(&(*lane, *object));
                    let its_own = matches!(&step.act, Act::Does { verb, object: Some(own), .. }
                        if own == object && ends_a_guard(verb));
                    if its_own && place == Some(at) {
                        guards.insert(index);
                    }
                }
                Change::Is { .. } => {}
            }
        }
    }
    guards
}

/// Others free what they have taken themselves for a moment, in their own place: `send_replace`.
fn ends_a_guard(verb: &str) -> bool {
    verb.starts_with("unlock") || matches!(verb, "release" | "drop")
}

/// Tells a step together with the one before it, if both are one thing: a guard that lives for a
/// moment, several threads that are started.
pub fn join(of: &Interleaving, before: &Step, step: &Step, row: &mut Row) -> bool {
    let (Act::Does { verb, object, result: None }, Act::Does { verb: next, object: also, .. }) =
        (&before.act, &step.act)
    else {
        return false;
    };
    if before.lane != step.lane || before.at != step.at || step.at.is_none() || row.then.is_some() {
        return false;
    }
    if verb == "spawn" && next == "spawn" {
        let first = row.what[0].split(" … ").next().unwrap_or_default().to_owned();
        let name = also.map(|also| of.object_name(also)).unwrap_or_default();
        row.what[0] = text::clean(&format!("{first} … {name}"));
        return true;
    }
    let takes =
        |change: &Change| matches!(change, Change::Takes { object: of } if Some(*of) == *object);
    let frees = |change: &Change| matches!(change, Change::Frees { object: of, .. } if Some(*of) == *object);
    let moment = object == also
        && matches!(next.as_str(), "unlock" | "complete")
        && before.wakes.is_empty()
        && before.changes.iter().any(takes)
        && step.changes.iter().any(frees);
    if moment {
        // `lock turn` becomes `lock, unlock turn`.
        if next == "unlock" {
            let alone = text::clean(&of.operation(verb, *object));
            let both = text::clean(&of.operation(&format!("{verb}, unlock"), *object));
            row.what[0] = row.what[0].replace(&alone, &both);
        }
        row.what.extend(words::woken(of, step));
    }
    moment
}
