//! What a step touches, told to whoever has to know: the trail, for those who explore all interleavings,
//! and memory, which locks and channels pass on.
//!
//! Called by the kernel itself and by `gate` for every operation, and by the models for what a task does
//! between its operations.

use super::Kernel;
use crate::trail::{Blocked, Touch};
use crate::{Event, Object, Op, Queue, TaskId};

impl Kernel {
    /// Lets the object pass on memory: the running task learns what those before it knew, and those
    /// after it learn what it knows. The operation that begins a step does so, and opening, closing
    /// and waking; this is for whatever else hands something from one task to another.
    #[inline]
    pub fn pass_on(&mut self, object: Object) {
        if self.memory.is_used() {
            self.touch(object);
        }
    }

    /// Does something that counts as nobody's touch: it passes nothing on.
    pub(crate) fn unheeded(&mut self, effect: impl FnOnce(&mut Self)) {
        let heeds = std::mem::take(&mut self.heeds);
        effect(self);
        self.heeds = heeds;
    }

    /// Notes that the step changes something that belongs to the object, beside its queues, and that the
    /// object passes on memory. Every step of the object does anyway; this is for what a task does
    /// between its steps.
    #[inline]
    pub fn touch(&mut self, object: Object) {
        if self.heeds {
            self.heed(object, true);
        }
    }

    /// Notes that the step looks at something that belongs to the object.
    #[inline]
    pub fn look(&mut self, object: Object) {
        if self.heeds {
            self.heed(object, false);
        }
    }

    /// The same of an object that the step only looks at, if not `writes`.
    #[inline(never)]
    pub(crate) fn heed(&mut self, object: Object, writes: bool) {
        if self.trail.on {
            self.trail.touch(object, writes);
        }
        if self.memory.is_used() {
            self.memory.meet(self.current, object, writes);
        }
    }

    /// Notes that nothing but the running step lets a task go on.
    pub(super) fn lets_go_on(&mut self, task: TaskId) {
        if self.trail.on {
            self.trail.wakes(task);
        }
    }

    /// Notes what the running step had to pass to come from that queue.
    pub(crate) fn passes(&mut self, queue: Queue) {
        let behind = self.tasks[self.current.index()].behind.take();
        if self.trail.on {
            let passed = behind.unwrap_or(queue);
            self.trail.passes(passed);
            self.trail.touch(passed.object(), false);
        }
    }

    /// Whether a queue is passable, for a task that looks between two steps. Only what
    /// [`Kernel::redirects`] notes conflicts with that.
    pub fn glance(&mut self, queue: Queue) -> bool {
        if self.trail.on {
            self.trail.looks_who_waits(queue);
        }
        self.is_open(queue)
    }

    /// Notes that the step changes what others find at a queue when they [`Kernel::glance`] at it.
    pub fn redirects(&mut self, queue: Queue) {
        self.joins(queue);
    }

    /// Notes that from this step on a task counts among those who wait in the queue.
    pub(crate) fn joins(&mut self, queue: Queue) {
        if self.trail.on {
            self.trail.joins(queue);
        }
    }

    /// Notes that the step shows something to whoever observes the program.
    pub(super) fn shows(&mut self) {
        if self.trail.on {
            self.trail.shows();
        }
        if self.memory.is_used() {
            self.memory.show(self.current);
        }
    }

    #[inline]
    pub(crate) fn record(&mut self, op: Op) {
        let preempts = std::mem::take(&mut self.preempts);
        self.trace.events.push(Event::Step { task: self.current, op, preempts, looks: false });
        self.touch(op.object);
    }

    /// The same for an operation on memory, which says itself what it passes on.
    #[inline]
    pub(crate) fn record_access(&mut self, op: Op, writes: bool) {
        self.heeds = true;
        let preempts = std::mem::take(&mut self.preempts);
        self.trace.events.push(Event::Step { task: self.current, op, preempts, looks: !writes });
        if self.trail.on {
            self.trail.touch(op.object, writes);
        }
    }

    /// Who waits, what each would touch if it could go on, and what it would have to pass for that.
    pub(crate) fn blocked(&self) -> Vec<Blocked> {
        let tasks = self.tasks.iter().enumerate().filter(|(_, task)| !task.finished);
        let blocked = tasks.filter_map(|(index, task)| {
            let waits_in = task.waits_in.filter(|queue| !self.is_open(*queue))?;
            let queue = task.behind.unwrap_or(waits_in);
            let mut touches = vec![Touch::change(task.pending.object)];
            if queue.object() != task.pending.object {
                touches.push(Touch::change(queue.object()));
            }
            Some(Blocked { task: TaskId::new(index), touches, queue: Some(queue) })
        });
        blocked.collect()
    }
}
