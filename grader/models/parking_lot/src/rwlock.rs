//! [`parking_lot::RwLock`](https://docs.rs/parking_lot/0.12/parking_lot/type.RwLock.html).

use crate::{RawRwLock, lock_api};

/// Many readers or one writer; a writer that waits keeps new readers out. Nothing is poisoned.
pub type RwLock<T> = lock_api::RwLock<RawRwLock, T>;

/// Reads in a [`RwLock`] until dropped.
pub type RwLockReadGuard<'a, T> = lock_api::RwLockReadGuard<'a, RawRwLock, T>;

/// Writes in a [`RwLock`] until dropped.
pub type RwLockWriteGuard<'a, T> = lock_api::RwLockWriteGuard<'a, RawRwLock, T>;

/// Reads in a [`RwLock`] until dropped, and may become a writer.
pub type RwLockUpgradableReadGuard<'a, T> = lock_api::RwLockUpgradableReadGuard<'a, RawRwLock, T>;

/// Reads in a [`RwLock`], and refers to a part of its data.
pub type MappedRwLockReadGuard<'a, T> = lock_api::MappedRwLockReadGuard<'a, RawRwLock, T>;

/// Writes in a [`RwLock`], and refers to a part of its data.
pub type MappedRwLockWriteGuard<'a, T> = lock_api::MappedRwLockWriteGuard<'a, RawRwLock, T>;

/// A free lock around the data.
pub const fn const_rwlock<T>(val: T) -> RwLock<T> {
    RwLock::const_new(<RawRwLock as lock_api::RawRwLock>::INIT, val)
}
