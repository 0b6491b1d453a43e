//! The future around each call and around the scenario itself: counts polls, knows who is being
//! polled, and turns a panic into the execution's failure at once.
//!
//! Called by `call` and `runtime`.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use protocol::{Failure, Verdict};

use super::who;
use super::world::World;
use crate::execution::{Caller, SCENARIO};

/// Polls of one call while nothing else happens anywhere. (Right solutions: 2 to 27.)
const POLLS: u64 = 10_000;

/// Something to await that nobody needs to know more of.
pub(super) type BoxFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A future under watch.
pub(super) struct Metered {
    /// None as soon as it is not to be polled any more.
    future: Option<BoxFuture>,
    /// Nobody if it is the scenario.
    caller: Option<Arc<Caller>>,
    world: Arc<World>,
    polls: u64,
    progress: u64,
}

impl Metered {
    pub(super) fn new(world: &Arc<World>, caller: Option<Arc<Caller>>, future: BoxFuture) -> Self {
        Self { future: Some(future), caller, world: Arc::clone(world), polls: 0, progress: 0 }
    }

    fn name(&self) -> &str {
        self.caller.as_ref().map_or(SCENARIO, |caller| &caller.name)
    }

    fn count(&mut self) {
        if let Some(caller) = &self.caller {
            self.world.polled(caller.index);
        }
        let progress = self.world.execution.progress_so_far();
        if progress != self.progress {
            (self.progress, self.polls) = (progress, 0);
        }
        self.polls += 1;
    }

    /// Runs a piece of the future in its own name.
    fn in_its_name<T>(&mut self, piece: impl FnOnce(&mut Option<BoxFuture>) -> T) -> Option<T> {
        let name = self.name().to_owned();
        let before = who::set(Some(name.clone()));
        self.world.enter(&name);
        let result = self.world.execution.guard(&name, || piece(&mut self.future));
        self.world.leave();
        who::set(before);
        result
    }
}

impl Future for Metered {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.count();
        if self.polls > POLLS {
            let summary = format!(
                "`{}` was polled {POLLS} times while nothing happened: it asks again and again \
                 instead of waiting to be woken",
                self.name(),
            );
            self.world.fail(Failure::new(Verdict::BusyWait, summary));
        }
        if self.world.execution.has_failed() {
            return Poll::Pending;
        }
        let polled = self.in_its_name(|future| match future {
            Some(future) => future.as_mut().poll(context),
            None => Poll::Ready(()),
        });
        match polled {
            Some(Poll::Pending) => Poll::Pending,
            Some(Poll::Ready(())) => Poll::Ready(()),
            None => {
                self.world.tell();
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
            self.world.execution.end_caller(caller);
        }
        self.world.tell();
    }
}
