//! PCT, probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS
//! 2010): tasks have random priorities, the highest one that can go on runs, and at `d - 1` random
//! choices whoever would run falls behind all others. With `n` tasks and `k` choices, an execution
//! shows a bug of depth `d` with probability `1 / (n * k^(d - 1))` at least.
//!
//! Where a random walk needs luck at every step to keep somebody waiting for long, this needs it
//! once. Deviations:
//!
//! - `k` is measured: the most choices of an execution so far, choices being moments at which two or
//!   more tasks could go on. Before the first measurement it is drawn.
//! - `d` takes turns: 2, 3, 5.
//! - A task that yields, or looks again at what has not changed, falls behind all others, and so does
//!   one that has won very many choices. Otherwise a spinner would keep everybody waiting for ever.
//! - In half of the executions threads start at once (`starts`), and that is no choice.

use fastrand::Rng;

use super::spinning::{Spinning, slot};
use super::starts::Starts;
use super::{Branch, Moment, Strategy, freedoms};
use crate::{End, Execution, TaskId};

/// Choices of an execution, as long as none was measured.
const LENGTHS: [u64; 4] = [16, 64, 256, 1024];
/// The depths that take turns.
const DEPTHS: [u32; 3] = [2, 3, 5];
/// A task falls when it has won so many choices, or as many as an execution has if that is more.
const QUOTA: std::ops::RangeInclusive<u64> = 256..=4096;

/// Priorities with a few falls. Its seed and what it has measured decide everything.
#[derive(Debug)]
pub struct Pct {
    /// Draws the seed of each execution.
    seeds: Rng,
    rng: Rng,
    unusual: bool,
    starts: Starts,
    /// The one depth that is wanted, if not all in turns.
    depth: Option<u32>,
    executions: usize,
    /// By task; more is first. 0 is nobody's: it has not been drawn yet. Those of tasks that have
    /// fallen are below those that were drawn.
    priorities: Vec<i64>,
    /// By task: choices won since it last fell.
    won: Vec<u64>,
    /// The choices at which somebody falls, and to which priority; the last one first.
    falls: Vec<(u64, i64)>,
    /// The lowest priority so far.
    lowest: i64,
    choices: u64,
    /// The most choices of an execution; 0 before the first.
    longest: u64,
    spinning: Spinning,
    /// The depth of the running execution.
    now: u32,
    /// The probability that no execution of depth 2 so far has shown a bug of that depth, at most.
    missed: f64,
}

impl Pct {
    /// Priorities for a program's executions; depths of 2, 3 and 5 take turns, and the seed says which
    /// comes first.
    pub fn new(seed: u64) -> Self {
        let mut seeds = Rng::with_seed(seed);
        let executions = seeds.usize(0..DEPTHS.len());
        Self {
            rng: seeds.fork(),
            seeds,
            unusual: false,
            starts: Starts::default(),
            depth: None,
            executions,
            priorities: Vec::new(),
            won: Vec::new(),
            falls: Vec::new(),
            lowest: 0,
            choices: 0,
            longest: 0,
            spinning: Spinning::default(),
            now: 0,
            missed: 1.0,
        }
    }

    /// With this probability, at least, the executions so far would have shown a bug of depth 2: one
    /// that takes one switch at the wrong moment. Only those count that look for just that.
    pub fn bound(&self) -> f64 {
        1.0 - self.missed * self.misses()
    }

    /// The probability that the last execution misses such a bug.
    fn misses(&self) -> f64 {
        let tasks = self.priorities.iter().filter(|priority| **priority != 0).count();
        let places = u32::try_from(tasks as u64 * self.choices).unwrap_or(u32::MAX);
        if self.now == 2 && places > 0 { 1.0 - 1.0 / f64::from(places) } else { 1.0 }
    }

    /// The same for bugs of one depth, from 1.
    pub fn with_depth(seed: u64, depth: u32) -> Self {
        Self { depth: Some(depth), ..Self::new(seed) }
    }

    fn priority(&mut self, task: TaskId) -> i64 {
        let rng = &mut self.rng;
        let priority = slot(&mut self.priorities, task.index());
        if *priority == 0 {
            *priority = rng.i64(1..i64::MAX);
        }
        *priority
    }

    fn first(&mut self, moment: &Moment<'_>) -> TaskId {
        let enabled = moment.enabled.iter().map(|task| (self.priority(task), task));
        enabled.max().map_or_else(|| moment.enabled.nth(0), |(_, task)| task)
    }

    fn fall(&mut self, task: TaskId, to: i64) {
        *slot(&mut self.priorities, task.index()) = to;
        *slot(&mut self.won, task.index()) = 0;
    }

    /// Behind all others, those that have fallen too.
    fn fall_behind(&mut self, task: TaskId) {
        self.lowest -= 1;
        self.fall(task, self.lowest);
    }
}

impl Strategy for Pct {
    fn begin(&mut self) {
        self.missed *= self.misses();
        self.rng = self.seeds.fork();
        self.unusual = freedoms::is_unusual(&mut self.rng);
        self.starts = Starts::begin(&mut self.rng);
        self.longest = self.longest.max(self.choices);
        self.priorities.clear();
        self.won.clear();
        self.choices = 0;
        self.spinning.begin();
        let depth = self.depth.unwrap_or(DEPTHS[self.executions % DEPTHS.len()]);
        self.executions += 1;
        self.now = depth;
        let drawn = self.rng.choice(LENGTHS).unwrap_or(LENGTHS[0]);
        let length = if self.longest == 0 { drawn } else { self.longest };
        self.lowest = -i64::from(depth);
        // Falls come in any order, and so do the ranks they lead to.
        self.falls.clear();
        for rank in 1..i64::from(depth) {
            self.falls.push((self.rng.u64(1..length.max(2)), -rank));
        }
        self.falls.sort_unstable_by(|one, other| other.cmp(one));
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        if let Some(task) = self.starts.next(moment) {
            return Some(task);
        }
        self.spinning.read(moment);
        let spins = moment.current.filter(|task| self.spinning.asks_again(moment, *task));
        if let Some(task) = spins {
            self.fall_behind(task);
        } else {
            self.choices += 1;
        }
        let mut first = self.first(moment);
        while let Some((_, rank)) = self.falls.pop_if(|(at, _)| *at < self.choices) {
            self.fall(first, rank);
            first = self.first(moment);
        }
        let won = slot(&mut self.won, first.index());
        *won += 1;
        if *won > self.longest.clamp(*QUOTA.start(), *QUOTA.end()) {
            self.fall_behind(first);
            first = self.first(moment);
        }
        Some(first)
    }

    fn learn(&mut self, execution: &Execution<'_>) {
        // Its own executions it measures itself, without those choices that spinners had.
        if self.longest == 0 && self.choices == 0 && matches!(execution.end, End::Finished) {
            self.longest = execution.schedule().len() as u64;
        }
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        freedoms::branch(&mut self.rng, self.unusual, branch, options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strategy::testing::{executor, objects, run, spawn, store, stores};

    const STORES: usize = 8;

    /// Two tasks that each store eight times. With the first store of one, they are in an order of
    /// depth 3 if one is interrupted once, and the other one is, too, before it is done.
    fn two_tasks() {
        let [object] = objects();
        for _ in 0..2 {
            spawn(move || (0..STORES).for_each(|_| store(object)));
        }
    }

    /// One task's first three stores, the other's first three, then the first one's rest.
    fn is_found(who: &[TaskId]) -> bool {
        let (one, other) = (TaskId::new(1), TaskId::new(2));
        let order = [[one; 3], [other; 3], [one; 3]];
        who.starts_with(order.as_flattened())
    }

    fn found(pct: &mut Pct, executions: u32) -> u32 {
        let mut executor = executor();
        (0..executions)
            .filter(|_| is_found(&stores(&run(&mut executor, pct, two_tasks))))
            .fold(0, |found, _| found + 1)
    }

    #[test]
    fn finds_a_bug_of_depth_three_as_often_as_promised() {
        let mut pct = Pct::with_depth(1, 3);
        let executions = 40_000;
        let found = found(&mut pct, executions);
        assert!((STORES as u64..=2 * STORES as u64 + 2).contains(&pct.longest), "{}", pct.longest);
        // Some 70; luck is good for a fifth of it.
        let longest = u32::try_from(pct.longest).expect("few choices");
        let promised = executions / (2 * longest * longest);
        assert!(found > promised * 4 / 5, "{found} of {promised}");
    }

    #[test]
    fn the_bound_grows_with_the_executions_of_depth_two() {
        assert!(Pct::with_depth(1, 3).bound().abs() < f64::EPSILON);
        let (mut pct, mut deeper) = (Pct::with_depth(1, 2), Pct::with_depth(1, 3));
        let bounds = [1, 10, 100].map(|executions| {
            found(&mut pct, executions);
            pct.bound()
        });
        assert!(bounds.is_sorted() && bounds[0] > 0.0 && bounds[2] < 1.0, "{bounds:?}");
        found(&mut deeper, 100);
        assert!(deeper.bound().abs() < f64::EPSILON);
    }

    #[test]
    fn less_depth_does_not_find_it() {
        assert_eq!(found(&mut Pct::with_depth(1, 2), 5_000), 0);
    }

    #[test]
    fn measures_how_many_choices_there_are() {
        let (mut pct, mut executor) = (Pct::with_depth(5, 2), executor());
        let mut most = 0;
        for _ in 0..50 {
            let execution = run(&mut executor, &mut pct, two_tasks);
            let choices = execution.schedule().len() as u64;
            // A start at once is nobody's choice.
            assert!(pct.choices <= choices && choices <= pct.choices + 2);
            most = most.max(pct.choices);
        }
        pct.begin();
        assert_eq!(pct.longest, most);
    }
}
