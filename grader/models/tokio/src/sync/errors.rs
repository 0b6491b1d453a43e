//! tokio's error types that only tokio can make: so they are had from it.

use tokio::sync::{Mutex, TryLockError, watch};

/// What `try_lock` says when it would have to wait.
pub(super) fn would_block() -> TryLockError {
    let mutex = Mutex::new(());
    let _taken = mutex.try_lock();
    mutex.try_lock().expect_err("it is taken")
}

/// What the receiver of a watch channel says when there is no sender.
pub(super) fn no_sender() -> watch::error::RecvError {
    let (sender, receiver) = watch::channel(());
    drop(sender);
    receiver.has_changed().expect_err("it is closed")
}
