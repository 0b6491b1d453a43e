//! How permits are acquired.

use std::panic::Location;
use std::sync::Arc;

use tokio::sync::{AcquireError, TryAcquireError};

use super::count::Semaphore;
use super::permits::{OwnedSemaphorePermit, SemaphorePermit};
use crate::runtime;
use crate::sync::held;

/// The verb of giving permits back.
const BACK: &str = "release";

impl Semaphore {
    /// Waits for a permit. A future that is dropped before that loses its place.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire(&self) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        self.waits("acquire", 1, Location::caller())
    }

    /// Waits for `n` permits. A future that is dropped before that loses its place, and gives back
    /// what it has collected.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire_many(
        &self,
        n: u32,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        self.waits("acquire_many", n, Location::caller())
    }

    /// Takes a permit, if there is one.
    ///
    /// # Errors
    /// If there is none, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        let op = self.op("try_acquire", Location::caller());
        held::try_take(self, op, BACK, 1).map(SemaphorePermit::new)
    }

    /// Takes `n` permits, if there are as many.
    ///
    /// # Errors
    /// If there are not, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many(&self, n: u32) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        let op = self.op("try_acquire_many", Location::caller());
        held::try_take(self, op, BACK, n).map(SemaphorePermit::new)
    }

    /// As [`Semaphore::acquire`]; blocks the thread.
    ///
    /// # Errors
    /// If the semaphore is closed.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_acquire(&self) -> Result<SemaphorePermit<'_>, AcquireError> {
        let op = self.op("blocking_acquire", Location::caller());
        runtime::block_on_here(op, self.waits(op.verb, 1, op.place))
    }

    /// As [`Semaphore::acquire_many`]; blocks the thread.
    ///
    /// # Errors
    /// If the semaphore is closed.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_acquire_many(&self, n: u32) -> Result<SemaphorePermit<'_>, AcquireError> {
        let op = self.op("blocking_acquire_many", Location::caller());
        runtime::block_on_here(op, self.waits(op.verb, n, op.place))
    }

    /// As [`Semaphore::acquire`]; the permit keeps the semaphore alive.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire_owned(
        self: Arc<Self>,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        self.waits_owned("acquire_owned", 1, Location::caller())
    }

    /// As [`Semaphore::acquire_many`]; the permits keep the semaphore alive.
    ///
    /// # Errors
    /// If the semaphore is closed.
    #[track_caller]
    pub fn acquire_many_owned(
        self: Arc<Self>,
        n: u32,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        self.waits_owned("acquire_many_owned", n, Location::caller())
    }

    /// As [`Semaphore::try_acquire`]; the permit keeps the semaphore alive.
    ///
    /// # Errors
    /// If there is none, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        let op = self.op("try_acquire_owned", Location::caller());
        held::try_take(self, op, BACK, 1).map(OwnedSemaphorePermit::new)
    }

    /// As [`Semaphore::try_acquire_many`]; the permits keep the semaphore alive.
    ///
    /// # Errors
    /// If there are not as many, or the semaphore is closed.
    #[track_caller]
    pub fn try_acquire_many_owned(
        self: Arc<Self>,
        n: u32,
    ) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        let op = self.op("try_acquire_many_owned", Location::caller());
        held::try_take(self, op, BACK, n).map(OwnedSemaphorePermit::new)
    }

    /// As [`Semaphore::acquire_owned`]; blocks the thread.
    ///
    /// # Errors
    /// If the semaphore is closed.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, AcquireError> {
        let op = self.op("blocking_acquire_owned", Location::caller());
        runtime::block_on_here(op, self.waits_owned(op.verb, 1, op.place))
    }

    /// As [`Semaphore::acquire_many_owned`]; blocks the thread.
    ///
    /// # Errors
    /// If the semaphore is closed.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_acquire_many_owned(
        self: Arc<Self>,
        n: u32,
    ) -> Result<OwnedSemaphorePermit, AcquireError> {
        let op = self.op("blocking_acquire_many_owned", Location::caller());
        runtime::block_on_here(op, self.waits_owned(op.verb, n, op.place))
    }

    async fn waits(
        &self,
        verb: &'static str,
        n: u32,
        place: &'static Location<'static>,
    ) -> Result<SemaphorePermit<'_>, AcquireError> {
        held::take(self, self.op(verb, place), BACK, n).await.map(SemaphorePermit::new)
    }

    async fn waits_owned(
        self: Arc<Self>,
        verb: &'static str,
        n: u32,
        place: &'static Location<'static>,
    ) -> Result<OwnedSemaphorePermit, AcquireError> {
        let op = self.op(verb, place);
        held::take(self, op, BACK, n).await.map(OwnedSemaphorePermit::new)
    }
}
