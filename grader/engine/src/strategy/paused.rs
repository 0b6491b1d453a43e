//! An execution that stops where somebody is to choose: what a person plays, one choice at a time.
//!
//! Called by whoever wants to know what can be chosen next. Every question is an execution of its own,
//! directed up to that choice, so going back is only to ask with fewer detours.

use super::{Branch, Directed, Moment, Strategy};
use crate::{Detour, Op, TaskId};

/// Makes the choices of [`Directed`] until one is due that the program does not draw for itself, and
/// whose number is not below a limit. That one is noted, not made, and the execution is cut there.
///
/// A branch is asked for in the middle of an effect, where no execution can be cut: it goes its usual
/// way to the next choice. What follows its [`crate::Event::Chooses`] has not happened.
#[derive(Debug)]
pub struct Paused {
    directed: Directed,
    until: u32,
    /// What the program draws, in order: 0 from there on.
    draws: Vec<u32>,
    drawn: usize,
    pending: Option<Pending>,
}

/// A choice that is due.
#[derive(Debug, Clone)]
pub struct Pending {
    /// Which choice of the execution it is, from 0.
    pub at: u32,
    /// What there is to choose.
    pub what: Question,
}

/// What there is to choose.
#[derive(Debug, Clone)]
pub enum Question {
    /// Who runs next.
    Task {
        /// Who runs by itself.
        usual: TaskId,
        /// Who can run, each with what it is about to do.
        enabled: Vec<(TaskId, Op)>,
    },
    /// One of so many branches; 0 is the usual one.
    Branch(Branch, u32),
}

impl Paused {
    /// With these detours, the program drawing these numbers, up to this choice.
    pub fn new(detours: Vec<Detour>, draws: Vec<u32>, until: u32) -> Self {
        Self { directed: Directed::new(detours), until, draws, drawn: 0, pending: None }
    }

    /// Whether a detour was not on offer, or its choice was never reached. Ask after the execution.
    pub fn diverged(&self) -> bool {
        self.directed.diverged()
    }

    fn is_due(&self) -> bool {
        self.directed.choices() >= self.until
    }

    fn draw(&mut self, branch: Branch, options: u32) -> u32 {
        let drawn = self.draws.get(self.drawn).copied().filter(|number| *number < options);
        self.drawn += 1;
        match self.directed.branch(branch, options) {
            0 => drawn.unwrap_or(0),
            detour => detour,
        }
    }
}

impl Strategy for Paused {
    fn begin(&mut self) {
        self.directed.begin();
        (self.drawn, self.pending) = (0, None);
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        if self.pending.is_none() && !self.is_due() {
            return self.directed.next_task(moment);
        }
        self.pending.get_or_insert_with(|| {
            let enabled = moment.enabled.iter().map(|task| (task, moment.pending(task)));
            let what = Question::Task { usual: moment.usual(), enabled: enabled.collect() };
            Pending { at: self.directed.choices(), what }
        });
        None
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        if self.pending.is_some() {
            return 0;
        }
        if branch.is_drawn() {
            return self.draw(branch, options);
        }
        if self.is_due() {
            let (at, what) = (self.directed.choices(), Question::Branch(branch, options));
            self.pending = Some(Pending { at, what });
            return 0;
        }
        self.directed.branch(branch, options)
    }

    fn pending(&self) -> Option<&Pending> {
        self.pending.as_ref()
    }
}
