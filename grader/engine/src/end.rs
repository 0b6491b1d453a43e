//! How an execution ended.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::Location;

use crate::{Op, TaskId};

/// How an execution ended.
#[derive(Debug)]
pub enum End {
    /// Every task ran to its end.
    Finished,
    /// Nobody is enabled and no timer is left.
    Deadlock {
        /// Every task that has not finished: the wait-for graph.
        blocked: Vec<Blocked>,
        /// The program's body had already returned: what is left are helpers that never end.
        body_returned: bool,
    },
    /// Too many steps without a mark of progress: the steps go on for ever.
    Endless {
        /// Who took steps lately, with how many of the last ones and the place of the most
        /// frequent; most steps first.
        active: Vec<(TaskId, usize, Op)>,
        /// What these steps were: the verbs of their operations.
        verbs: BTreeSet<&'static str>,
        /// Somebody sleeps or waits meanwhile, so the active ones are waiting for a change that
        /// time or another task must bring.
        others_wait: bool,
        /// Everybody who could go on took some of the last steps. If not, the steps may end as soon as
        /// somebody else gets a turn, and nothing is proved.
        fair: bool,
    },
    /// A task panicked and nobody took the panic (by joining it).
    Panicked {
        /// Who.
        task: TaskId,
        /// With what.
        payload: Box<dyn Any + Send>,
    },
    /// The strategy has seen all that can follow.
    Cut,
    /// [`crate::gate::halt`] was called.
    Halted,
    /// A task that was unwinding from a panic had to wait; it cannot be suspended there.
    BlockedWhileUnwinding {
        /// Who.
        task: TaskId,
    },
}

/// A task that waits.
#[derive(Debug, Clone)]
pub struct Blocked {
    /// Who waits.
    pub task: TaskId,
    /// For what, and where.
    pub op: Op,
    /// Who holds that, if it is a thing that is held.
    pub held_by: Vec<Holder>,
}

/// Somebody who holds what another waits for.
#[derive(Debug, Clone, Copy)]
pub struct Holder {
    /// Who.
    pub task: TaskId,
    /// Where it was taken.
    pub since: &'static Location<'static>,
}
