//! Permits of a semaphore.

use std::fmt;
use std::sync::Arc;

use super::count::Semaphore;
use crate::sync::held::Held;

/// Permits of a [`Semaphore`]; gives them back when dropped.
#[must_use]
pub struct SemaphorePermit<'a> {
    held: Held<&'a Semaphore>,
}

/// Permits of a [`Semaphore`] in an [`Arc`]; gives them back when dropped.
#[must_use]
pub struct OwnedSemaphorePermit {
    held: Held<Arc<Semaphore>>,
}

impl<'a> SemaphorePermit<'a> {
    pub(super) fn new(held: Held<&'a Semaphore>) -> Self {
        Self { held }
    }

    /// Keeps the permits for ever.
    pub fn forget(self) {
        self.held.forget();
    }

    /// Adds another's permits to these.
    ///
    /// # Panics
    /// If they are of another semaphore.
    #[track_caller]
    pub fn merge(&mut self, other: Self) {
        assert!(
            std::ptr::eq(*self.held.from(), *other.held.from()),
            "merging permits from different semaphore instances"
        );
        self.held.merge(other.held);
    }

    /// Takes `n` of these permits apart, if there are as many.
    pub fn split(&mut self, n: usize) -> Option<Self> {
        self.held.split(n).map(Self::new)
    }

    /// The semaphore.
    pub fn semaphore(&self) -> &Semaphore {
        self.held.from()
    }

    /// How many permits these are.
    pub fn num_permits(&self) -> usize {
        self.held.count()
    }
}

impl OwnedSemaphorePermit {
    pub(super) fn new(held: Held<Arc<Semaphore>>) -> Self {
        Self { held }
    }

    /// Keeps the permits for ever.
    pub fn forget(self) {
        self.held.forget();
    }

    /// Adds another's permits to these.
    ///
    /// # Panics
    /// If they are of another semaphore.
    #[track_caller]
    pub fn merge(&mut self, other: Self) {
        assert!(
            Arc::ptr_eq(self.held.from(), other.held.from()),
            "merging permits from different semaphore instances"
        );
        self.held.merge(other.held);
    }

    /// Takes `n` of these permits apart, if there are as many.
    pub fn split(&mut self, n: usize) -> Option<Self> {
        self.held.split(n).map(Self::new)
    }

    /// The semaphore.
    pub fn semaphore(&self) -> &Arc<Semaphore> {
        self.held.from()
    }

    /// How many permits these are.
    pub fn num_permits(&self) -> usize {
        self.held.count()
    }
}

impl fmt::Debug for SemaphorePermit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SemaphorePermit")
            .field("sem", self.held.from())
            .field("permits", &self.held.count())
            .finish()
    }
}

impl fmt::Debug for OwnedSemaphorePermit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedSemaphorePermit")
            .field("sem", self.held.from())
            .field("permits", &self.held.count())
            .finish()
    }
}
