//! [`parking_lot::FairMutex`](https://docs.rs/parking_lot/0.12/parking_lot/type.FairMutex.html).

use crate::{RawFairMutex, lock_api};

/// Mutual exclusion for data, in the order in which threads ask for it. Nothing is poisoned.
pub type FairMutex<T> = lock_api::Mutex<RawFairMutex, T>;

/// Holds a [`FairMutex`]; gives it to the next in line when dropped.
pub type FairMutexGuard<'a, T> = lock_api::MutexGuard<'a, RawFairMutex, T>;

/// Holds a [`FairMutex`], and refers to a part of its data.
pub type MappedFairMutexGuard<'a, T> = lock_api::MappedMutexGuard<'a, RawFairMutex, T>;

/// A free fair mutex around the data.
pub const fn const_fair_mutex<T>(val: T) -> FairMutex<T> {
    FairMutex::const_new(<RawFairMutex as lock_api::RawMutex>::INIT, val)
}
