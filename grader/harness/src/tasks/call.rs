//! A call that a scenario of tasks makes.

use std::sync::Arc;

use super::metered::Metered;
use super::world::{Abort, World};
use crate::execution::Caller;
use crate::hooks::Shared;

/// A call that was started.
#[derive(Clone)]
pub struct Call {
    caller: Arc<Caller>,
    world: Arc<dyn World>,
    abort: Abort,
}

impl Call {
    pub(super) fn start(
        world: &Arc<dyn World>,
        name: String,
        future: impl Future<Output = ()> + Send + 'static,
    ) -> Self {
        let caller = world.base().execution.add_caller(name);
        let stagger = world.stagger();
        let future = async move {
            stagger.await;
            future.await;
        };
        let metered = Metered::new(world, Some(Arc::clone(&caller)), Box::pin(future));
        let abort = world.start(&caller.name, Box::pin(metered));
        Self { caller, world: Arc::clone(world), abort }
    }

    /// Drops the call's future at the await where it is now. Takes a turn of the scheduler, like
    /// every abort: see [`Call::ended`].
    pub fn abort(&self) {
        (self.abort)();
    }

    /// Gives way to the others so many times, then [aborts](Self::abort) the call at the await where
    /// it is: with no turn at all, even if it has just been woken.
    pub async fn give_up_after(&self, turns: usize) {
        for _ in 0..turns {
            self.world.turn().await;
        }
        self.abort();
    }

    /// Whether the call has returned or its future was dropped.
    pub fn is_done(&self) -> bool {
        self.caller.is_done()
    }

    /// Waits until the call has returned or its future was dropped.
    pub async fn ended(&self) {
        let news = Shared::Caller(self.caller.index);
        self.world.base().until(news, || self.caller.is_done()).await;
    }
}
