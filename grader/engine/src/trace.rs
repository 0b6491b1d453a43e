//! What happened in an execution, step by step: always recorded, cheap enough to stay on.

use std::panic::Location;

use crate::{Object, Shown, TaskId};

/// A visible operation: what is done, to which object, on which source line.
#[derive(Debug, Clone, Copy)]
pub struct Op {
    /// The standard word for it: `lock`, `wait`, `notify_one`, `send` …
    pub verb: &'static str,
    /// What it is done to.
    pub object: Object,
    /// The caller's place in the source.
    pub place: &'static Location<'static>,
}

/// One line of the trace.
#[derive(Debug, Clone, Copy)]
pub enum Event {
    /// A task did something visible.
    Step {
        /// Who.
        task: TaskId,
        /// What, to which object, where.
        op: Op,
        /// The task that ran before could have gone on.
        preempts: bool,
        /// It changes nothing.
        looks: bool,
    },
    /// The step before made this task able to run again.
    Wakes(TaskId),
    /// The task has nothing enabled to do next: it waits for this.
    Blocks(TaskId, Op),
    /// The clock moved on to this time, in nanoseconds.
    Clock(u64),
    /// A task printed; an index into [`Trace::texts`].
    Print(TaskId, u32),
    /// Whoever observes the program from outside made a mark of his own here.
    Mark(TaskId, u32),
    /// The freedom that the real API documents was used: a spurious wake-up, a failed weak
    /// exchange, a load that reads an older value. Or a model has a remark: a task that nobody can wake any more.
    Freedom(TaskId, &'static str),
    /// The task holds the object from now on (detailed traces only, as the following).
    Holds(TaskId, Object),
    /// The task holds it no longer.
    Frees(TaskId, Object),
    /// What the step before brought back: a value, `refused`, `empty`.
    Found(Shown),
    /// Something about an object is like this now: its `value`, its `permits`, its `messages`.
    State(Object, &'static str, Shown),
    /// Here the choice with this number is made, while this task runs.
    Chooses(TaskId, u32),
    /// The choice that follows can fall on this waiter; one after the other, in order of their numbers.
    Among(TaskId),
}

/// The events of one execution.
#[derive(Debug, Default)]
pub struct Trace {
    /// In order.
    pub events: Vec<Event>,
    /// What was printed.
    pub texts: Vec<String>,
    /// Whether it also tells what the steps change and bring back.
    pub(crate) detailed: bool,
}

impl Trace {
    pub(crate) fn clear(&mut self) {
        self.events.clear();
        self.texts.clear();
    }
}
