//! Whether tasks start as soon as they are there.
//!
//! To start is a step like any other, but nobody else can tell when a thread started, unless its
//! first step is preceded by a mark of whoever observes the program. So in half of the executions
//! threads start at once, which leaves fewer choices for the rest; in the other half they take their
//! time. A task that starts by passing a queue competes for it, and always takes its time.
//!
//! Called by the sampling strategies.

use fastrand::Rng;

use super::Moment;
use crate::TaskId;

/// What an execution does about starts.
#[derive(Debug, Default)]
pub(super) struct Starts {
    at_once: bool,
    /// Tasks from this number on are new.
    seen: usize,
}

impl Starts {
    /// An execution begins.
    pub(super) fn begin(rng: &mut Rng) -> Self {
        Self { at_once: rng.bool(), seen: 0 }
    }

    /// Who is to start now.
    #[inline]
    pub(super) fn next(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        if self.seen == moment.tasks().len() || !self.at_once {
            return None;
        }
        self.find(moment)
    }

    #[cold]
    fn find(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        while self.seen < moment.tasks().len() {
            let task = TaskId::new(self.seen);
            self.seen += 1;
            let state = &moment.tasks()[task.index()];
            let starts = state.body.is_some() && state.waits_in.is_none();
            if starts && moment.enabled.contains(task) {
                return Some(task);
            }
        }
        None
    }
}
