//! POS, partial order sampling (Yuan, Yang, Gu, CAV 2018): every pending operation has a random
//! priority, and the highest one that can go on is taken. Then its task's next operation draws one,
//! and so do the pending operations that race with what was taken: they touch the same object, and
//! one of the two changes it.
//!
//! Deviations: what races is told by the object that an operation names, so a wait on a condition
//! variable does not race with who wants its mutex. A task that yields, or looks again at what has
//! not changed, stands back for a few steps; and every now and then all draw anew, so that nobody
//! waits for ever behind tasks that run in turns. In half of the executions threads start at once
//! (`starts`), whatever their priority.

use fastrand::Rng;

use super::spinning::{Spinning, slot};
use super::starts::Starts;
use super::{Branch, Moment, Strategy, freedoms};
use crate::{Event, TaskId};

/// All draw anew after so many choices.
const EPISODE: u32 = 100;
/// A spinner stands back for up to so many steps.
const BACK: u64 = 4;

/// Priorities of operations. Its seed decides everything in all executions.
#[derive(Debug)]
pub struct Pos {
    /// Draws the seed of each execution.
    seeds: Rng,
    rng: Rng,
    unusual: bool,
    starts: Starts,
    /// By task: that of its pending operation; 0 is nobody's: it has not been drawn yet.
    priorities: Vec<u64>,
    choices: u32,
    spinning: Spinning,
}

impl Pos {
    /// Priorities for a program's executions, one after the other.
    pub fn new(seed: u64) -> Self {
        Self {
            seeds: Rng::with_seed(seed),
            rng: Rng::with_seed(seed),
            unusual: false,
            starts: Starts::default(),
            priorities: Vec::new(),
            choices: 0,
            spinning: Spinning::default(),
        }
    }

    fn priority(&mut self, task: TaskId) -> u64 {
        let rng = &mut self.rng;
        let priority = slot(&mut self.priorities, task.index());
        if *priority == 0 {
            *priority = rng.u64(1..);
        }
        *priority
    }

    /// The operations that were taken are pending no longer.
    fn forget_taken(&mut self, events: &[Event]) {
        for event in events {
            if let Event::Step { task, .. } = event {
                *slot(&mut self.priorities, task.index()) = 0;
            }
        }
    }

    /// What races with the operation that is taken draws anew.
    fn forget_racing(&mut self, moment: &Moment<'_>, taken: TaskId) {
        for task in moment.enabled.iter() {
            let same = moment.pending(task).object == moment.pending(taken).object;
            if same && !(moment.looks(task) && moment.looks(taken)) {
                *slot(&mut self.priorities, task.index()) = 0;
            }
        }
    }
}

impl Strategy for Pos {
    fn begin(&mut self) {
        self.rng = self.seeds.fork();
        self.unusual = freedoms::is_unusual(&mut self.rng);
        self.starts = Starts::begin(&mut self.rng);
        self.priorities.clear();
        self.choices = 0;
        self.spinning.begin();
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        let events = self.spinning.read(moment);
        self.forget_taken(events);
        if let Some(task) = self.starts.next(moment) {
            return Some(task);
        }
        if let Some(task) = moment.current
            && self.spinning.asks_again(moment, task)
        {
            self.spinning.stand_back(task, self.rng.u64(1..=BACK));
        }
        self.choices += 1;
        if self.choices.is_multiple_of(EPISODE) {
            self.priorities.clear();
        }
        let forward = self.spinning.forward(moment.enabled);
        let (_, taken) = forward.iter().map(|task| (self.priority(task), task)).max()?;
        self.forget_racing(moment, taken);
        Some(taken)
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        freedoms::branch(&mut self.rng, self.unusual, branch, options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strategy::testing::{executor, load, objects, run, spawn, store};

    /// Compares what is pending before and after each choice.
    struct Watched {
        pos: Pos,
        raced: u32,
        kept: u32,
    }

    impl Strategy for Watched {
        fn begin(&mut self) {
            self.pos.begin();
        }

        fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
            let before: Vec<_> = self.pos.priorities.clone();
            let taken = self.pos.next_task(moment)?;
            let op = |task| moment.pending(task).object;
            for task in moment.enabled.iter().filter(|task| *task != taken) {
                let now = self.pos.priorities.get(task.index()).copied().unwrap_or(0);
                let races = op(task) == op(taken) && !(moment.looks(task) && moment.looks(taken));
                let was = before.get(task.index()).copied().unwrap_or(0);
                if races {
                    assert_eq!(now, 0, "what races draws anew");
                    self.raced += 1;
                } else if was != 0 && moment.current != Some(task) {
                    assert_eq!(now, was, "what does not race keeps its priority");
                    self.kept += 1;
                }
            }
            Some(taken)
        }

        fn branch(&mut self, branch: Branch, options: u32) -> u32 {
            self.pos.branch(branch, options)
        }
    }

    #[test]
    fn only_what_races_draws_anew() {
        let mut watched = Watched { pos: Pos::new(11), raced: 0, kept: 0 };
        let mut executor = executor();
        for _ in 0..200 {
            run(&mut executor, &mut watched, || {
                let [x, y] = objects();
                spawn(move || (0..3).for_each(|_| store(x)));
                spawn(move || (0..3).for_each(|_| store(y)));
                spawn(move || [x, y, x].into_iter().for_each(load));
                spawn(move || [y, x, y].into_iter().for_each(load));
            });
        }
        assert!(watched.raced > 100 && watched.kept > 100, "{} {}", watched.raced, watched.kept);
    }
}
