//! URW, the uniform random walk (Zhao, Wolff, Mathur, Roychoudhury, "Selectively uniform concurrency
//! testing", ASPLOS 2025): a task runs next with a probability in proportion to the steps that it and
//! the tasks that it has yet to spawn have left. If those counts are right and nobody blocks, every
//! interleaving is as likely as any other.
//!
//! Deviations: the paper counts in one execution before all others; here the counts are the means of
//! the executions so far, and the first one is a plain random walk. A task that yields, or looks
//! again at what has not changed, stands back for a few steps. In half of the executions threads start
//! at once (`starts`), and the rest is uniform.

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
        for index in self.left.len()..moment.tasks().len() {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::strategy::RandomWalk;
    use crate::strategy::testing::{executor, objects, run, spawn, store, stores, unevenness};

    fn three_and_five() {
        let [object] = objects();
        for times in [3, 5] {
            spawn(move || (0..times).for_each(|_| store(object)));
        }
    }

    /// The orders of 3 and 5 stores are 56. With so many kinds, an even choice is below 110 but once
    /// in 100,000 times.
    const ORDERS: usize = 56;
    const EVEN: f64 = 110.0;

    fn orders(strategy: &mut dyn Strategy, counts: impl Fn(&Execution<'_>) -> bool) -> f64 {
        let mut executor = executor();
        let mut orders: BTreeMap<_, u32> = BTreeMap::new();
        run(&mut executor, strategy, three_and_five);
        for _ in 0..20_000 {
            let execution = run(&mut executor, strategy, three_and_five);
            if counts(&execution) {
                *orders.entry(stores(&execution)).or_default() += 1;
            }
        }
        unevenness(&orders, ORDERS)
    }

    /// Whether both tasks started before either stored: so they do when they start at once.
    fn both_start_first(execution: &Execution<'_>) -> bool {
        let verbs = execution.trace().events.iter().filter_map(|event| match event {
            Event::Step { op, .. } if is_choice(op) => Some(op.verb),
            _ => None,
        });
        verbs.take(3).all(|verb| verb == "start")
    }

    #[test]
    fn every_order_is_as_likely_as_any_other() {
        // Once both have started, what is left is 3 and 5, and nobody has been preferred yet.
        let uneven = orders(&mut Urw::new(7), both_start_first);
        assert!(uneven < EVEN, "{uneven}");
    }

    #[test]
    fn a_random_walk_is_far_from_that() {
        let uneven = orders(&mut RandomWalk::new(7), both_start_first);
        assert!(uneven > 10.0 * EVEN, "{uneven}");
    }

    #[test]
    fn a_parent_counts_for_the_children_to_come() {
        // Two parents, of whom one spawns after its store: until then both have four steps left.
        let program = || {
            let [object] = objects();
            spawn(move || {
                store(object);
                spawn(move || (0..2).for_each(|_| store(object)));
            });
            spawn(move || (0..3).for_each(|_| store(object)));
        };
        let (mut urw, mut executor) = (Urw::new(3), executor());
        run(&mut executor, &mut urw, program);
        let signatures: Vec<_> =
            run(&mut executor, &mut urw, program).tasks().iter().map(|t| t.signature).collect();
        let expected = signatures.iter().map(|signature| urw.profile.expect(*signature));
        let expected: Vec<_> = expected.map(|expected| expected.expect("was there")).collect();
        // A start is a step, too.
        assert_eq!(expected, [10, 5, 4, 3]);
    }
}
