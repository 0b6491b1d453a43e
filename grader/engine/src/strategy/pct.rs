//! PCT, probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS
//! 2010): tasks have random priorities, the highest one that can go on runs, and at a few random
//! steps whoever would run falls behind all others.
//!
//! Where a random walk needs luck at every step to keep somebody waiting for long, this needs it
//! once. One deviation: the paper's number of steps is measured; here the execution's seed draws it,
//! so that a seed alone repeats an execution.

use fastrand::Rng;

use super::{Branch, Moment, Strategy, freedoms};
use crate::TaskId;

/// How many choices an execution may have in which the falls are spread.
const LENGTHS: [u64; 4] = [16, 64, 256, 1024];
/// The most falls in one execution.
const FALLS: usize = 3;

/// Priorities with a few falls. The seed of an execution decides everything in it.
#[derive(Debug)]
pub struct Pct {
    rng: Rng,
    unusual: bool,
    /// By task; more is first. Those that have fallen are negative.
    priorities: Vec<i64>,
    /// The choices at which somebody falls, the last one first.
    falls: Vec<u64>,
    fallen: i64,
    choices: u64,
}

impl Pct {
    /// The priorities of one execution.
    pub fn new(execution_seed: u64) -> Self {
        Self {
            rng: Rng::with_seed(execution_seed),
            unusual: false,
            priorities: Vec::new(),
            falls: Vec::new(),
            fallen: 0,
            choices: 0,
        }
    }

    fn priority(&mut self, task: TaskId) -> i64 {
        while self.priorities.len() <= task.index() {
            self.priorities.push(self.rng.i64(0..i64::MAX));
        }
        self.priorities[task.index()]
    }

    fn first(&mut self, moment: &Moment<'_>) -> TaskId {
        let mut first = moment.enabled.nth(0);
        for task in moment.enabled.iter() {
            if self.priority(task) > self.priority(first) {
                first = task;
            }
        }
        first
    }
}

impl Strategy for Pct {
    fn begin(&mut self) {
        self.unusual = freedoms::is_unusual(&mut self.rng);
        let length = self.rng.choice(LENGTHS).unwrap_or(LENGTHS[0]);
        let falls = self.rng.usize(0..=FALLS);
        self.falls = (0..falls).map(|_| self.rng.u64(0..length)).collect();
        self.falls.sort_unstable_by(|one, other| other.cmp(one));
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        let mut first = self.first(moment);
        while self.falls.pop_if(|at| *at <= self.choices).is_some() {
            self.fallen -= 1;
            self.priorities[first.index()] = self.fallen;
            first = self.first(moment);
        }
        self.choices += 1;
        Some(first)
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        freedoms::branch(&mut self.rng, self.unusual, branch, options)
    }
}
