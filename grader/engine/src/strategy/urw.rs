//! URW, the uniform random walk (Zhao, Wolff, Mathur, Roychoudhury, "Selectively uniform concurrency
//! testing", ASPLOS 2025): a task runs next with a probability in proportion to the steps that it and
//! the tasks that it has yet to spawn have left. If those counts are right and nobody blocks, every
//! interleaving is as likely as any other.
//!
//! Deviations: the paper counts in one execution before all others; here the counts are the means of
//! the executions so far, and the first one is a plain random walk. A task that yields, or looks
//! again at what has not changed, stands back for a few steps.

use fastrand::Rng;

use super::profile::{self, Profile, is_choice};
use super::spinning::Spinning;
use super::starts::Starts;
use super::{Branch, Moment, Strategy, freedoms};
use crate::{End, Event, Execution, TaskId};

/// A spinner stands back for up to so many steps.
const BACK: u64 = 4;
/// After so many executions the means are known well enough.
const ENOUGH: u32 = 64;

/// A uniform random walk. Its seed and what it has learned decide everything.
#[derive(Debug)]
pub struct Urw {
    /// Draws the seed of each execution.
    seeds: Rng,
    rng: Rng,
    unusual: bool,
    starts: Starts,
    profile: Profile,
    learned: u32,
    /// By task: steps left, with those of the tasks that it has yet to spawn.
    left: Vec<u64>,
    spinning: Spinning,
}

impl Urw {
    /// A walk for a program's executions, one after the other.
    pub fn new(seed: u64) -> Self {
        Self {
            seeds: Rng::with_seed(seed),
            rng: Rng::with_seed(seed),
            unusual: false,
            starts: Starts::default(),
            profile: Profile::default(),
            learned: 0,
            left: Vec::new(),
            spinning: Spinning::default(),
        }
    }

    /// What new tasks have left, their parents have no longer.
    fn welcome(&mut self, moment: &Moment<'_>) {
        for index in self.left.len()..moment.tasks.len() {
            let task = TaskId::new(index);
            let expected = self.profile.expect(moment.signature(task)).unwrap_or(1);
            self.left.push(expected);
            if let Some(parent) = moment.parent(task) {
                let left = &mut self.left[parent.index()];
                *left = left.saturating_sub(expected);
            }
        }
    }

    fn count(&mut self, events: &[Event]) {
        for event in events {
            if let Event::Step { task, op, .. } = event
                && is_choice(op)
            {
                let left = &mut self.left[task.index()];
                *left = left.saturating_sub(1);
            }
        }
    }
}

impl Strategy for Urw {
    fn begin(&mut self) {
        self.rng = self.seeds.fork();
        self.unusual = freedoms::is_unusual(&mut self.rng);
        self.starts = Starts::begin(&mut self.rng);
        self.left.clear();
        self.spinning.begin();
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        let events = self.spinning.read(moment);
        self.welcome(moment);
        self.count(events);
        if let Some(task) = self.starts.next(moment) {
            return Some(task);
        }
        if let Some(task) = moment.current
            && self.spinning.asks_again(moment, task)
        {
            self.spinning.stand_back(task, self.rng.u64(1..=BACK));
        }
        let forward = self.spinning.forward(moment.enabled);
        // Whoever can go on has a step left, whatever was expected.
        let left = |task: TaskId| self.left[task.index()].max(1);
        let mut drawn = self.rng.u64(0..forward.iter().map(left).sum());
        forward.iter().find(|task| {
            let here = drawn < left(*task);
            drawn = drawn.saturating_sub(left(*task));
            here
        })
    }

    fn learn(&mut self, execution: &Execution<'_>) {
        let whole = matches!(execution.end, End::Finished);
        if self.learned < ENOUGH && (whole || self.profile.is_empty()) {
            self.learned += 1;
            self.profile.add(&profile::kin(execution), profile::steps(execution));
        }
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        freedoms::branch(&mut self.rng, self.unusual, branch, options)
    }
}
