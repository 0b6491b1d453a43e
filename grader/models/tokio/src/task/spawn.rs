//! [`tokio::task::spawn`](https://docs.rs/tokio/latest/tokio/task/fn.spawn.html) and its siblings for
//! code that may block.

use std::panic::Location;

use super::JoinHandle;
use crate::runtime::{self, Handle};

/// Starts a task on the current runtime.
///
/// # Panics
/// Outside of a runtime.
#[track_caller]
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    Handle::current().spawn(future)
}

/// Runs a body that may block on a thread of its own.
///
/// # Panics
/// Outside of a runtime.
#[track_caller]
pub fn spawn_blocking<F, R>(body: F) -> JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    Handle::current().spawn_blocking(body)
}

/// Runs a body that may block here; another thread becomes the worker meanwhile.
///
/// # Panics
/// On a current-thread runtime.
#[track_caller]
pub fn block_in_place<F, R>(body: F) -> R
where
    F: FnOnce() -> R,
{
    runtime::in_place(Location::caller(), body)
}
