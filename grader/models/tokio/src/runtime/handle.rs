//! [`tokio::runtime::Handle`](https://docs.rs/tokio/latest/tokio/runtime/struct.Handle.html).

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;

use super::context::{self, Entered};
use super::scheduler::Scheduler;
use super::{RuntimeFlavor, RuntimeMetrics, block_on, blocking, spawn};
use crate::task::JoinHandle;

/// A handle to a runtime.
#[derive(Clone)]
pub struct Handle {
    pub(crate) scheduler: Arc<Scheduler>,
}

impl Handle {
    pub(super) fn new(scheduler: Scheduler) -> Self {
        Self { scheduler: Arc::new(scheduler) }
    }

    /// The runtime that the calling thread is in.
    ///
    /// # Panics
    /// Outside of one.
    #[track_caller]
    pub fn current() -> Self {
        match Self::try_current() {
            Ok(handle) => handle,
            Err(error) => panic!("{error}"),
        }
    }

    /// The runtime that the calling thread is in.
    ///
    /// # Errors
    /// Outside of one.
    pub fn try_current() -> Result<Self, TryCurrentError> {
        current().ok_or(TryCurrentError(()))
    }

    /// Until the guard is dropped, the calling thread is in this runtime.
    pub fn enter(&self) -> EnterGuard<'_> {
        EnterGuard { _entered: context::enter(&self.scheduler), runtime: PhantomData }
    }

    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send + 'static> + Send + 'static,
    {
        spawn::spawn(&self.scheduler, None, Location::caller(), future)
    }

    /// Runs a body that may block.
    #[track_caller]
    pub fn spawn_blocking<F, R>(&self, body: F) -> JoinHandle<R>
    where
        F: FnOnce() -> R + Send + 'static,
        R: Send + 'static,
    {
        blocking::spawn_blocking(&self.scheduler, Location::caller(), body)
    }

    /// Blocks the calling thread until the future is ready. The tasks of a current-thread runtime
    /// are not polled by that.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        block_on::block_on(&self.scheduler, false, future)
    }

    /// Which kind of runtime it is.
    pub fn runtime_flavor(&self) -> RuntimeFlavor {
        self.scheduler.flavor
    }

    /// Figures of the runtime.
    pub fn metrics(&self) -> RuntimeMetrics {
        RuntimeMetrics::of(self)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").field("flavor", &self.scheduler.flavor).finish_non_exhaustive()
    }
}

/// See [`Handle::enter`].
#[must_use = "Creating and dropping a guard does nothing"]
pub struct EnterGuard<'a> {
    _entered: Entered,
    runtime: PhantomData<&'a Handle>,
}

impl fmt::Debug for EnterGuard<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnterGuard").finish_non_exhaustive()
    }
}

/// The calling thread is in no runtime.
#[derive(Debug)]
pub struct TryCurrentError(());

impl TryCurrentError {
    /// Always: there is no runtime.
    pub fn is_missing_context(&self) -> bool {
        true
    }

    /// Never.
    pub fn is_thread_local_destroyed(&self) -> bool {
        false
    }
}

impl fmt::Display for TryCurrentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "there is no reactor running, must be called from the context of a Tokio 1.x runtime",
        )
    }
}

impl Error for TryCurrentError {}

/// The runtime that the running thread is in.
pub(crate) fn current() -> Option<Handle> {
    context::current().map(|scheduler| Handle { scheduler })
}

/// Timers need a runtime that has them.
///
/// # Panics
/// As tokio's: outside of a runtime, and in one that was built without `enable_time`.
#[track_caller]
pub(crate) fn require_time() {
    assert!(
        Handle::current().scheduler.time,
        "A Tokio 1.x context was found, but timers are disabled. Call `enable_time` on the runtime \
         builder to enable timers."
    );
}
