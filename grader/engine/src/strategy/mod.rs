//! What makes the choices of an execution.

mod exhaustive;
mod freedoms;
mod pct;
mod races;
mod random;
mod replay;

pub use exhaustive::Exhaustive;
pub use pct::Pct;
pub use random::RandomWalk;
pub use replay::Replay;

use crate::TaskId;
use crate::task_set::TaskSet;
use crate::trail::Trail;

/// A moment at which more than one task could go on.
#[derive(Debug)]
pub struct Moment<'a> {
    pub(crate) enabled: &'a TaskSet,
    pub(crate) current: Option<TaskId>,
    pub(crate) trail: &'a Trail,
}

impl Moment<'_> {
    /// Who could go on; never empty.
    pub fn enabled(&self) -> &TaskSet {
        self.enabled
    }

    /// Who ran last, if it could go on. To choose anybody else is a preemption.
    pub fn current(&self) -> Option<TaskId> {
        self.current
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
    /// How old a value an atomic load reads: 0 is the newest one, 1 the one before; one option for
    /// each that its ordering allows.
    StaleRead,
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

    /// Which of `options` branches (two or more, numbered from 0) is taken.
    fn branch(&mut self, branch: Branch, options: u32) -> u32;
}
