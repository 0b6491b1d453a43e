//! [`parking_lot::ReentrantMutex`](https://docs.rs/parking_lot/0.12/parking_lot/type.ReentrantMutex.html).

use std::num::NonZeroUsize;

use crate::{RawMutex, lock_api};

/// Tells virtual threads apart.
pub struct RawThreadId;

// SAFETY: no two tasks of an execution have the same number.
unsafe impl lock_api::GetThreadId for RawThreadId {
    const INIT: Self = Self;

    fn nonzero_thread_id(&self) -> NonZeroUsize {
        NonZeroUsize::MIN.saturating_add(interleave::thread::current().index())
    }
}

/// Mutual exclusion for data, except of the holder itself, which may lock once more. Guards give
/// shared references only.
pub type ReentrantMutex<T> = lock_api::ReentrantMutex<RawMutex, RawThreadId, T>;

/// Holds a [`ReentrantMutex`]; gives it back when the last of the thread's guards is dropped.
pub type ReentrantMutexGuard<'a, T> = lock_api::ReentrantMutexGuard<'a, RawMutex, RawThreadId, T>;

/// Holds a [`ReentrantMutex`], and refers to a part of its data.
pub type MappedReentrantMutexGuard<'a, T> =
    lock_api::MappedReentrantMutexGuard<'a, RawMutex, RawThreadId, T>;

/// A free reentrant mutex around the data.
pub const fn const_reentrant_mutex<T>(val: T) -> ReentrantMutex<T> {
    ReentrantMutex::const_new(
        <RawMutex as lock_api::RawMutex>::INIT,
        <RawThreadId as lock_api::GetThreadId>::INIT,
        val,
    )
}
