//! Who runs next: the strategy's choice among those that can go on, written down.
//!
//! Called by `gate` at every scheduling point, and by `executor` when a task has ended.

use std::panic::Location;

use super::{Kernel, Stop};
use crate::strategy::{self, Moment};
use crate::{Branch, Choice, TaskId};

/// Whoever was chosen more often than this in a row, though others could have run, counts as giving
/// way: it may wait in a loop for what only they can do.
const STREAK: u32 = 200;

impl Kernel {
    /// Chooses who runs next; `None` when the execution is over (`stop` says why).
    #[inline]
    pub(crate) fn decide(&mut self, place: &'static Location<'static>) -> Option<TaskId> {
        self.steps += 1;
        self.beats += 1;
        self.idle_steps += 1;
        self.heartbeat.beat(self.beats, place);
        if self.idle_steps > self.limits.patience || self.steps > self.limits.steps {
            self.stop = Some(Stop::Endless);
            return None;
        }
        if self.limits.timers_race && self.clock.has_timers() && !self.enabled.is_empty() {
            self.race_timer();
        }
        let mut options = self.enabled.len();
        if options == 0 {
            if self.trail.on {
                let waiting = self.blocked();
                self.trail.time_moves(waiting);
            }
            while self.enabled.is_empty() {
                if !self.advance() {
                    self.stop = Some(Stop::Deadlock);
                    return None;
                }
            }
            options = self.enabled.len();
        }
        if options == 1 && !self.trail.on {
            return Some(self.enabled.nth(0));
        }
        let next = self.choose(options);
        match next {
            None => self.stop = Some(Stop::Cut),
            Some(next) if self.trail.on => self.trail.begin(next, self.used),
            Some(_) => {}
        }
        next
    }

    #[inline]
    fn choose(&mut self, options: u32) -> Option<TaskId> {
        let current = self.enabled.contains(self.current).then_some(self.current);
        let gives_way = std::mem::take(&mut self.gives_way) || self.streak > STREAK;
        if options > 1 {
            self.note_choice();
        }
        let moment = Moment { enabled: &self.enabled, current, gives_way, kernel: self };
        // SAFETY: as in `branch`.
        let next = unsafe { (*self.strategy).next_task(&moment) }?;
        debug_assert!(self.enabled.contains(next), "a strategy chose a task that cannot run");
        if options > 1 {
            let usual = next == strategy::usual(&self.enabled, self.current, gives_way);
            let chosen = next.index() as u32;
            self.schedule.push(Choice { chosen, options, branch: None, usual });
        }
        if !gives_way && current.is_some_and(|current| current != next) {
            self.preempts = true;
            self.preemptions += 1;
        }
        self.streak = if next == self.current && !gives_way { self.streak + 1 } else { 0 };
        Some(next)
    }

    #[cold]
    fn race_timer(&mut self) {
        if self.branch(Branch::Timer, 2) == 1 {
            self.advance();
        }
    }
}
