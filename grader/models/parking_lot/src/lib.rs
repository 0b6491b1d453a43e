//! The model of `parking_lot` 0.12: its paths and promises, on the deterministic scheduler
//! `interleave`. What `model-std` says of all models holds here too.
//!
//! All guards are those of the real `lock_api`, on raw locks of our own (`raw`), so what a guard can
//! do is what it really can. The three generic locks stand in between ([`lock_api`] says why).
//!
//! How the promises of `parking_lot`'s pages are read:
//!
//! - **An unlock is unfair**: whoever comes may take the lock, before those who wait. *Eventual
//!   fairness* changes nothing: nobody can tell when it strikes. `unlock_fair`, `unlocked_fair` and
//!   `bump` hand the lock over to somebody who waits, if there is anybody.
//! - **`RwLock` is task-fair**: a writer that waits for readers to leave keeps new readers out,
//!   except those of `read_recursive` while others read. So a `read` inside a `read` deadlocks when a
//!   writer comes in between, and that is found.
//! - **`Condvar` has no spurious wake-ups**; which waiter `notify_one` wakes is open.
//! - Nothing is poisoned but a `Once`.
//!
//! Left out: the `deadlock` module (an optional feature; the engine finds every deadlock itself).

#![deny(missing_docs)]

pub mod lock_api;

mod condvar;
mod fair_mutex;
mod mutex;
mod once;
mod raw;
mod remutex;
mod rwlock;

pub use ::lock_api::{
    ArcMutexGuard, ArcReentrantMutexGuard, ArcRwLockReadGuard, ArcRwLockUpgradableReadGuard,
    ArcRwLockWriteGuard,
};
pub use ::parking_lot::OnceState;
pub use condvar::{Condvar, WaitTimeoutResult};
pub use fair_mutex::{FairMutex, FairMutexGuard, MappedFairMutexGuard, const_fair_mutex};
pub use mutex::{MappedMutexGuard, Mutex, MutexGuard, const_mutex};
pub use once::Once;
pub use raw::{RawFairMutex, RawMutex, RawRwLock};
pub use remutex::{
    MappedReentrantMutexGuard, RawThreadId, ReentrantMutex, ReentrantMutexGuard,
    const_reentrant_mutex,
};
pub use rwlock::{
    MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLock, RwLockReadGuard,
    RwLockUpgradableReadGuard, RwLockWriteGuard, const_rwlock,
};
