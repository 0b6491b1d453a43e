//! How a lock is taken.

use std::panic::Location;
use std::sync::Arc;

use interleave::Op;
use tokio::sync::TryLockError;

use super::lock::RwLock;
use super::read::{OwnedRwLockReadGuard, RwLockReadGuard};
use super::write::{OwnedRwLockWriteGuard, RwLockWriteGuard};
use crate::runtime;
use crate::sync::errors;
use crate::sync::held::{self, HasPermits, Held};

impl<T: ?Sized> RwLock<T> {
    /// Waits until it is this task's turn and no writer is inside, then reads. A future that is
    /// dropped before that loses its place.
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = RwLockReadGuard<'_, T>> {
        let place = Location::caller();
        async move { self.reading(turn(self, self.op("read", place), 1).await) }
    }

    /// As [`RwLock::read`]; the guard keeps the lock alive.
    #[track_caller]
    pub fn read_owned(self: Arc<Self>) -> impl Future<Output = OwnedRwLockReadGuard<T>> {
        let place = Location::caller();
        async move {
            let op = self.op("read_owned", place);
            reading_owned(turn(self, op, 1).await)
        }
    }

    /// As [`RwLock::read`]; blocks the thread.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_read(&self) -> RwLockReadGuard<'_, T> {
        let op = self.op("blocking_read", Location::caller());
        self.reading(runtime::block_on_here(op, turn(self, op, 1)))
    }

    /// Reads, if no writer is inside and nobody stands in line.
    ///
    /// # Errors
    /// If not.
    #[track_caller]
    pub fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError> {
        let op = self.op("try_read", Location::caller());
        try_turn(self, op, 1).map(|held| self.reading(held))
    }

    /// As [`RwLock::try_read`]; the guard keeps the lock alive.
    ///
    /// # Errors
    /// If a writer is inside, or somebody stands in line.
    #[track_caller]
    pub fn try_read_owned(self: Arc<Self>) -> Result<OwnedRwLockReadGuard<T>, TryLockError> {
        let op = self.op("try_read_owned", Location::caller());
        try_turn(self, op, 1).map(reading_owned)
    }

    /// Waits until it is this task's turn and nobody is inside, then writes. A future that is
    /// dropped before that loses its place.
    #[track_caller]
    pub fn write(&self) -> impl Future<Output = RwLockWriteGuard<'_, T>> {
        let place = Location::caller();
        async move {
            let op = self.op("write", place);
            self.writing(turn(self, op, self.max_readers()).await)
        }
    }

    /// As [`RwLock::write`]; the guard keeps the lock alive.
    #[track_caller]
    pub fn write_owned(self: Arc<Self>) -> impl Future<Output = OwnedRwLockWriteGuard<T>> {
        let place = Location::caller();
        async move {
            let (op, all) = (self.op("write_owned", place), self.max_readers());
            OwnedRwLockWriteGuard::new(turn(self, op, all).await)
        }
    }

    /// As [`RwLock::write`]; blocks the thread.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_write(&self) -> RwLockWriteGuard<'_, T> {
        let op = self.op("blocking_write", Location::caller());
        self.writing(runtime::block_on_here(op, turn(self, op, self.max_readers())))
    }

    /// Writes, if nobody is inside.
    ///
    /// # Errors
    /// If somebody is.
    #[track_caller]
    pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError> {
        let op = self.op("try_write", Location::caller());
        try_turn(self, op, self.max_readers()).map(|held| self.writing(held))
    }

    /// As [`RwLock::try_write`]; the guard keeps the lock alive.
    ///
    /// # Errors
    /// If somebody is inside.
    #[track_caller]
    pub fn try_write_owned(self: Arc<Self>) -> Result<OwnedRwLockWriteGuard<T>, TryLockError> {
        let (op, all) = (self.op("try_write_owned", Location::caller()), self.max_readers());
        try_turn(self, op, all).map(OwnedRwLockWriteGuard::new)
    }

    fn reading<'a>(&'a self, held: Held<&'a Self>) -> RwLockReadGuard<'a, T> {
        RwLockReadGuard::new(held.with(HasPermits::permits), self.data())
    }

    fn writing<'a>(&'a self, held: Held<&'a Self>) -> RwLockWriteGuard<'a, T> {
        RwLockWriteGuard::new(held.with(HasPermits::permits), self.data())
    }
}

fn reading_owned<T: ?Sized>(held: Held<Arc<RwLock<T>>>) -> OwnedRwLockReadGuard<T> {
    let data = held.from().data();
    OwnedRwLockReadGuard::new(held, data)
}

async fn turn<P: HasPermits>(lock: P, op: Op, permits: u32) -> Held<P> {
    held::take(lock, op, "unlock", permits).await.expect("the semaphore is never closed")
}

fn try_turn<P: HasPermits>(lock: P, op: Op, permits: u32) -> Result<Held<P>, TryLockError> {
    held::try_take(lock, op, "unlock", permits).map_err(|_| errors::would_block())
}
