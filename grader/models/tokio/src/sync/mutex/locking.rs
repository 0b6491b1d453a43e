//! How a mutex is locked.

use std::panic::Location;
use std::sync::Arc;

use interleave::Op;
use tokio::sync::TryLockError;

use super::guard::{MutexGuard, OwnedMutexGuard};
use super::lock::Mutex;
use crate::runtime;
use crate::sync::errors;
use crate::sync::held::{self, Held};

impl<T: ?Sized> Mutex<T> {
    /// Waits until it is this task's turn, and takes the mutex. A future that is dropped before
    /// that loses its place.
    #[track_caller]
    pub fn lock(&self) -> impl Future<Output = MutexGuard<'_, T>> {
        let place = Location::caller();
        async move { MutexGuard::new(turn(self, self.op("lock", place)).await) }
    }

    /// As [`Mutex::lock`]; the guard keeps the mutex alive.
    #[track_caller]
    pub fn lock_owned(self: Arc<Self>) -> impl Future<Output = OwnedMutexGuard<T>> {
        let place = Location::caller();
        async move {
            let op = self.op("lock_owned", place);
            OwnedMutexGuard::new(turn(self, op).await)
        }
    }

    /// As [`Mutex::lock`]; blocks the thread.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_lock(&self) -> MutexGuard<'_, T> {
        let op = self.op("blocking_lock", Location::caller());
        MutexGuard::new(runtime::block_on_here(op, turn(self, op)))
    }

    /// As [`Mutex::lock_owned`]; blocks the thread.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T> {
        let op = self.op("blocking_lock_owned", Location::caller());
        OwnedMutexGuard::new(runtime::block_on_here(op, turn(self, op)))
    }

    /// Takes the mutex if it is free and nobody stands in line.
    ///
    /// # Errors
    /// If it is not.
    #[track_caller]
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        let op = self.op("try_lock", Location::caller());
        try_turn(self, op).map(MutexGuard::new)
    }

    /// As [`Mutex::try_lock`]; the guard keeps the mutex alive.
    ///
    /// # Errors
    /// If it is not free.
    #[track_caller]
    pub fn try_lock_owned(self: Arc<Self>) -> Result<OwnedMutexGuard<T>, TryLockError> {
        let op = self.op("try_lock_owned", Location::caller());
        try_turn(self, op).map(OwnedMutexGuard::new)
    }
}

async fn turn<P: held::HasPermits>(mutex: P, op: Op) -> Held<P> {
    held::take(mutex, op, "unlock", 1).await.expect("the semaphore is never closed")
}

fn try_turn<P: held::HasPermits>(mutex: P, op: Op) -> Result<Held<P>, TryLockError> {
    held::try_take(mutex, op, "unlock", 1).map_err(|_| errors::would_block())
}
