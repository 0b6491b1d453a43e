//! Guards of writers that refer to a part of the data.

use std::marker::PhantomData;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::lock::RwLock;
use crate::sync::as_the_data;
use crate::sync::held::Held;

/// Writes in an [`RwLock`] until dropped, and refers to a part of its data.
pub struct RwLockMappedWriteGuard<'a, T: ?Sized> {
    held: Held<&'a Semaphore>,
    data: *mut T,
    part: PhantomData<&'a mut T>,
}

/// Writes in an [`RwLock`] in an [`Arc`] until dropped, and refers to a part of its data.
pub struct OwnedRwLockMappedWriteGuard<T: ?Sized, U: ?Sized = T> {
    held: Held<Arc<RwLock<T>>>,
    data: *mut U,
}

// SAFETY: as tokio's: the guard stands for the `&mut T` that it gives.
unsafe impl<T: ?Sized + Send + Sync> Send for RwLockMappedWriteGuard<'_, T> {}
// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLockMappedWriteGuard<'_, T> {}
// SAFETY: the guard stands for the `&mut U` that it gives, and may be the last owner of the lock.
unsafe impl<T, U> Send for OwnedRwLockMappedWriteGuard<T, U>
where
    T: ?Sized + Send + Sync,
    U: ?Sized + Send + Sync,
{
}
// SAFETY: a shared guard only gives `&U`.
unsafe impl<T, U> Sync for OwnedRwLockMappedWriteGuard<T, U>
where
    T: ?Sized + Send + Sync,
    U: ?Sized + Send + Sync,
{
}

impl<'a, T: ?Sized> RwLockMappedWriteGuard<'a, T> {
    pub(super) fn new(held: Held<&'a Semaphore>, data: *mut T) -> Self {
        Self { held, data, part: PhantomData }
    }

    /// A guard of a part of the part.
    #[inline]
    pub fn map<F, U: ?Sized>(mut this: Self, f: F) -> RwLockMappedWriteGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        let data = &raw mut *f(&mut this);
        RwLockMappedWriteGuard::new(this.held, data)
    }

    /// A guard of a part of the part, if there is one.
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

    fn data(&self) -> *mut T {
        self.data
    }
}

impl<T: ?Sized, U: ?Sized> OwnedRwLockMappedWriteGuard<T, U> {
    pub(super) fn new(held: Held<Arc<RwLock<T>>>, data: *mut U) -> Self {
        Self { held, data }
    }

    /// A guard of a part of the part.
    #[inline]
    pub fn map<F, V: ?Sized>(mut this: Self, f: F) -> OwnedRwLockMappedWriteGuard<T, V>
    where
        F: FnOnce(&mut U) -> &mut V,
    {
        let data = &raw mut *f(&mut this);
        OwnedRwLockMappedWriteGuard::new(this.held, data)
    }

    /// A guard of a part of the part, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_map<F, V: ?Sized>(
        mut this: Self,
        f: F,
    ) -> Result<OwnedRwLockMappedWriteGuard<T, V>, Self>
    where
        F: FnOnce(&mut U) -> Option<&mut V>,
    {
        match f(&mut this).map(std::ptr::from_mut) {
            Some(data) => Ok(OwnedRwLockMappedWriteGuard::new(this.held, data)),
            None => Err(this),
        }
    }

    /// The lock.
    pub fn rwlock(this: &Self) -> &Arc<RwLock<T>> {
        this.held.from()
    }

    fn data(&self) -> *mut U {
        self.data
    }
}

as_the_data::exclusive! {
    for<'a, T> RwLockMappedWriteGuard<'a, T> => T;
    for<T, U> OwnedRwLockMappedWriteGuard<T, U> => U;
}
