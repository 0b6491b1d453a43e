//! [`tokio::runtime::Runtime`](https://docs.rs/tokio/latest/tokio/runtime/struct.Runtime.html).

use std::fmt;
use std::io;
use std::panic::Location;
use std::time::Duration;

use interleave::{Op, deadline, in_execution, thread};

use super::context;
use super::{Builder, EnterGuard, Handle, RuntimeMetrics, block_on};
use crate::task::JoinHandle;

/// A runtime. Dropped, it drops every task at the await where it is, once no poll of it runs, and
/// waits until that is done and until bodies that block have ended.
pub struct Runtime {
    handle: Handle,
    place: &'static Location<'static>,
    /// For how long whoever drops it waits; nothing: as long as it takes.
    patience: Option<Duration>,
}

impl Runtime {
    pub(super) fn of(handle: Handle, place: &'static Location<'static>) -> Self {
        Self { handle, place, patience: None }
    }

    /// A multi-thread runtime with everything in it.
    ///
    /// # Errors
    /// Never.
    #[track_caller]
    pub fn new() -> io::Result<Self> {
        Builder::new_multi_thread().enable_all().build()
    }

    /// A handle to it.
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Starts a task. On a current-thread runtime it is polled while somebody is in `block_on`.
    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send + 'static> + Send + 'static,
    {
        self.handle.spawn(future)
    }

    /// Runs a body that may block.
    #[track_caller]
    pub fn spawn_blocking<F, R>(&self, body: F) -> JoinHandle<R>
    where
        F: FnOnce() -> R + Send + 'static,
        R: Send + 'static,
    {
        self.handle.spawn_blocking(body)
    }

    /// Blocks the calling thread until the future is ready; on a current-thread runtime it polls
    /// the tasks meanwhile.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        block_on::block_on(&self.handle.scheduler, true, future)
    }

    /// Until the guard is dropped, the calling thread is in this runtime.
    pub fn enter(&self) -> EnterGuard<'_> {
        self.handle.enter()
    }

    /// Drops it, and waits for no longer than this.
    pub fn shutdown_timeout(mut self, duration: Duration) {
        self.patience = Some(duration);
    }

    /// Drops it, and waits for nobody.
    pub fn shutdown_background(self) {
        self.shutdown_timeout(Duration::ZERO);
    }

    /// Figures of the runtime.
    pub fn metrics(&self) -> RuntimeMetrics {
        self.handle.metrics()
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if !in_execution() {
            return;
        }
        let scheduler = &self.handle.scheduler;
        assert!(
            self.patience == Some(Duration::ZERO)
                || !context::is_in_task()
                || std::thread::panicking(),
            "Cannot drop a runtime in a context where blocking is not allowed. This happens when a \
             runtime is dropped from within an asynchronous context."
        );
        let op = Op { verb: "shut down", object: scheduler.tasks.object(), place: self.place };
        scheduler.shut_down(op, thread::current(), self.patience.map(deadline::after));
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime").field("handle", &self.handle).finish_non_exhaustive()
    }
}
