//! The future around each call and around the scenario itself: counts polls, knows who is being
//! polled, and turns a panic into the execution's failure at once.
//!
//! Called by `call` and by the worlds.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use protocol::{Failure, Verdict};

use super::world::{BoxFuture, World};
use crate::execution::{Caller, SCENARIO};
use crate::hooks::Shared;

/// Polls of one call while nothing else happens anywhere. (Right solutions: 2 to 27.)
const POLLS: u64 = 10_000;

/// A future under watch.
pub(crate) struct Metered {
    /// None as soon as it is not to be polled any more.
    future: Option<BoxFuture>,
    /// Nobody if it is the scenario.
    caller: Option<Arc<Caller>>,
    world: Arc<dyn World>,
    polls: u64,
    progress: u64,
}

impl Metered {
    pub(super) fn new(
        world: &Arc<dyn World>,
        caller: Option<Arc<Caller>>,
        future: BoxFuture,
    ) -> Self {
        Self { future: Some(future), caller, world: Arc::clone(world), polls: 0, progress: 0 }
    }

    fn name(&self) -> &str {
        self.caller.as_ref().map_or(SCENARIO, |caller| &caller.name)
    }

    fn count(&mut self) {
        if let Some(caller) = &self.caller {
            self.world.base().polled(caller.index);
        }
        let progress = self.world.base().execution.progress_so_far();
        if progress != self.progress {
            (self.progress, self.polls) = (progress, 0);
        }
        self.polls += 1;
    }

    /// Runs a piece of the future in its own name.
    fn in_its_name<T>(&mut self, piece: impl FnOnce(&mut Option<BoxFuture>) -> T) -> Option<T> {
        let name = self.name().to_owned();
        let (world, future) = (&self.world, &mut self.future);
        let mut piece = Some(piece);
        let mut result = None;
        world.in_the_name_of(&name, &mut || {
            if let Some(piece) = piece.take() {
                result = world.base().execution.guard(&name, || piece(future));
            }
        });
        result
    }
}

impl Future for Metered {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.count();
        if self.polls > POLLS && self.world.counts_polls() {
            let summary = format!(
                "`{}` was polled {POLLS} times while nothing happened: it asks again and again \
                 instead of waiting to be woken",
                self.name(),
            );
            self.world.fail(Failure::new(Verdict::BusyWait, summary));
        }
        if self.world.base().execution.has_failed() {
            return Poll::Pending;
        }
        let polled = self.in_its_name(|future| match future {
            Some(future) => future.as_mut().poll(context),
            None => Poll::Ready(()),
        });
        match polled {
            Some(Poll::Pending) => Poll::Pending,
            Some(Poll::Ready(())) => Poll::Ready(()),
            // It has panicked on purpose, and its call is over.
            None if !self.world.base().execution.has_failed() => Poll::Ready(()),
            None => {
                self.world.failed();
                Poll::Pending
            }
        }
    }
}

/// The learner's future goes first, still in its caller's name; then the call is over.
impl Drop for Metered {
    fn drop(&mut self) {
        self.in_its_name(|future| *future = None);
        if let Some(caller) = &self.caller {
            self.world.base().execution.end_caller(caller);
            self.world.base().tell(Shared::Caller(caller.index));
        }
    }
}
