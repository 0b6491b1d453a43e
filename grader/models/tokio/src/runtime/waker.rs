//! Wakers that are counted: a task that waits while no waker of its is left can never be woken, and
//! that is said.
//!
//! Made by `poller`.

use std::sync::Arc;
use std::task::{RawWaker, RawWakerVTable, Waker};

/// What a waker wakes.
pub(super) trait Wakes: Send + Sync {
    /// A poll is worth while.
    fn wake(&self);

    /// There is one waker more.
    fn waker_made(&self);

    /// There is one waker less.
    fn waker_gone(&self);
}

/// One more waker.
pub(super) fn waker_of<W: Wakes>(woken: &Arc<W>) -> Waker {
    // SAFETY: the table's functions keep the contract of `RawWaker` with a pointer that owns one
    // count of an `Arc<W>`, and `W` is `Send` and `Sync`.
    unsafe { Waker::from_raw(raw(Arc::clone(woken))) }
}

/// The functions for wakers of a type.
struct Table<W>(W);

impl<W: Wakes> Table<W> {
    const FUNCTIONS: &RawWakerVTable =
        &RawWakerVTable::new(clone::<W>, wake::<W>, wake_by_ref::<W>, drop_it::<W>);
}

fn raw<W: Wakes>(woken: Arc<W>) -> RawWaker {
    woken.waker_made();
    RawWaker::new(Arc::into_raw(woken).cast(), Table::<W>::FUNCTIONS)
}

unsafe fn clone<W: Wakes>(data: *const ()) -> RawWaker {
    let woken = data.cast::<W>();
    // SAFETY: `data` comes from `raw`, and the waker that is cloned still owns its count.
    let woken = unsafe {
        Arc::increment_strong_count(woken);
        Arc::from_raw(woken)
    };
    raw(woken)
}

unsafe fn wake<W: Wakes>(data: *const ()) {
    // SAFETY: the caller's promises are those of both.
    unsafe {
        wake_by_ref::<W>(data);
        drop_it::<W>(data);
    }
}

unsafe fn wake_by_ref<W: Wakes>(data: *const ()) {
    // SAFETY: `data` comes from `raw`, and the waker still owns its count.
    unsafe { &*data.cast::<W>() }.wake();
}

unsafe fn drop_it<W: Wakes>(data: *const ()) {
    // SAFETY: `data` comes from `raw`; this is the end of the waker, which owned one count.
    let woken = unsafe { Arc::from_raw(data.cast::<W>()) };
    woken.waker_gone();
}
