//! The seam between the face and its back ends: all that a scenario of tasks needs of the world it
//! runs in.
//!
//! Implemented by `native` (real runtimes) and by the model; called by `run`, `call` and `metered`.
//! Whatever is not in here (log, claims, draws, panics) is the same in every world.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use protocol::Failure;

use super::base::Base;
use super::disturb::{Disturbance, Occasion};
use crate::world::Stage;

/// Something to await that nobody needs to know more of.
pub(crate) type BoxFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Drops a task's future at the await where it is.
pub(crate) type Abort = Arc<dyn Fn() + Send + Sync>;

/// What a scenario of tasks needs.
pub(crate) trait World: Stage {
    /// What every world has.
    fn base(&self) -> &Base;

    /// Starts a task under a name, and tells how to abort it.
    fn start(&self, name: &str, future: BoxFuture) -> Abort;

    /// Lets so much time pass. Long times may be compressed where the clock is real.
    fn sleep(&self, time: Duration) -> BoxFuture;

    /// How time passes at this occasion.
    fn disturbance(&self, occasion: Occasion) -> Disturbance {
        occasion.drawn(&self.base().execution, self.is_virtual())
    }

    /// Gives way to the other tasks once.
    fn turn(&self) -> BoxFuture;

    /// Lets a long time pass in which nobody may run; fails the execution if somebody does.
    fn idle(self: Arc<Self>) -> BoxFuture;

    /// Runs a piece of a poll in somebody's name.
    fn in_the_name_of(&self, _name: &str, piece: &mut dyn FnMut()) {
        piece();
    }

    /// Whether somebody who is polled without end is to be found by counting polls.
    fn counts_polls(&self) -> bool;

    /// How many tasks of the runtime have not ended.
    fn tasks_alive(&self) -> usize;

    /// How often the runtime got up to look for work, where that is known.
    fn times_up(&self) -> u64 {
        0
    }
}

impl dyn World {
    /// Fails the execution.
    pub(super) fn fail(&self, failure: Failure) {
        self.base().execution.fail(failure);
        self.failed();
    }
}
