//! What each step of an execution touched: enough to tell which steps could have come in another
//! order with another result.
//!
//! Kept by the kernel while a strategy asks for it ([`crate::Strategy::wants_trail`]), read by
//! [`crate::strategy::Exhaustive`].

use std::cell::Cell;

use crate::{Object, Queue, TaskId};

/// An object's number with this bit stands for what `SeqCst` operations have seen of an atomic: two
/// loads can be in each other's way there.
const AGREED: u32 = 1 << 29;
/// From this number on: who waits in a queue. The even numbers are for whoever joins one, the odd ones
/// for whoever looks how many are there.
const WAITERS: u32 = 1 << 31;
/// From this number on: what is not in the model.
const NOT_MODELLED: u32 = u32::MAX - 0xffff;
/// The number that stands for what the program shows to whoever observes it (`gate::mark`). Numbers
/// below stand for other things outside of the model ([`crate::gate::outside`]).
const OUTSIDE: u32 = CLOCK - 1;
/// The number that stands for the clock, which a task may move on while others can run.
const CLOCK: u32 = u32::MAX;
/// No object has such a number.
const NOT_NEW: u32 = u32::MAX;

/// Something a step touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Touch {
    /// An object, what is agreed on of an atomic, who waits in a queue, the clock, or what is outside.
    pub(crate) what: u32,
    /// It was changed, not only looked at.
    pub(crate) writes: bool,
    /// If the step itself gave the object its number: where its numbers begin. In another order
    /// another step may come first, and the numbers mean something else.
    new_from: u32,
}

impl Touch {
    /// A change of an object that has its number from before.
    pub(crate) const fn change(object: Object) -> Self {
        Self { what: object.number(), writes: true, new_from: NOT_NEW }
    }

    /// Whether two steps that touch this and that may not change places, be it in another execution
    /// that was the same up to the earlier one.
    pub(crate) fn conflicts(self, other: Self) -> bool {
        let same = self.against() == other.what || self.unknown_to(other) || other.unknown_to(self);
        same && (self.is_of_waiters() || self.writes || other.writes)
    }

    /// The number of what it conflicts with: itself, but joining a queue only with looking at it.
    pub(crate) const fn against(self) -> u32 {
        if self.is_of_waiters() { self.what ^ 1 } else { self.what }
    }

    /// Whether every touch of what it is against conflicts with it.
    pub(crate) const fn is_of_waiters(self) -> bool {
        self.what >= WAITERS && self.what < NOT_MODELLED
    }

    /// Whether the other may be what this is against, under another number.
    fn unknown_to(self, other: Self) -> bool {
        let (own, others) = (aspect(self.against()), aspect(other.what));
        self.new_from != NOT_NEW && own.0 == others.0 && others.1 >= self.new_from
    }
}

/// What a number stands for, and the number of the object that it is of.
const fn aspect(what: u32) -> (Aspect, u32) {
    match what {
        NOT_MODELLED.. => (Aspect::NotModelled, 0),
        WAITERS.. if what.is_multiple_of(2) => (Aspect::Joining, (what - WAITERS) / 4),
        WAITERS.. => (Aspect::Waiting, (what - WAITERS) / 4),
        AGREED.. => (Aspect::Agreed, what - AGREED),
        _ => (Aspect::Itself, what),
    }
}

/// What a number can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aspect {
    Itself,
    Agreed,
    Joining,
    Waiting,
    NotModelled,
}

/// One step: from one scheduling point of a task to its next.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) task: TaskId,
    /// Indices into the trail's lists, where this step's begin.
    touches: usize,
    turned: usize,
    woken: usize,
    /// Objects from this number on are new in this step: nobody else can know them.
    objects: usize,
    /// The queue that it had to pass.
    pub(crate) passed: Option<Queue>,
    /// Time moved on before it, because nobody could run.
    pub(crate) after_time: bool,
}

/// A task that waits when nobody can go on, for ever or until time moves on: what it would touch if it
/// could go on, and which queue it would have to pass.
#[derive(Debug)]
pub(crate) struct Blocked {
    pub(crate) task: TaskId,
    pub(crate) touches: Vec<Touch>,
    pub(crate) queue: Option<Queue>,
}

/// The steps of one execution.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    pub(crate) on: bool,
    steps: Vec<Step>,
    touches: Vec<Touch>,
    /// Queues that were opened or closed, and which of the two.
    turned: Vec<(Queue, bool)>,
    /// Queues that were open from the first.
    open_at_first: Vec<Queue>,
    /// Tasks that were woken out of a queue.
    woken: Vec<TaskId>,
    /// Objects that got their numbers in the last step, although others may know them.
    shared: Vec<Object>,
    /// The last step looked at the clock.
    looked: Cell<bool>,
    /// Who waited when time moved on, each with the number of the step that came next.
    idle: Vec<(usize, Blocked)>,
    time: bool,
}

impl Trail {
    pub(crate) fn clear(&mut self, on: bool) {
        self.on = on;
        self.steps.clear();
        self.touches.clear();
        self.turned.clear();
        self.open_at_first.clear();
        self.woken.clear();
        self.shared.clear();
        self.looked.set(false);
        self.idle.clear();
        self.time = false;
    }

    /// A step of the task begins, when there are so many objects.
    pub(crate) fn begin(&mut self, task: TaskId, objects: usize) {
        self.end_step();
        self.shared.clear();
        self.steps.push(Step {
            task,
            touches: self.touches.len(),
            turned: self.turned.len(),
            woken: self.woken.len(),
            objects,
            passed: None,
            after_time: std::mem::take(&mut self.time),
        });
    }

    /// The last step is over, all it touched is noted.
    pub(crate) fn end_step(&mut self) {
        if self.looked.take() {
            self.add(Touch { what: CLOCK, writes: false, new_from: NOT_NEW });
        }
    }

    /// A `SeqCst` operation learns what others have seen of an atomic, and may have seen more.
    pub(crate) fn agrees(&mut self, object: Object, gives: bool) {
        if !self.is_private(object) {
            self.add_of(object, AGREED | object.number(), gives);
        }
    }

    /// The program shows something to whoever observes it.
    pub(crate) fn shows(&mut self) {
        self.outside(0, true);
    }

    /// The program touches something that is not in the model.
    pub(crate) fn outside(&mut self, what: u32, writes: bool) {
        self.add(Touch { what: OUTSIDE - what, writes, new_from: NOT_NEW });
    }

    /// The object has got its number and its first state in this step, but the program may have made
    /// it long before, so that others know it.
    pub(crate) fn shares(&mut self, object: Object) {
        self.shared.push(object);
    }

    /// Whether nobody but the running task can know the object.
    fn is_private(&self, object: Object) -> bool {
        let is_new = self.steps.last().is_none_or(|step| object.index() >= step.objects);
        is_new && !self.shared.contains(&object)
    }

    pub(crate) fn touch(&mut self, object: Object, writes: bool) {
        if !self.is_private(object) {
            self.add_of(object, object.number(), writes);
        }
    }

    /// A task joins those who wait in the queue.
    pub(crate) fn joins(&mut self, queue: Queue) {
        self.add_of(queue.object(), WAITERS + queue.index() as u32 * 2, true);
    }

    /// The step looks who waits in the queue.
    pub(crate) fn looks_who_waits(&mut self, queue: Queue) {
        self.add_of(queue.object(), WAITERS + queue.index() as u32 * 2 + 1, true);
    }

    /// Adds a touch of the object, or of something that has its number from the object's.
    fn add_of(&mut self, object: Object, what: u32, writes: bool) {
        let Some(step) = self.steps.last() else { return };
        let is_new = object.index() >= step.objects;
        let new_from = if is_new { step.objects as u32 } else { NOT_NEW };
        self.add(Touch { what, writes, new_from });
    }

    /// The step looks at the clock.
    pub(crate) fn looks_at_clock(&self) {
        self.looked.set(true);
    }

    /// The step moves the clock on.
    pub(crate) fn moves_clock(&mut self) {
        self.add(Touch { what: CLOCK, writes: true, new_from: NOT_NEW });
    }

    fn add(&mut self, touch: Touch) {
        if self.time {
            // Time moves on, nobody runs.
            return;
        }
        let Some(step) = self.steps.last() else { return };
        let own = &mut self.touches[step.touches..];
        match own.iter_mut().find(|own| own.what == touch.what) {
            Some(own) => own.writes |= touch.writes,
            None => self.touches.push(touch),
        }
    }

    pub(crate) fn passes(&mut self, queue: Queue) {
        if let Some(step) = self.steps.last_mut() {
            step.passed = Some(queue);
        }
    }

    /// A queue is opened or closed. What happens to an object in the step that first uses it is how
    /// the object begins.
    pub(crate) fn turns(&mut self, queue: Queue, open: bool) {
        match (self.is_private(queue.object()), open) {
            (false, _) => self.turned.push((queue, open)),
            (true, true) => self.open_at_first.push(queue),
            (true, false) => self.open_at_first.retain(|other| *other != queue),
        }
    }

    pub(crate) fn wakes(&mut self, task: TaskId) {
        self.woken.push(task);
    }

    /// Time moves on because nobody can run, whoever waits.
    pub(crate) fn time_moves(&mut self, waiting: Vec<Blocked>) {
        self.end_step();
        self.time = true;
        let next = self.steps.len();
        self.idle.extend(waiting.into_iter().map(|blocked| (next, blocked)));
    }

    /// Who waited when time moved on before that step.
    pub(crate) fn idle_before(&self, step: usize) -> impl Iterator<Item = &Blocked> {
        let from = self.idle.partition_point(|(next, _)| *next < step);
        self.idle[from..].iter().take_while(move |(next, _)| *next == step).map(|(_, who)| who)
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    pub(crate) fn touches(&self, step: usize) -> &[Touch] {
        &self.touches[self.range(step, |step| step.touches, self.touches.len())]
    }

    /// Whether the queue was open when the step began.
    pub(crate) fn was_open(&self, queue: Queue, step: usize) -> bool {
        let before = self.steps.get(step).map_or(self.turned.len(), |step| step.turned);
        let last = self.turned[..before].iter().rev().find(|(turned, _)| *turned == queue);
        last.map_or_else(|| self.open_at_first.contains(&queue), |(_, open)| *open)
    }

    /// The last step before that one in which the queue came open.
    pub(crate) fn opened_before(&self, queue: Queue, step: usize) -> Option<usize> {
        let before = self.steps.get(step).map_or(self.turned.len(), |step| step.turned);
        let turn = self.turned[..before].iter().rposition(|turn| *turn == (queue, true))?;
        Some(self.steps.partition_point(|step| step.turned <= turn) - 1)
    }

    pub(crate) fn woken(&self, step: usize) -> &[TaskId] {
        &self.woken[self.range(step, |step| step.woken, self.woken.len())]
    }

    fn range(&self, step: usize, of: fn(&Step) -> usize, end: usize) -> std::ops::Range<usize> {
        of(&self.steps[step])..self.steps.get(step + 1).map_or(end, of)
    }
}
