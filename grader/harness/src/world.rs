//! The seam between the face and its back ends: all that a scenario of threads needs of the world
//! it runs in.
//!
//! Implemented by `threads::native` (real threads) and by the model; called by `claims` and
//! `threads::run`. Whatever is not in here (log, claims, draws, panics) is the same in every world.

use std::sync::Arc;
use std::time::Duration;

use crate::execution::Caller;

/// What the log, the claims and the clock need, for threads and for tasks.
pub(crate) trait Stage: Send + Sync {
    /// Whether time passes only when nobody can run, so that durations are exact.
    fn is_virtual(&self) -> bool;

    /// The time since the scenario began.
    fn now(&self) -> Duration;

    /// The name of the thread or task that asks.
    fn who(&self) -> String;

    /// The log has got an entry with this index.
    fn logged(&self, _index: usize) {}

    /// The execution has got its failure: see that it ends soon. Whoever calls this stops by
    /// itself when it returns; it need not return.
    fn failed(&self);
}

/// What a scenario of threads needs.
pub(crate) trait World: Stage {
    /// Starts a caller. The body does not unwind, and marks the caller as done when it returns.
    fn start(&self, caller: &Arc<Caller>, body: Box<dyn FnOnce() + Send>);

    /// Waits until a caller is done or the execution has failed.
    fn join(&self, caller: &Arc<Caller>);

    /// Lets so much time pass. Long times may be compressed where the clock is real.
    fn sleep(&self, time: Duration);

    /// Waits until something holds that [comes true](Self::came_true), but not
    /// [for ever](crate::chances::patience).
    fn wait_for(&self, what: &str, holds: &dyn Fn() -> bool);

    /// It has come true, and stays so.
    fn came_true(&self, what: &str);

    /// Takes a while, or no time at all, as the execution's seed has it.
    fn disturb(&self);

    /// Lets a long time pass in which nobody may run; fails the execution if somebody does.
    fn idle(&self);
}
