//! SURW, the selectively uniform random walk (Zhao, Wolff, Mathur, Roychoudhury, "Selectively uniform
//! concurrency testing", ASPLOS 2025): every order of the *interesting* operations is as likely as
//! any other; in between, tasks have random priorities.
//!
//! As in the paper's experiments, the interesting operations of an execution are those on one object,
//! drawn among the shared ones in proportion to how often each was used. While nobody is *intended*,
//! a task is drawn in proportion to the interesting operations that it has left, counting those of the
//! tasks that it has yet to spawn. Until the intended one has taken its next interesting operation,
//! the others are held before theirs.
//!
//! Deviations:
//!
//! - Counts are those of the last whole execution, not of one before all others; the first execution
//!   has priorities alone.
//! - Objects have no names that are the same in all executions, so one is recognised by its uses: the
//!   so many-th step of such a task, at such a place.
//! - A task that yields, or looks again at what has not changed, stands back for a few steps, and is
//!   intended no longer; all priorities are drawn anew every now and then.
//! - In half of the executions threads start at once (`starts`), whatever their priority.

use std::collections::BTreeSet;

use fastrand::Rng;

use super::profile::{self, Kin, Profile, is_choice};
use super::spinning::{Spinning, slot};
use super::starts::Starts;
use super::{Branch, Moment, Strategy, freedoms};
use crate::task_set::TaskSet;
use crate::{End, Event, Execution, Object, Op, TaskId};

/// A spinner stands back for up to so many steps.
const BACK: u64 = 4;
/// All draw anew, and nobody is held any longer, after so many choices.
const EPISODE: u32 = 100;

/// One use of an object: by whom, in which of his steps, and where.
fn key(signature: u64, nth: u64, op: &Op) -> u64 {
    let words = [nth, u64::from(op.place.line()), u64::from(op.place.column())];
    words.iter().fold(signature, |hash, word| (hash ^ word).wrapping_mul(0x0100_0000_01b3))
}

/// A selectively uniform walk. Its seed and what it has learned decide everything.
#[derive(Debug)]
pub struct Surw {
    /// Draws the seed of each execution.
    seeds: Rng,
    rng: Rng,
    unusual: bool,
    starts: Starts,
    /// The tasks of the last whole execution, and the objects that it shared.
    tasks: Vec<Kin>,
    shared: Vec<Vec<Use>>,
    profile: Profile,
    interest: Interest,
    /// By task: interesting operations left, with those of the tasks that it has yet to spawn.
    left: Vec<u64>,
    /// By task: steps taken.
    taken: Vec<u64>,
    /// By task; 0 is nobody's: it has not been drawn yet.
    priorities: Vec<u64>,
    intended: Option<TaskId>,
    /// Those who are not intended, before an interesting operation.
    held: TaskSet,
    choices: u32,
    spinning: Spinning,
}

/// A use of an object.
#[derive(Debug, Clone, Copy)]
struct Use {
    task: TaskId,
    key: u64,
    looks: bool,
}

/// Whether two tasks use an object and one of the uses changes it.
fn is_shared(uses: &[Use]) -> bool {
    let first = |one: &Use| uses[0].task != one.task;
    uses.iter().any(first) && uses.iter().any(|one| !one.looks)
}

/// The object of an execution's interest.
#[derive(Debug, Default)]
struct Interest {
    /// Its uses in the last whole execution.
    keys: BTreeSet<u64>,
    /// Its number, once it was recognised.
    object: Option<Object>,
}

impl Interest {
    /// Whether an operation is on that object.
    fn is(&mut self, op: &Op, key: impl FnOnce() -> u64) -> bool {
        if self.object.is_none() && is_use(op) && self.keys.contains(&key()) {
            self.object = Some(op.object);
        }
        self.object == Some(op.object) && is_use(op)
    }
}

/// Whether an operation uses its object: threads start and end once.
fn is_use(op: &Op) -> bool {
    is_choice(op) && !matches!(op.verb, "start" | "join")
}

impl Surw {
    /// A walk for a program's executions, one after the other.
    pub fn new(seed: u64) -> Self {
        Self {
            seeds: Rng::with_seed(seed),
            rng: Rng::with_seed(seed),
            unusual: false,
            starts: Starts::default(),
            tasks: Vec::new(),
            shared: Vec::new(),
            profile: Profile::default(),
            interest: Interest::default(),
            left: Vec::new(),
            taken: Vec::new(),
            priorities: Vec::new(),
            intended: None,
            held: TaskSet::default(),
            choices: 0,
            spinning: Spinning::default(),
        }
    }

    /// Draws the object of this execution's interest.
    fn draw_interest(&mut self) {
        self.interest = Interest::default();
        self.profile = Profile::default();
        let uses: usize = self.shared.iter().map(Vec::len).sum();
        if uses == 0 {
            return;
        }
        let mut drawn = self.rng.usize(0..uses);
        for uses in &self.shared {
            if drawn < uses.len() {
                let mut steps = vec![0; self.tasks.len()];
                for one in uses {
                    steps[one.task.index()] += 1;
                }
                self.profile.add(&self.tasks, steps);
                self.interest.keys.extend(uses.iter().map(|one| one.key));
                return;
            }
            drawn -= uses.len();
        }
    }

    /// What new tasks have left, their parents have no longer. A parent that was intended passes that
    /// on with what it gives away.
    fn welcome(&mut self, moment: &Moment<'_>) {
        for index in self.left.len()..moment.tasks().len() {
            let task = TaskId::new(index);
            let expected = self.profile.expect(moment.signature(task)).unwrap_or(0);
            self.left.push(expected);
            self.taken.push(0);
            let Some(parent) = moment.parent(task) else { continue };
            let left = &mut self.left[parent.index()];
            if self.intended == Some(parent) && self.rng.u64(0..(*left).max(1)) < expected {
                self.intended = Some(task);
            }
            *left = left.saturating_sub(expected);
        }
    }

    /// Takes note of the steps that were taken.
    fn count(&mut self, moment: &Moment<'_>, events: &[Event]) {
        for event in events {
            let Event::Step { task, op, .. } = event else { continue };
            *slot(&mut self.priorities, task.index()) = 0;
            if !is_choice(op) {
                continue;
            }
            self.taken[task.index()] += 1;
            let nth = self.taken[task.index()];
            if self.interest.is(op, || key(moment.signature(*task), nth, op)) {
                let left = &mut self.left[task.index()];
                *left = left.saturating_sub(1);
                self.let_go();
            }
        }
    }

    /// Nobody is intended or held any longer.
    fn let_go(&mut self) {
        self.intended = None;
        self.held.clear();
    }

    fn priority(&mut self, task: TaskId) -> u64 {
        let rng = &mut self.rng;
        let priority = slot(&mut self.priorities, task.index());
        if *priority == 0 {
            *priority = rng.u64(1..);
        }
        *priority
    }

    fn is_interesting(&mut self, moment: &Moment<'_>, task: TaskId) -> bool {
        let op = moment.pending(task);
        let nth = self.taken[task.index()] + 1;
        self.interest.is(&op, || key(moment.signature(task), nth, &op))
    }

    /// Draws a task in proportion to what it has left; `first` has something left, whatever was
    /// expected.
    fn draw(&mut self, among: &TaskSet, first: TaskId) -> TaskId {
        let left = |task: TaskId| self.left[task.index()].max(u64::from(task == first));
        let mut drawn = self.rng.u64(0..among.iter().map(left).sum());
        for task in among.iter() {
            if drawn < left(task) {
                return task;
            }
            drawn -= left(task);
        }
        first
    }
}

impl Strategy for Surw {
    fn begin(&mut self) {
        self.rng = self.seeds.fork();
        self.unusual = freedoms::is_unusual(&mut self.rng);
        self.starts = Starts::begin(&mut self.rng);
        self.draw_interest();
        self.left.clear();
        self.taken.clear();
        self.priorities.clear();
        self.let_go();
        self.choices = 0;
        self.spinning.begin();
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        let events = self.spinning.read(moment);
        self.welcome(moment);
        self.count(moment, events);
        if let Some(task) = self.starts.next(moment) {
            return Some(task);
        }
        if let Some(task) = moment.current
            && self.spinning.asks_again(moment, task)
        {
            self.spinning.stand_back(task, self.rng.u64(1..=BACK));
            if self.intended == Some(task) {
                self.let_go();
            }
        }
        self.choices += 1;
        if self.choices.is_multiple_of(EPISODE) {
            self.priorities.clear();
            self.let_go();
        }
        let forward = self.spinning.forward(moment.enabled);
        let mut free = forward.clone();
        self.held.iter().for_each(|task| free.remove(task));
        loop {
            let Some((_, first)) = free.iter().map(|task| (self.priority(task), task)).max() else {
                // The intended one waits for somebody who is held.
                self.let_go();
                free = forward.clone();
                continue;
            };
            if !self.is_interesting(moment, first) {
                return Some(first);
            }
            let intended = match self.intended {
                Some(task) => task,
                None => self.draw(&free, first),
            };
            if intended == first {
                return Some(first);
            }
            self.intended = Some(intended);
            self.held.insert(first);
            free.remove(first);
        }
    }

    fn learn(&mut self, execution: &Execution<'_>) {
        if !matches!(execution.end, End::Finished) && !self.tasks.is_empty() {
            return;
        }
        self.tasks = profile::kin(execution);
        let mut taken = vec![0; self.tasks.len()];
        let mut uses: Vec<Vec<Use>> = Vec::new();
        for event in &execution.trace().events {
            let Event::Step { task, op, looks, .. } = event else { continue };
            if is_choice(op) {
                taken[task.index()] += 1;
                if is_use(op) {
                    let key = key(self.tasks[task.index()].0, taken[task.index()], op);
                    slot(&mut uses, op.object.index()).push(Use {
                        task: *task,
                        key,
                        looks: *looks,
                    });
                }
            }
        }
        uses.retain(|uses| !uses.is_empty() && is_shared(uses));
        self.shared = uses;
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        freedoms::branch(&mut self.rng, self.unusual, branch, options)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::strategy::testing::{executor, objects, run, spawn, store, stores, unevenness};

    /// Three and five stores to what is shared; whoever stores three times does much else.
    fn three_and_five() {
        let [shared, own] = objects();
        store(shared);
        spawn(move || {
            for _ in 0..3 {
                (0..4).for_each(|_| store(own));
                store(shared);
            }
        });
        spawn(move || (0..5).for_each(|_| store(shared)));
    }

    #[test]
    fn every_order_of_what_is_interesting_is_as_likely_as_any_other() {
        let (mut surw, mut executor) = (Surw::new(5), executor());
        let mut orders: BTreeMap<_, u32> = BTreeMap::new();
        run(&mut executor, &mut surw, three_and_five);
        for _ in 0..10_000 {
            let execution = run(&mut executor, &mut surw, three_and_five);
            *orders.entry(stores(&execution)).or_default() += 1;
        }
        // 56 orders: an even choice is below 110 but once in 100,000 times.
        let uneven = unevenness(&orders, 56);
        assert!(uneven < 110.0, "{uneven}");
    }

    #[test]
    fn an_object_is_interesting_as_often_as_it_was_used() {
        let (mut surw, mut executor) = (Surw::new(5), executor());
        let program = || {
            let [often, seldom, own] = objects();
            for _ in 0..2 {
                spawn(move || {
                    (0..6).for_each(|_| store(often));
                    (0..2).for_each(|_| store(seldom));
                });
            }
            spawn(move || store(own));
        };
        let mut often = 0;
        run(&mut executor, &mut surw, program);
        for _ in 0..1_000 {
            run(&mut executor, &mut surw, program);
            match surw.interest.keys.len() {
                12 => often += 1,
                uses => assert_eq!(uses, 4, "only what is shared"),
            }
        }
        assert!((700..800).contains(&often), "three quarters: {often}");
    }
}
