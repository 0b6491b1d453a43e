//! What a pattern can ask about a failure: its steps, who held what from when to when, and what the
//! source says of a step.
//!
//! Made once for a failure by `diagnose`; every pattern looks at the same.

use std::sync::LazyLock;

use protocol::{Act, Change, Failure, Interleaving, Place, Step, Wait};

use super::Mark;
use crate::code::{Call, Code};

static NOTHING: LazyLock<Interleaving> = LazyLock::new(Interleaving::default);

/// A failure, ready to be asked about.
pub(super) struct Evidence<'a> {
    /// The failure itself.
    pub(super) failure: &'a Failure,
    /// Its interleaving; an empty one where there is none.
    pub(super) told: &'a Interleaving,
    /// Every time somebody held something.
    pub(super) holds: Vec<Hold>,
    code: Option<&'a Code>,
    file: &'a str,
}

/// A lane holds an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hold {
    /// Who.
    pub(super) lane: usize,
    /// What.
    pub(super) object: usize,
    /// The step that took it.
    pub(super) from: usize,
    /// The step that let it go; none if nothing did.
    pub(super) to: Option<usize>,
}

impl Hold {
    /// Whether it was held after this step.
    pub(super) fn covers(&self, step: usize) -> bool {
        self.from <= step && self.to.is_none_or(|to| step < to)
    }
}

impl<'a> Evidence<'a> {
    /// All that can be asked of a failure.
    pub(super) fn new(failure: &'a Failure, code: Option<&'a Code>, file: &'a str) -> Self {
        let told = failure.interleaving.as_ref().unwrap_or(&NOTHING);
        Self { failure, told, holds: holds(told), code, file }
    }

    /// The steps.
    pub(super) fn steps(&self) -> &'a [Step] {
        &self.told.steps
    }

    /// The steps of a lane, with their numbers.
    pub(super) fn steps_of(
        &self,
        lane: usize,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a Step)> + Clone {
        self.steps().iter().enumerate().filter(move |(_, step)| step.lane == lane)
    }

    /// Whether a step is one of the learner's file.
    pub(super) fn is_own(&self, step: usize) -> bool {
        self.place(step).is_some_and(|at| at.file == self.file) && !self.steps()[step].kit
    }

    /// Where a step happened.
    pub(super) fn place(&self, step: usize) -> Option<&'a Place> {
        self.steps().get(step)?.at.as_ref()
    }

    /// The call in the learner's file that a step belongs to.
    pub(super) fn call(&self, step: usize) -> Option<&'a Call> {
        self.call_at(self.place(step)?)
    }

    /// The call in the learner's file at a place.
    pub(super) fn call_at(&self, place: &Place) -> Option<&'a Call> {
        self.code?.at(place).filter(|_| place.file == self.file)
    }

    /// The source of the learner's file, if it was read.
    pub(super) fn code(&self) -> Option<&'a Code> {
        self.code
    }

    /// What a step does or waits to do, and to what.
    pub(super) fn operation(&self, step: usize) -> Option<(&'a str, Option<usize>)> {
        match &self.steps().get(step)?.act {
            Act::Does { verb, object, .. } | Act::Waits { verb, object } => Some((verb, *object)),
            _ => None,
        }
    }

    /// What an object is.
    pub(super) fn kind(&self, object: usize) -> &'a str {
        self.told.objects.get(object).map_or("", |thing| thing.kind.as_str())
    }

    /// An object, as a sentence names it.
    pub(super) fn object(&self, object: usize) -> String {
        format!("`{}`", self.told.object_name(object))
    }

    /// A lane, as a sentence names it.
    pub(super) fn lane(&self, lane: usize) -> String {
        format!("`{}`", self.told.lane_name(lane))
    }

    /// Those who wait at the end for what is not the kit's own, each with its lane.
    pub(super) fn stuck(&self) -> impl Iterator<Item = (usize, &'a Wait)> {
        self.failure.waits.iter().filter_map(|wait| Some((wait.lane?, wait)))
    }

    /// The step with which a lane began the wait that it is in at the end.
    pub(super) fn last_wait(&self, lane: usize) -> Option<usize> {
        let (index, step) = self.steps_of(lane).rfind(|(_, step)| is_operation(step))?;
        matches!(step.act, Act::Waits { .. }).then_some(index)
    }

    /// Where a lane waits at the end, as a mark; also one that was never let as far as to begin.
    pub(super) fn mark_wait(&self, lane: usize, label: impl Into<String>) -> Option<Mark> {
        let (_, wait) = self.stuck().find(|(other, _)| *other == lane)?;
        let at = wait.at.as_ref().filter(|at| at.file == self.file)?.clone();
        Some(Mark { at, label: label.into(), step: self.last_wait(lane) })
    }

    /// Whether a step changes something that is shared, as far as one can tell.
    pub(super) fn changes(&self, step: usize, object: usize) -> bool {
        let Some((verb, Some(of))) = self.operation(step) else { return false };
        let does = matches!(self.steps()[step].act, Act::Does { .. });
        let locks =
            matches!(verb, "lock" | "write") && self.call(step).is_some_and(|call| call.writes);
        of == object && does && (writes(verb) || verb == "write" || locks)
    }

    /// The last step of a lane before this one that is an operation.
    pub(super) fn before(&self, lane: usize, step: usize) -> Option<usize> {
        let steps = self.steps().get(..step)?.iter().enumerate();
        let mut own = steps.rev().filter(|(_, step)| step.lane == lane && is_operation(step));
        own.next().map(|(index, _)| index)
    }

    /// The first step of a lane after this one that is an operation.
    pub(super) fn after(&self, lane: usize, step: usize) -> Option<usize> {
        let mut later = self.steps_of(lane).filter(|(_, step)| is_operation(step));
        later.find(|(index, _)| *index > step).map(|(index, _)| index)
    }

    /// Whether a lane has ended.
    pub(super) fn has_ended(&self, lane: usize) -> bool {
        let mut steps = self.steps_of(lane);
        steps.any(|(index, _)| self.operation(index) == Some(("end", None)))
    }

    /// What a lane holds after a step.
    pub(super) fn held_by(&self, lane: usize, step: usize) -> impl Iterator<Item = &Hold> {
        self.holds.iter().filter(move |hold| hold.lane == lane && hold.covers(step))
    }

    /// ` at line 14`, or nothing where the place is not in the learner's file.
    pub(super) fn at_line(&self, place: Option<&Place>) -> String {
        match place {
            Some(at) if at.file == self.file => format!(" at line {}", at.line),
            _ => String::new(),
        }
    }

    /// ` at line 14`, of a step.
    pub(super) fn at(&self, step: usize) -> String {
        self.at_line(self.place(step))
    }

    /// A mark at a step, if that is in the learner's file.
    pub(super) fn mark(&self, step: usize, label: impl Into<String>) -> Option<Mark> {
        let at = self.place(step).filter(|at| at.file == self.file)?.clone();
        Some(Mark { at, label: label.into(), step: Some(step) })
    }
}

/// Whether a step does something or waits to.
pub(super) fn is_operation(step: &Step) -> bool {
    matches!(step.act, Act::Does { .. } | Act::Waits { .. })
}

/// Marks that there are, each place once.
pub(super) fn marks<const N: usize>(all: [Option<Mark>; N]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for mark in all.into_iter().flatten() {
        if !marks.iter().any(|known| known.at == mark.at && known.label == mark.label) {
            marks.push(mark);
        }
    }
    marks
}

/// Whether an operation of this name puts another value in the place of the old one.
pub(super) fn writes(verb: &str) -> bool {
    const WRITES: [&str; 12] = [
        "store",
        "swap",
        "fetch_add",
        "fetch_sub",
        "fetch_or",
        "fetch_and",
        "fetch_xor",
        "fetch_max",
        "fetch_min",
        "fetch_update",
        "set",
        "send_replace",
    ];
    WRITES.contains(&verb)
}

fn holds(told: &Interleaving) -> Vec<Hold> {
    let mut holds: Vec<Hold> = Vec::new();
    for (index, step) in told.steps.iter().enumerate() {
        for change in &step.changes {
            match *change {
                Change::Takes { object } => {
                    holds.push(Hold { lane: step.lane, object, from: index, to: None });
                }
                Change::Frees { object, lane } => {
                    let open = |hold: &&mut Hold| {
                        hold.to.is_none() && hold.lane == lane && hold.object == object
                    };
                    if let Some(hold) = holds.iter_mut().rev().find(open) {
                        hold.to = Some(index);
                    }
                }
                Change::Is { .. } => {}
            }
        }
    }
    holds
}
