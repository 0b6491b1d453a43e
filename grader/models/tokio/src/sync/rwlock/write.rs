//! Guards of writers.

use std::marker::PhantomData;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::lock::RwLock;
use super::mapped::{OwnedRwLockMappedWriteGuard, RwLockMappedWriteGuard};
use super::read::{OwnedRwLockReadGuard, RwLockReadGuard};
use crate::sync::as_the_data;
use crate::sync::held::Held;

/// Writes in an [`RwLock`] until dropped.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    held: Held<&'a Semaphore>,
    data: *mut T,
    part: PhantomData<&'a mut T>,
}

/// Writes in an [`RwLock`] in an [`Arc`] until dropped.
pub struct OwnedRwLockWriteGuard<T: ?Sized> {
    held: Held<Arc<RwLock<T>>>,
    part: PhantomData<T>,
}

// SAFETY: as tokio's: the guard stands for the `&mut T` that it gives.
unsafe impl<T: ?Sized + Send + Sync> Send for RwLockWriteGuard<'_, T> {}
// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLockWriteGuard<'_, T> {}
// SAFETY: the guard stands for the `&mut T` that it gives, and may be the last owner of the lock.
unsafe impl<T: ?Sized + Send + Sync> Send for OwnedRwLockWriteGuard<T> {}
// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Send + Sync> Sync for OwnedRwLockWriteGuard<T> {}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    pub(super) fn new(held: Held<&'a Semaphore>, data: *mut T) -> Self {
        Self { held, data, part: PhantomData }
    }

    /// A guard of a part of the data.
    #[inline]
    pub fn map<F, U: ?Sized>(mut this: Self, f: F) -> RwLockMappedWriteGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        let data = &raw mut *f(&mut this);
        RwLockMappedWriteGuard::new(this.held, data)
    }

    /// A guard of a part of the data, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_map<F, U: ?Sized>(
        mut this: Self,
        f: F,
    ) -> Result<RwLockMappedWriteGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
    {
        match f(&mut this).map(std::ptr::from_mut) {
            Some(data) => Ok(RwLockMappedWriteGuard::new(this.held, data)),
            None => Err(this),
        }
    }

    /// Goes on reading a part of the data, without letting another writer in.
    #[inline]
    pub fn downgrade_map<F, U: ?Sized>(this: Self, f: F) -> RwLockReadGuard<'a, U>
    where
        F: FnOnce(&T) -> &U,
    {
        let data = &raw const *f(&this);
        this.reads(data)
    }

    /// Goes on reading a part of the data, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_downgrade_map<F, U: ?Sized>(this: Self, f: F) -> Result<RwLockReadGuard<'a, U>, Self>
    where
        F: FnOnce(&T) -> Option<&U>,
    {
        match f(&this).map(std::ptr::from_ref) {
            Some(data) => Ok(this.reads(data)),
            None => Err(this),
        }
    }

    /// As a mapped guard of all of the data.
    #[inline]
    pub fn into_mapped(this: Self) -> RwLockMappedWriteGuard<'a, T> {
        Self::map(this, |data| data)
    }

    /// Goes on reading, without letting another writer in.
    pub fn downgrade(self) -> RwLockReadGuard<'a, T> {
        let data = self.data;
        self.reads(data)
    }

    fn reads<U: ?Sized>(self, data: *const U) -> RwLockReadGuard<'a, U> {
        let Self { mut held, .. } = self;
        held.keep_one("downgrade");
        RwLockReadGuard::new(held, data)
    }

    fn data(&self) -> *mut T {
        self.data
    }
}

impl<T: ?Sized> OwnedRwLockWriteGuard<T> {
    pub(super) fn new(held: Held<Arc<RwLock<T>>>) -> Self {
        Self { held, part: PhantomData }
    }

    /// A guard of a part of the data.
    #[inline]
    pub fn map<F, U: ?Sized>(mut this: Self, f: F) -> OwnedRwLockMappedWriteGuard<T, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        let data = &raw mut *f(&mut this);
        OwnedRwLockMappedWriteGuard::new(this.held, data)
    }

    /// A guard of a part of the data, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_map<F, U: ?Sized>(
        mut this: Self,
        f: F,
    ) -> Result<OwnedRwLockMappedWriteGuard<T, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
    {
        match f(&mut this).map(std::ptr::from_mut) {
            Some(data) => Ok(OwnedRwLockMappedWriteGuard::new(this.held, data)),
            None => Err(this),
        }
    }

    /// Goes on reading a part of the data, without letting another writer in.
    #[inline]
    pub fn downgrade_map<F, U: ?Sized>(this: Self, f: F) -> OwnedRwLockReadGuard<T, U>
    where
        F: FnOnce(&T) -> &U,
    {
        let data = &raw const *f(&this);
        this.reads(data)
    }

    /// Goes on reading a part of the data, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_downgrade_map<F, U: ?Sized>(
        this: Self,
        f: F,
    ) -> Result<OwnedRwLockReadGuard<T, U>, Self>
    where
        F: FnOnce(&T) -> Option<&U>,
    {
        match f(&this).map(std::ptr::from_ref) {
            Some(data) => Ok(this.reads(data)),
            None => Err(this),
        }
    }

    /// As a mapped guard of all of the data.
    #[inline]
    pub fn into_mapped(this: Self) -> OwnedRwLockMappedWriteGuard<T> {
        Self::map(this, |data| data)
    }

    /// Goes on reading, without letting another writer in.
    pub fn downgrade(self) -> OwnedRwLockReadGuard<T> {
        let data = self.data();
        self.reads(data)
    }

    /// The lock.
    pub fn rwlock(this: &Self) -> &Arc<RwLock<T>> {
        this.held.from()
    }

    fn reads<U: ?Sized>(self, data: *const U) -> OwnedRwLockReadGuard<T, U> {
        let Self { mut held, .. } = self;
        held.keep_one("downgrade");
        OwnedRwLockReadGuard::new(held, data)
    }

    fn data(&self) -> *mut T {
        self.held.from().data()
    }
}

as_the_data::exclusive! {
    for<'a, T> RwLockWriteGuard<'a, T> => T;
    for<T> OwnedRwLockWriteGuard<T> => T;
}
