//! The clock moves: because nobody can run, or because somebody moves it on.
//!
//! Called by `decide`, and by the model of a paused clock.

use super::Kernel;
use crate::{Event, Wake};

impl Kernel {
    /// Moves the clock on by so much; timers on the way fire in their order.
    pub(crate) fn advance_by(&mut self, nanoseconds: u64) {
        let until = self.clock.now().saturating_add(nanoseconds);
        if self.trail.on {
            self.trail.moves_clock();
        }
        loop {
            let tasks = &self.tasks;
            let next = self.clock.next(|task, number| tasks[task.index()].timer == number);
            let Some((_, task)) = next.filter(|(at, _)| *at <= until) else { break };
            self.lets_go_on(task);
            self.advance();
        }
        self.clock.set_now(until);
        self.trace.events.push(Event::Clock(until));
    }

    /// Moves the clock to the next timer and rouses everybody whose time has come. Tells whether
    /// there was a timer.
    pub(super) fn advance(&mut self) -> bool {
        let mut now = None;
        loop {
            let tasks = &self.tasks;
            let next = self.clock.next(|task, number| tasks[task.index()].timer == number);
            match next {
                Some((at, task)) if now.is_none_or(|now| at <= now) => {
                    self.clock.fire();
                    if now.is_none() {
                        self.trace.events.push(Event::Clock(self.clock.now()));
                    }
                    now = Some(self.clock.now());
                    if self.memory.is_used() {
                        self.memory.settle(self.tasks.len());
                    }
                    self.trace.events.push(Event::Wakes(task));
                    self.rouse(task, Wake::TimedOut);
                }
                _ => return now.is_some(),
            }
        }
    }
}
