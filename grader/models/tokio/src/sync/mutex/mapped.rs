//! Guards of a part of a mutex's data.

use std::marker::PhantomData;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::lock::Mutex;
use crate::sync::as_the_data;
use crate::sync::held::Held;

/// Holds a [`Mutex`] and refers to a part of its data.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MappedMutexGuard<'a, T: ?Sized> {
    held: Held<&'a Semaphore>,
    data: *mut T,
    part: PhantomData<&'a mut T>,
}

/// Holds a [`Mutex`] in an [`Arc`] and refers to a part of its data.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct OwnedMappedMutexGuard<T: ?Sized, U: ?Sized = T> {
    held: Held<Arc<Mutex<T>>>,
    data: *mut U,
}

// SAFETY: as tokio's: the guard stands for the `&mut T` that it gives.
unsafe impl<T: ?Sized + Send> Send for MappedMutexGuard<'_, T> {}
// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Sync> Sync for MappedMutexGuard<'_, T> {}
// SAFETY: the guard stands for the `&mut U` that it gives, and may be the last owner of the mutex.
unsafe impl<T: ?Sized + Send, U: ?Sized + Send> Send for OwnedMappedMutexGuard<T, U> {}
// SAFETY: a shared guard only gives `&U`.
unsafe impl<T: ?Sized + Send + Sync, U: ?Sized + Send + Sync> Sync for OwnedMappedMutexGuard<T, U> {}

impl<'a, T: ?Sized> MappedMutexGuard<'a, T> {
    pub(super) fn new(held: Held<&'a Semaphore>, data: *mut T) -> Self {
        Self { held, data, part: PhantomData }
    }

    /// A guard of a part of the part.
    #[inline]
    pub fn map<U, F>(mut this: Self, f: F) -> MappedMutexGuard<'a, U>
    where
        F: FnOnce(&mut T) -> &mut U,
    {
        let data = &raw mut *f(&mut this);
        MappedMutexGuard::new(this.held, data)
    }

    /// A guard of a part of the part, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_map<U, F>(mut this: Self, f: F) -> Result<MappedMutexGuard<'a, U>, Self>
    where
        F: FnOnce(&mut T) -> Option<&mut U>,
    {
        match f(&mut this).map(std::ptr::from_mut) {
            Some(data) => Ok(MappedMutexGuard::new(this.held, data)),
            None => Err(this),
        }
    }

    fn data(&self) -> *mut T {
        self.data
    }
}

impl<T: ?Sized, U: ?Sized> OwnedMappedMutexGuard<T, U> {
    pub(super) fn new(held: Held<Arc<Mutex<T>>>, data: *mut U) -> Self {
        Self { held, data }
    }

    /// A guard of a part of the part.
    #[inline]
    pub fn map<S, F>(mut this: Self, f: F) -> OwnedMappedMutexGuard<T, S>
    where
        F: FnOnce(&mut U) -> &mut S,
    {
        let data = &raw mut *f(&mut this);
        OwnedMappedMutexGuard::new(this.held, data)
    }

    /// A guard of a part of the part, if there is one.
    ///
    /// # Errors
    /// The guard itself, if there is none.
    #[inline]
    pub fn try_map<S, F>(mut this: Self, f: F) -> Result<OwnedMappedMutexGuard<T, S>, Self>
    where
        F: FnOnce(&mut U) -> Option<&mut S>,
    {
        match f(&mut this).map(std::ptr::from_mut) {
            Some(data) => Ok(OwnedMappedMutexGuard::new(this.held, data)),
            None => Err(this),
        }
    }

    fn data(&self) -> *mut U {
        self.data
    }
}

as_the_data::exclusive! {
    for<'a, T> MappedMutexGuard<'a, T> => T;
    for<T, U> OwnedMappedMutexGuard<T, U> => U;
}
