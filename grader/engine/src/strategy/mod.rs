//! What makes the choices of an execution.

mod bounded;
mod directed;
mod exhaustive;
mod freedoms;
mod paused;
mod pct;
mod portfolio;
mod pos;
mod profile;
mod races;
mod random;
mod spinning;
mod starts;
mod surw;
#[cfg(test)]
mod testing;
mod urw;

pub use bounded::Bounded;
pub use directed::Directed;
pub use exhaustive::Exhaustive;
pub use paused::{Paused, Pending, Question};
pub use pct::Pct;
pub use portfolio::Portfolio;
pub use pos::Pos;
pub use random::RandomWalk;
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
    pub(crate) gives_way: bool,
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

    /// What the steps so far have touched.
    pub(crate) fn trail(&self) -> &'a Trail {
        &self.kernel.trail
    }

    /// Who could go on; never empty.
    pub fn enabled(&self) -> &TaskSet {
        self.enabled
    }

    /// Who ran last, if it could go on. To choose anybody else is a preemption, unless it gives way.
    pub fn current(&self) -> Option<TaskId> {
        self.current
    }

    /// Whether who ran last offers the others to run (`yield_now`).
    pub fn gives_way(&self) -> bool {
        self.gives_way
    }

    /// Who runs on if nobody is preempted: who ran last, or else whoever comes next by number.
    pub fn usual(&self) -> TaskId {
        usual(self.enabled, self.kernel.current, self.gives_way)
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

/// How much of a search from choice to choice is done: of each choice that is open now, how many options
/// were tried before the present one, of how many.
fn share_done(open: impl Iterator<Item = (u32, u32)>) -> f64 {
    let (mut done, mut part) = (0.0, 1.0);
    for (before, all) in open {
        part /= f64::from(all);
        done += part * f64::from(before);
    }
    done
}

/// See [`Moment::usual`].
#[inline]
pub(crate) fn usual(enabled: &TaskSet, ran_last: TaskId, gives_way: bool) -> TaskId {
    if !gives_way && enabled.contains(ran_last) { ran_last } else { enabled.after(ran_last) }
}

/// A choice other than who runs next: a freedom that the documentation of the real API leaves open, or
/// a number that the program draws.
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
    /// How old a value an atomic load reads: 0 is the newest one, 1 the one before; one option for
    /// each that its ordering allows.
    StaleRead,
    /// Whether the next timer fires although somebody could run (1) or not (0).
    Timer,
    /// A number that the program draws for itself: every one matters.
    Draw,
    /// The same, where option 0 stands for all: whoever explores a program whole need not try others.
    Sample,
}

impl Branch {
    /// Whether option 1 is an event that the documentation allows and nobody counts on.
    pub fn is_unusual(self) -> bool {
        matches!(self, Self::SpuriousWakeUp | Self::WeakFailure)
    }

    /// Whether the program draws for itself.
    pub fn is_drawn(self) -> bool {
        matches!(self, Self::Draw | Self::Sample)
    }
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

    /// The choice that it left to somebody else, and cut the execution for. Asked after the execution.
    fn pending(&self) -> Option<&Pending> {
        None
    }

    /// Which of `options` branches (two or more, numbered from 0) is taken.
    fn branch(&mut self, branch: Branch, options: u32) -> u32;
}
