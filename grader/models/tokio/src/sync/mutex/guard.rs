//! Guards of all of a mutex's data.

use std::sync::Arc;

use super::lock::Mutex;
use super::mapped::{MappedMutexGuard, OwnedMappedMutexGuard};
use crate::sync::as_the_data;
use crate::sync::held::{HasPermits, Held};

/// Holds a [`Mutex`]; gives it back when dropped.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    held: Held<&'a Mutex<T>>,
}

/// Holds a [`Mutex`] in an [`Arc`]; gives it back when dropped.
pub struct OwnedMutexGuard<T: ?Sized> {
    held: Held<Arc<Mutex<T>>>,
}

// SAFETY: as tokio's: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Send + Sync> Sync for MutexGuard<'_, T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for OwnedMutexGuard<T> {}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub(super) fn new(held: Held<&'a Mutex<T>>) -> Self {
        Self { held }
    }

    /// A guard of a part of the data.
    #[inline]
    pub fn map<U, F>(mut this: Self, f: F) -> MappedMutexGuard<'a, U>
    where
        U: ?Sized,
        F: FnOnce(&mut T) -> &mut U,
    {
        let data = &raw mut *f(&mut this);
        MappedMutexGuard::new(this.held.with(HasPermits::permits), data)
    }

    /// A guard of a part of the data, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_map<U, F>(mut this: Self, f: F) -> Result<MappedMutexGuard<'a, U>, Self>
    where
        U: ?Sized,
        F: FnOnce(&mut T) -> Option<&mut U>,
    {
        match f(&mut this).map(std::ptr::from_mut) {
            Some(data) => Ok(MappedMutexGuard::new(this.held.with(HasPermits::permits), data)),
            None => Err(this),
        }
    }

    /// The mutex.
    #[inline]
    pub fn mutex(this: &Self) -> &'a Mutex<T> {
        this.held.from()
    }

    fn data(&self) -> *mut T {
        self.held.from().data()
    }
}

impl<T: ?Sized> OwnedMutexGuard<T> {
    pub(super) fn new(held: Held<Arc<Mutex<T>>>) -> Self {
        Self { held }
    }

    /// A guard of a part of the data.
    #[inline]
    pub fn map<U, F>(mut this: Self, f: F) -> OwnedMappedMutexGuard<T, U>
    where
        U: ?Sized,
        F: FnOnce(&mut T) -> &mut U,
    {
        let data = &raw mut *f(&mut this);
        OwnedMappedMutexGuard::new(this.held, data)
    }

    /// A guard of a part of the data, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_map<U, F>(mut this: Self, f: F) -> Result<OwnedMappedMutexGuard<T, U>, Self>
    where
        U: ?Sized,
        F: FnOnce(&mut T) -> Option<&mut U>,
    {
        match f(&mut this).map(std::ptr::from_mut) {
            Some(data) => Ok(OwnedMappedMutexGuard::new(this.held, data)),
            None => Err(this),
        }
    }

    /// The mutex.
    #[inline]
    pub fn mutex(this: &Self) -> &Arc<Mutex<T>> {
        this.held.from()
    }

    fn data(&self) -> *mut T {
        self.held.from().data()
    }
}

as_the_data::exclusive! {
    for<'a, T> MutexGuard<'a, T> => T;
    for<T> OwnedMutexGuard<T> => T;
}
