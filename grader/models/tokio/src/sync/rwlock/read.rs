//! Guards of readers.

use std::marker::PhantomData;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::lock::RwLock;
use crate::sync::as_the_data;
use crate::sync::held::Held;

/// Reads in an [`RwLock`] until dropped.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    held: Held<&'a Semaphore>,
    data: *const T,
    part: PhantomData<&'a T>,
}

/// Reads in an [`RwLock`] in an [`Arc`] until dropped.
pub struct OwnedRwLockReadGuard<T: ?Sized, U: ?Sized = T> {
    held: Held<Arc<RwLock<T>>>,
    data: *const U,
}

// SAFETY: as tokio's: the guard stands for the `&T` that it gives.
unsafe impl<T: ?Sized + Sync> Send for RwLockReadGuard<'_, T> {}
// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLockReadGuard<'_, T> {}
// SAFETY: the guard stands for the `&U` that it gives, and may be the last owner of the lock.
unsafe impl<T: ?Sized + Send + Sync, U: ?Sized + Sync> Send for OwnedRwLockReadGuard<T, U> {}
// SAFETY: a shared guard only gives `&U`.
unsafe impl<T: ?Sized + Send + Sync, U: ?Sized + Send + Sync> Sync for OwnedRwLockReadGuard<T, U> {}

impl<'a, T: ?Sized> RwLockReadGuard<'a, T> {
    pub(super) fn new(held: Held<&'a Semaphore>, data: *const T) -> Self {
        Self { held, data, part: PhantomData }
    }

    /// A guard of a part of the data.
    #[inline]
    pub fn map<F, U: ?Sized>(this: Self, f: F) -> RwLockReadGuard<'a, U>
    where
        F: FnOnce(&T) -> &U,
    {
        let data = &raw const *f(&this);
        RwLockReadGuard::new(this.held, data)
    }

    /// A guard of a part of the data, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_map<F, U: ?Sized>(this: Self, f: F) -> Result<RwLockReadGuard<'a, U>, Self>
    where
        F: FnOnce(&T) -> Option<&U>,
    {
        match f(&this).map(std::ptr::from_ref) {
            Some(data) => Ok(RwLockReadGuard::new(this.held, data)),
            None => Err(this),
        }
    }

    fn data(&self) -> *const T {
        self.data
    }
}

impl<T: ?Sized, U: ?Sized> OwnedRwLockReadGuard<T, U> {
    pub(super) fn new(held: Held<Arc<RwLock<T>>>, data: *const U) -> Self {
        Self { held, data }
    }

    /// A guard of a part of the data.
    #[inline]
    pub fn map<F, V: ?Sized>(this: Self, f: F) -> OwnedRwLockReadGuard<T, V>
    where
        F: FnOnce(&U) -> &V,
    {
        let data = &raw const *f(&this);
        OwnedRwLockReadGuard::new(this.held, data)
    }

    /// A guard of a part of the data, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_map<F, V: ?Sized>(this: Self, f: F) -> Result<OwnedRwLockReadGuard<T, V>, Self>
    where
        F: FnOnce(&U) -> Option<&V>,
    {
        match f(&this).map(std::ptr::from_ref) {
            Some(data) => Ok(OwnedRwLockReadGuard::new(this.held, data)),
            None => Err(this),
        }
    }

    /// The lock.
    pub fn rwlock(this: &Self) -> &Arc<RwLock<T>> {
        this.held.from()
    }

    fn data(&self) -> *const U {
        self.data
    }
}

as_the_data::shared! {
    for<'a, T> RwLockReadGuard<'a, T> => T;
    for<T, U> OwnedRwLockReadGuard<T, U> => U;
}
