//! A call that a scenario of tasks makes.

use std::sync::Arc;

use tokio::task::AbortHandle;

use super::metered::Metered;
use super::world::World;
use crate::execution::Caller;

/// A call that was started.
#[derive(Clone)]
pub struct Call {
    caller: Arc<Caller>,
    world: Arc<World>,
    task: AbortHandle,
}

impl Call {
    pub(super) fn start(
        world: &Arc<World>,
        name: String,
        future: impl Future<Output = ()> + Send + 'static,
    ) -> Self {
        let caller = world.execution.add_caller(name);
        let stagger = world.stagger();
        let future = async move {
            stagger.await;
            future.await;
        };
        let metered = Metered::new(world, Some(Arc::clone(&caller)), Box::pin(future));
        let task = tokio::spawn(metered).abort_handle();
        Self { caller, world: Arc::clone(world), task }
    }

    /// Drops the call's future at the await where it is now. Takes a turn of the scheduler, like
    /// every abort: see [`Call::ended`].
    pub fn abort(&self) {
        self.task.abort();
    }

    /// Whether the call has returned or its future was dropped.
    pub fn is_done(&self) -> bool {
        self.caller.is_done()
    }

    /// Waits until the call has returned or its future was dropped.
    pub async fn ended(&self) {
        self.world.until(|| self.caller.is_done()).await;
    }
}
