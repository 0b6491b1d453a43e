//! What each step of an execution touched: enough to tell which steps could have come in another
//! order with another result.
//!
//! Kept by the kernel while a strategy asks for it ([`crate::Strategy::wants_trail`]), read by
//! [`crate::strategy::Exhaustive`].

use crate::{Object, Queue, TaskId};

/// The number that stands for what the program shows to whoever observes it (`gate::mark`). Numbers
/// below stand for other things outside of the model ([`crate::gate::outside`]).
const OUTSIDE: u32 = u32::MAX;

/// An object's number with this bit stands for what `SeqCst` operations have seen of an atomic: two
/// loads can be in each other's way there.
const AGREED: u32 = 1 << 31;

/// Something a step touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Touch {
    /// An object, what is agreed on of an atomic, or what is outside.
    pub(crate) what: u32,
    /// It was changed, not only looked at.
    pub(crate) writes: bool,
}

impl Touch {
    pub(crate) const fn conflicts(self, other: Self) -> bool {
        self.what == other.what && (self.writes || other.writes)
    }
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

/// A task that waits for ever: what it would touch if it could go on, and which queue it would have
/// to pass.
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
        self.time = false;
    }

    /// A step of the task begins, when there are so many objects.
    pub(crate) fn begin(&mut self, task: TaskId, objects: usize) {
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

    pub(crate) fn touch(&mut self, object: Object, writes: bool) {
        let Some(step) = self.steps.last() else { return };
        if object.index() < step.objects {
            self.add(Touch { what: object.number(), writes });
        }
    }

    /// A `SeqCst` operation learns what others have seen of an atomic, and may have seen more.
    pub(crate) fn agrees(&mut self, object: Object, gives: bool) {
        let Some(step) = self.steps.last() else { return };
        if object.index() < step.objects {
            self.add(Touch { what: AGREED | object.number(), writes: gives });
        }
    }

    /// The program shows something to whoever observes it.
    pub(crate) fn shows(&mut self) {
        self.outside(0, true);
    }

    /// The program touches something that is not in the model.
    pub(crate) fn outside(&mut self, what: u32, writes: bool) {
        self.add(Touch { what: OUTSIDE - what, writes });
    }

    fn add(&mut self, touch: Touch) {
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
        let is_new = self.steps.last().is_none_or(|step| queue.object().index() >= step.objects);
        match (is_new, open) {
            (false, _) => self.turned.push((queue, open)),
            (true, true) => self.open_at_first.push(queue),
            (true, false) => self.open_at_first.retain(|other| *other != queue),
        }
    }

    pub(crate) fn wakes(&mut self, task: TaskId) {
        self.woken.push(task);
    }

    pub(crate) fn time_moves(&mut self) {
        self.time = true;
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

    pub(crate) fn woken(&self, step: usize) -> &[TaskId] {
        &self.woken[self.range(step, |step| step.woken, self.woken.len())]
    }

    fn range(&self, step: usize, of: fn(&Step) -> usize, end: usize) -> std::ops::Range<usize> {
        of(&self.steps[step])..self.steps.get(step + 1).map_or(end, of)
    }
}
