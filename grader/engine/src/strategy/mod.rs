//! What makes the choices of an execution.

mod exhaustive;
mod freedoms;
mod pct;
mod portfolio;
mod pos;
mod profile;
mod races;
mod random;
mod replay;
mod spinning;
mod starts;
mod surw;
#[cfg(test)]
mod testing;
mod urw;

pub use exhaustive::Exhaustive;
pub use pct::Pct;
pub use portfolio::Portfolio;
pub use pos::Pos;
pub use random::RandomWalk;
pub use replay::Replay;
pub use surw::Surw;
pub use urw::Urw;

use crate::task::Task;
use crate::task_set::TaskSet;
use crate::trail::Trail;
use crate::{Event, Execution, Kernel, Op, TaskId};

/// A moment at which more than one task could go on.
pub struct Moment<'a> {
    pub(crate) enabled: &'a TaskSet,
    pub(crate) current: Option<TaskId>,
    pub(crate) trail: &'a Trail,
    /// All the rest, one pointer away: a moment is made at every choice.
    pub(crate) kernel: &'a Kernel,
}

impl<'a> Moment<'a> {
    /// All tasks, by number.
    pub(crate) fn tasks(&self) -> &'a [Task] {
        &self.kernel.tasks
    }

    /// What has happened so far.
    pub(crate) fn events(&self) -> &'a [Event] {
        &self.kernel.trace.events
    }

    /// Who could go on; never empty.
    pub fn enabled(&self) -> &TaskSet {
        self.enabled
    }

    /// Who ran last, if it could go on. To choose anybody else is a preemption.
    pub fn current(&self) -> Option<TaskId> {
        self.current
    }

    /// What a task does when it runs next.
    pub fn pending(&self, task: TaskId) -> Op {
        self.tasks()[task.index()].pending
    }

    /// Whether what a task does next changes nothing.
    pub fn looks(&self, task: TaskId) -> bool {
        self.tasks()[task.index()].looks
    }

    /// Who a task is in every execution: which child of which parent, spawned where.
    pub fn signature(&self, task: TaskId) -> u64 {
        self.tasks()[task.index()].signature
    }

    /// Who spawned a task.
    pub fn parent(&self, task: TaskId) -> Option<TaskId> {
        self.tasks()[task.index()].parent
    }
}

/// A freedom that the documentation of the real API leaves open, other than who runs next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Branch {
    /// Which waiter a notification wakes: one option each, in order of arrival.
    NotifyTarget,
    /// Whether a wait ends without a notification (1) or not (0).
    SpuriousWakeUp,
    /// Whether a weak compare-exchange fails although the value is the expected one (1) or not.
    WeakFailure,
    /// Which of several futures that one task drives is polled next: `select!`'s first branch, a
    /// local task; one option each.
    Poll,
    /// Whether the next timer fires although somebody could run (1) or not (0).
    Timer,
}

/// Makes the choices of executions, one after the other. Budgets and time limits live outside.
pub trait Strategy {
    /// A new execution begins.
    fn begin(&mut self);

    /// Whether the kernel is to note what each step touches.
    fn wants_trail(&self) -> bool {
        false
    }

    /// Which of the enabled tasks runs next; nobody if the execution need not go on, since all that
    /// can follow was seen before. Asked only when there are two or more, or always if the strategy
    /// wants the trail.
    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId>;

    /// Takes note of the execution that has just ended. The executor calls it.
    fn learn(&mut self, execution: &Execution<'_>) {
        let _ = execution;
    }

    /// Which of `options` branches (two or more, numbered from 0) is taken.
    fn branch(&mut self, branch: Branch, options: u32) -> u32;
}
