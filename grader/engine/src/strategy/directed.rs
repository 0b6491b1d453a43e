//! The usual way, but for some detours: a replay, and the tool that shortens counter-examples.
//!
//! Called by whoever runs an execution again, or tries which of its detours matter.

use super::{Branch, Moment, Strategy};
use crate::{Detour, TaskId};

/// Makes the usual choice everywhere except at the detours it was given.
///
/// If the program does not offer what a detour wants, it has *diverged* from the execution that the
/// detours come from: the execution goes on the usual way there.
#[derive(Debug)]
pub struct Directed {
    detours: Vec<Detour>,
    /// How many choices were made.
    choices: u32,
    /// How many detours were taken, or passed over.
    taken: usize,
    diverged: bool,
}

impl Directed {
    /// With these detours.
    pub fn new(detours: Vec<Detour>) -> Self {
        Self { detours, choices: 0, taken: 0, diverged: false }
    }

    /// Whether a detour was not on offer, or its choice was never reached. Ask after the execution.
    pub fn diverged(&self) -> bool {
        self.diverged || self.taken != self.detours.len()
    }

    /// How many choices were made so far.
    pub(super) fn choices(&self) -> u32 {
        self.choices
    }

    /// What the detour at this choice wants, if there is one.
    fn wanted(&mut self) -> Option<u32> {
        let at = self.choices;
        self.choices += 1;
        let detour = self.detours.get(self.taken).filter(|detour| detour.at == at)?;
        self.taken += 1;
        Some(detour.chosen)
    }
}

impl Strategy for Directed {
    fn begin(&mut self) {
        (self.choices, self.taken, self.diverged) = (0, 0, false);
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        let wanted = self.wanted().map(|chosen| TaskId::new(chosen as usize));
        if wanted.is_some_and(|task| !moment.enabled.contains(task)) {
            self.diverged = true;
        }
        let wanted = wanted.filter(|task| moment.enabled.contains(*task));
        Some(wanted.unwrap_or_else(|| moment.usual()))
    }

    fn branch(&mut self, _: Branch, options: u32) -> u32 {
        let wanted = self.wanted();
        if wanted.is_some_and(|chosen| chosen >= options) {
            self.diverged = true;
        }
        wanted.filter(|chosen| *chosen < options).unwrap_or(0)
    }
}
