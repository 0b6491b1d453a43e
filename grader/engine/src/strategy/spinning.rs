//! Who asks again and again for something that nobody changes: a strategy that let such a task go on
//! for as long as it likes would keep everybody else from ever changing it.
//!
//! Called by the sampling strategies. They differ in what they do about it: priorities fall, the
//! others let the task stand back for a few steps. It stands back for a few steps only, since what
//! looks like a wait may be a loop that gives up.

use std::panic::Location;

use super::Moment;
use crate::task_set::TaskSet;
use crate::{Event, Object, TaskId};

/// Looks of one task that are remembered.
const LOOKS: usize = 8;

/// A look at something, from a place.
#[derive(Debug)]
struct Look {
    object: Object,
    place: &'static Location<'static>,
    /// How many steps there were.
    at: u64,
}

/// What the tasks of an execution have looked at.
#[derive(Debug, Default)]
pub(super) struct Spinning {
    /// Events that were read.
    read: usize,
    steps: u64,
    /// By task: what it has looked at since it last changed something.
    looks: Vec<Vec<Look>>,
    /// By object: how many steps there were when it was last changed.
    changed: Vec<u64>,
    /// By task: it stands back until there were so many steps.
    back_until: Vec<u64>,
}

impl Spinning {
    /// An execution begins.
    pub(super) fn begin(&mut self) {
        self.read = 0;
        self.steps = 0;
        self.looks.iter_mut().for_each(Vec::clear);
        self.changed.clear();
        self.back_until.clear();
    }

    /// Takes note of what happened since it was last called, and returns that.
    pub(super) fn read<'a>(&mut self, moment: &Moment<'a>) -> &'a [Event] {
        let new = &moment.events()[self.read..];
        self.read = moment.events().len();
        for event in new {
            let Event::Step { task, op, looks, .. } = event else { continue };
            self.steps += 1;
            if *looks {
                let own = slot(&mut self.looks, task.index());
                own.retain(|look| look.object != op.object || look.place != op.place);
                own.truncate(LOOKS - 1);
                own.insert(0, Look { object: op.object, place: op.place, at: self.steps });
            } else {
                if let Some(own) = self.looks.get_mut(task.index()) {
                    own.clear();
                }
                *slot(&mut self.changed, op.object.index()) = self.steps;
            }
        }
        new
    }

    /// Whether a task yields next, or looks again at what it has seen, from the same place, without
    /// having changed anything in between and with nothing changed.
    pub(super) fn asks_again(&self, moment: &Moment<'_>, task: TaskId) -> bool {
        let op = moment.pending(task);
        if !moment.looks(task) {
            return matches!(op.verb, "yield_now" | "spin_loop");
        }
        let own = self.looks.get(task.index()).into_iter().flatten();
        let mut same = own.filter(|look| look.object == op.object && look.place == op.place);
        let changed = self.changed.get(op.object.index()).copied().unwrap_or(0);
        same.any(|look| look.at > changed)
    }

    /// Lets a task stand back for so many steps.
    pub(super) fn stand_back(&mut self, task: TaskId, steps: u64) {
        *slot(&mut self.back_until, task.index()) = self.steps + steps;
    }

    /// Whether a task stands back.
    pub(super) fn stands_back(&self, task: TaskId) -> bool {
        self.back_until.get(task.index()).is_some_and(|until| *until > self.steps)
    }

    /// Those who can go on and do not stand back; all who can if nobody else is left.
    pub(super) fn forward(&self, enabled: &TaskSet) -> TaskSet {
        let mut forward = enabled.clone();
        if !self.back_until.is_empty() {
            enabled.iter().filter(|task| self.stands_back(*task)).for_each(|t| forward.remove(t));
            if forward.is_empty() {
                return enabled.clone();
            }
        }
        forward
    }
}

/// The element at an index of a table that grows with its use.
pub(super) fn slot<T: Default>(table: &mut Vec<T>, index: usize) -> &mut T {
    if table.len() <= index {
        table.resize_with(index + 1, T::default);
    }
    &mut table[index]
}
