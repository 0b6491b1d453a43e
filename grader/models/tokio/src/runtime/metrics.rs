//! [`tokio::runtime::RuntimeMetrics`](https://docs.rs/tokio/latest/tokio/runtime/struct.RuntimeMetrics.html).

use std::fmt;

use super::Handle;

/// Figures of a runtime.
#[derive(Clone)]
pub struct RuntimeMetrics {
    handle: Handle,
}

impl RuntimeMetrics {
    pub(super) fn of(handle: &Handle) -> Self {
        Self { handle: handle.clone() }
    }

    /// How many workers it has.
    pub fn num_workers(&self) -> usize {
        self.handle.scheduler.workers
    }

    /// How many of its tasks have not ended.
    pub fn num_alive_tasks(&self) -> usize {
        self.handle.scheduler.tasks.len()
    }
}

impl fmt::Debug for RuntimeMetrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RuntimeMetrics").finish_non_exhaustive()
    }
}
