//! Replay: the same choices once more.

use super::{Branch, Moment, Strategy};
use crate::{Choice, Schedule, TaskId};

/// Makes the recorded choices of one execution again.
///
/// If the program no longer offers what was chosen then, the replay has *diverged*: it goes on
/// with the current task (or the lowest number, or branch 0) so that the execution ends, and says
/// so afterwards.
#[derive(Debug)]
pub struct Replay {
    schedule: Schedule,
    at: usize,
    diverged: bool,
}

impl Replay {
    /// Replays this schedule.
    pub fn new(schedule: Schedule) -> Self {
        Self { schedule, at: 0, diverged: false }
    }

    /// Whether the program offered other choices than it did when the schedule was recorded. Ask
    /// after the execution. It also has diverged if it needed fewer choices than recorded.
    pub fn diverged(&self) -> bool {
        self.diverged || self.at != self.schedule.len()
    }

    fn recorded(&mut self, options: u32) -> Option<u32> {
        let choice: Option<Choice> = self.schedule.get(self.at).copied();
        match choice {
            Some(choice) if choice.options == options && !self.diverged => {
                self.at += 1;
                Some(choice.chosen)
            }
            _ => {
                self.diverged = true;
                None
            }
        }
    }
}

impl Strategy for Replay {
    fn begin(&mut self) {
        self.at = 0;
        self.diverged = false;
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        let next =
            match self.recorded(moment.enabled.len()).map(|chosen| TaskId::new(chosen as usize)) {
                Some(task) if moment.enabled.contains(task) => task,
                _ => {
                    self.diverged = true;
                    moment.current.unwrap_or_else(|| moment.enabled.nth(0))
                }
            };
        Some(next)
    }

    fn branch(&mut self, _: Branch, options: u32) -> u32 {
        self.recorded(options).filter(|chosen| *chosen < options).unwrap_or(0)
    }
}
