//! Which steps of an execution happened before which others, and which of them could have come in
//! another order with another result: the races, as source-DPOR needs them (Abdulla, Aronis, Jonsson,
//! Sagonas, POPL 2014).
//!
//! Called by `exhaustive` after each execution.

use std::collections::HashMap;

use crate::trail::{Blocked, Touch, Trail};
use crate::{Queue, TaskId};

/// By task: how many of its steps are known to come before.
#[derive(Debug, Clone, Default)]
struct Clock(Vec<u32>);

impl Clock {
    fn knows(&self, task: TaskId, nth: u32) -> bool {
        self.0.get(task.index()).is_some_and(|known| *known >= nth)
    }

    fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own = (*own).max(*other);
        }
    }

    fn tick(&mut self, task: TaskId) -> u32 {
        if self.0.len() <= task.index() {
            self.0.resize(task.index() + 1, 0);
        }
        self.0[task.index()] += 1;
        self.0[task.index()]
    }
}

/// A step as the analysis sees it.
struct Event {
    task: TaskId,
    /// Which step of its task it is, from 1.
    nth: u32,
    /// What comes before it by its task's own program, by spawning and waking.
    before: Clock,
    /// All that comes before it, and itself.
    clock: Clock,
}

/// Two steps that could come the other way round.
#[derive(Debug)]
pub(super) struct Race {
    /// The earlier one.
    pub(super) step: usize,
    /// Tasks whose next step, taken there instead, leads to the other order.
    pub(super) initials: Vec<TaskId>,
}

/// The happens-before relation of one execution.
pub(super) struct Order<'a> {
    trail: &'a Trail,
    events: Vec<Event>,
    /// By what was touched: by which steps, in order, and whether they changed it.
    history: HashMap<u32, Vec<(usize, bool)>>,
    /// By task, what is known before its next step.
    now: Vec<Clock>,
    /// The races of those who waited when time moved on, each with the step that came next.
    idle: Vec<(usize, Race)>,
}

impl<'a> Order<'a> {
    /// The order of an execution's steps.
    pub(super) fn new(trail: &'a Trail) -> Self {
        let mut order = Self {
            trail,
            events: Vec::new(),
            history: HashMap::new(),
            now: Vec::new(),
            idle: Vec::new(),
        };
        for step in 0..trail.steps().len() {
            order.add(step);
        }
        // Time may have moved on for somebody whose step need not be tried.
        order.add_idle(trail.steps().len());
        order
    }

    fn now(&mut self, task: TaskId) -> &mut Clock {
        if self.now.len() <= task.index() {
            self.now.resize(task.index() + 1, Clock::default());
        }
        &mut self.now[task.index()]
    }

    fn add(&mut self, number: usize) {
        let step = &self.trail.steps()[number];
        if step.after_time {
            // Nobody could run: all that follows comes after all that was, also what those who wait
            // could have done before.
            self.add_idle(number);
            let mut all = Clock::default();
            self.now.iter().for_each(|clock| all.join(clock));
            self.now.fill(all);
        }
        let before = self.now(step.task).clone();
        let mut clock = before.clone();
        for touch in self.trail.touches(number) {
            let history = self.history.get(&touch.against()).into_iter().flatten().rev();
            for (earlier, wrote) in history.filter(|(earlier, _)| *earlier < number) {
                if touch.writes || *wrote {
                    clock.join(&self.events[*earlier].clock);
                }
                if *wrote && !touch.is_of_waiters() {
                    break;
                }
            }
            self.history.entry(touch.what).or_default().push((number, touch.writes));
        }
        let nth = clock.tick(step.task);
        *self.now(step.task) = clock.clone();
        for woken in self.trail.woken(number) {
            self.now(*woken).join(&clock);
        }
        self.events.push(Event { task: step.task, nth, before, clock });
    }

    /// The races of those who waited when time moved on before that step.
    fn add_idle(&mut self, next: usize) {
        let blocked = self.trail.idle_before(next);
        let races: Vec<_> = blocked.flat_map(|who| self.races_of_blocked(who)).collect();
        self.idle.extend(races.into_iter().map(|race| (next, race)));
    }

    /// The races of a step with those before it.
    pub(super) fn races_of(&self, step: usize) -> Vec<Race> {
        let Event { task, before, clock, .. } = &self.events[step];
        let passed = self.trail.steps()[step].passed;
        let touches = self.trail.touches(step);
        self.races(&Later { step, task: *task, before, clock, touches, passed })
    }

    /// The races of those who waited when time moved on, before that step or a later one.
    pub(super) fn races_of_idle(&mut self, first: usize) -> impl Iterator<Item = Race> {
        self.idle.drain(..).filter(move |(next, _)| *next >= first).map(|(_, race)| race)
    }

    /// The races of what a task would do next that can never do it.
    pub(super) fn races_of_blocked(&self, blocked: &Blocked) -> Vec<Race> {
        let Blocked { task, touches, queue } = blocked;
        let none = Clock::default();
        let before = self.now.get(task.index()).unwrap_or(&none);
        let mut clock = before.clone();
        for touch in touches {
            for (earlier, wrote) in self.history.get(&touch.what).into_iter().flatten() {
                if touch.writes || *wrote {
                    clock.join(&self.events[*earlier].clock);
                }
            }
        }
        let step = self.events.len();
        self.races(&Later { step, task: *task, before, clock: &clock, touches, passed: *queue })
    }

    fn races(&self, later: &Later<'_>) -> Vec<Race> {
        let candidates = self.candidates(later);
        let comes_first = |earlier: &usize| {
            candidates.iter().any(|other| other != earlier && self.comes_before(*earlier, *other))
        };
        let last = candidates.iter().copied().filter(|earlier| !comes_first(earlier));
        last.map(|step| Race { step, initials: self.initials(step, later) }).collect()
    }

    /// Steps of others that conflict with the later one, and before which it could have come.
    fn candidates(&self, later: &Later<'_>) -> Vec<usize> {
        let mut candidates: Vec<usize> = Vec::new();
        for touch in later.touches {
            let history = self.history.get(&touch.against()).into_iter().flatten().rev();
            for (earlier, wrote) in history.filter(|(earlier, _)| *earlier < later.step) {
                let event = &self.events[*earlier];
                let known = later.before.knows(event.task, event.nth);
                if !known
                    && event.task != later.task
                    && (touch.writes || *wrote)
                    && !candidates.contains(earlier)
                    && self.could_pass(later, *earlier)
                {
                    candidates.push(*earlier);
                }
                if known && *wrote && !touch.is_of_waiters() {
                    break;
                }
            }
        }
        candidates
    }

    /// Whether the later step could pass its queue without the earlier one: it was open then, or was
    /// opened by somebody who did not need the earlier one.
    fn could_pass(&self, later: &Later<'_>, earlier: usize) -> bool {
        let Some(queue) = later.passed else { return true };
        if self.trail.was_open(queue, earlier) {
            return true;
        }
        // Who waits for ever has nobody to open the queue.
        let opened = (later.step < self.events.len())
            .then(|| self.trail.opened_before(queue, later.step))
            .flatten();
        opened.is_some_and(|opener| opener > earlier && !self.comes_before(earlier, opener))
    }

    /// Of the steps from one to a later one that do not need the first, and the later one: the tasks
    /// of those that need none of the others.
    fn initials(&self, first: usize, later: &Later<'_>) -> Vec<TaskId> {
        let free = |step: &usize| !self.comes_before(first, *step);
        let between: Vec<usize> = (first + 1..later.step).filter(free).collect();
        let mut initials = Vec::new();
        let needs = |step: &usize| {
            let event = &self.events[*step];
            later.clock.knows(event.task, event.nth)
        };
        // What else a blocked one would touch is not known, so it may need all of them.
        let is_blocked = later.step == self.events.len();
        if !between.iter().any(|step| is_blocked || needs(step)) {
            initials.push(later.task);
        }
        for (position, step) in between.iter().enumerate() {
            let task = self.events[*step].task;
            let needs = |other: &usize| self.comes_before(*other, *step);
            if !initials.contains(&task) && !between[..position].iter().any(needs) {
                initials.push(task);
            }
        }
        initials
    }

    fn comes_before(&self, one: usize, other: usize) -> bool {
        let event = &self.events[one];
        self.events[other].clock.knows(event.task, event.nth)
    }
}

/// The later step of a race; it may never have been taken.
struct Later<'a> {
    /// Its number, or that of the end.
    step: usize,
    task: TaskId,
    before: &'a Clock,
    clock: &'a Clock,
    touches: &'a [Touch],
    passed: Option<Queue>,
}
