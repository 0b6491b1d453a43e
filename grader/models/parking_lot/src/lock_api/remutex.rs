//! [`lock_api::ReentrantMutex`](https://docs.rs/lock_api/0.4/lock_api/struct.ReentrantMutex.html).
//!
//! The real one's owner and count are restored with the rest when a static starts afresh.

use std::cell::UnsafeCell;
use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use ::lock_api::{
    ArcReentrantMutexGuard, GetThreadId, RawMutex, RawMutexTimed, ReentrantMutexGuard,
};
use interleave::{Kind, in_execution};
use model_std::time::Instant;

use super::forward;
use crate::raw::Identified;

static KIND: Kind = Kind { name: "ReentrantMutex", main_open: true, other_open: true };

/// Mutual exclusion for data, except of the holder itself.
#[repr(transparent)]
pub struct ReentrantMutex<R, G, T: ?Sized> {
    /// In a cell, so that all its bytes may be put back to what they were at first.
    inner: UnsafeCell<::lock_api::ReentrantMutex<R, G, T>>,
}

// SAFETY: as the real one's; the cell around it is written to only when the lock is new to an
// execution, by the one OS thread that runs it.
unsafe impl<R: RawMutex + Sync, G: GetThreadId + Sync, T: ?Sized + Send> Sync
    for ReentrantMutex<R, G, T>
{
}

impl<R: RawMutex, G: GetThreadId, T> ReentrantMutex<R, G, T> {
    /// A free mutex around the data.
    #[inline]
    pub const fn new(val: T) -> Self {
        Self::from_raw(R::INIT, G::INIT, val)
    }

    /// Takes the mutex apart.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner.into_inner().into_inner()
    }
}

impl<R, G, T> ReentrantMutex<R, G, T> {
    /// A mutex of this raw one, a way to tell threads apart, and the data.
    #[inline]
    pub const fn from_raw(raw_mutex: R, get_thread_id: G, val: T) -> Self {
        let inner = ::lock_api::ReentrantMutex::from_raw(raw_mutex, get_thread_id, val);
        Self { inner: UnsafeCell::new(inner) }
    }

    /// The older name of [`ReentrantMutex::from_raw`].
    #[inline]
    pub const fn const_new(raw_mutex: R, get_thread_id: G, val: T) -> Self {
        Self::from_raw(raw_mutex, get_thread_id, val)
    }
}

impl<R: RawMutex, G: GetThreadId, T: ?Sized> ReentrantMutex<R, G, T> {
    /// The data of a mutex that nobody else can see.
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        self.inner.get_mut().get_mut()
    }
}

impl<R: RawMutex + Identified, G: GetThreadId, T: ?Sized> ReentrantMutex<R, G, T> {
    forward! {
        /// Waits until no other thread has the mutex and takes it, once more if need be.
        fn lock() -> ReentrantMutexGuard<'_, R, G, T>;

        /// Takes the mutex if no other thread has it now.
        fn try_lock() -> Option<ReentrantMutexGuard<'_, R, G, T>>;

        /// Whether somebody holds it.
        fn is_locked() -> bool;

        /// Whether the current thread holds it.
        fn is_owned_by_current_thread() -> bool;
    }

    forward! {
        Arc:
        /// As [`ReentrantMutex::lock`], with a guard that keeps the mutex alive.
        fn lock_arc() -> ArcReentrantMutexGuard<R, G, T>;

        /// As [`ReentrantMutex::try_lock`], with a guard that keeps the mutex alive.
        fn try_lock_arc() -> Option<ArcReentrantMutexGuard<R, G, T>>;
    }

    /// Where the data is.
    #[inline]
    #[track_caller]
    pub fn data_ptr(&self) -> *mut T {
        self.introduced().data_ptr()
    }

    /// The real mutex inside, of which the engine knows now.
    #[inline]
    #[track_caller]
    fn introduced(&self) -> &::lock_api::ReentrantMutex<R, G, T> {
        let (whole, len) = (self.inner.get().cast::<u8>(), size_of_val(self));
        // SAFETY: the bytes are those of the cell, valid for as long as the borrow. Every method
        // calls this before it looks at the rest, so nobody has a reference to the data at first use
        // in an execution, and what is left of an earlier one is a static, made by a `const`. The
        // raw mutex is not unlocked here.
        unsafe {
            (*self.inner.get()).raw().introduce(&KIND, whole, len, Location::caller());
            &*self.inner.get()
        }
    }

    fn inner_arc(this: &Arc<Self>) -> Arc<::lock_api::ReentrantMutex<R, G, T>> {
        let pointer = Arc::into_raw(Arc::clone(this));
        // SAFETY: it comes from `into_raw`, and both types are transparent around the same one, so
        // they have the same size and alignment.
        unsafe { Arc::from_raw(pointer as *const ::lock_api::ReentrantMutex<R, G, T>) }
    }
}

impl<R, G: GetThreadId, T: ?Sized> ReentrantMutex<R, G, T>
where
    R: RawMutexTimed<Duration = Duration, Instant = Instant> + Identified,
{
    forward! {
        /// As [`ReentrantMutex::lock`], but waits for no longer than this.
        fn try_lock_for(timeout: Duration) -> Option<ReentrantMutexGuard<'_, R, G, T>>;

        /// As [`ReentrantMutex::lock`], but waits no longer than until then.
        fn try_lock_until(timeout: Instant) -> Option<ReentrantMutexGuard<'_, R, G, T>>;
    }

    forward! {
        Arc:
        /// As [`ReentrantMutex::try_lock_for`], with a guard that keeps the mutex alive.
        fn try_lock_arc_for(timeout: Duration) -> Option<ArcReentrantMutexGuard<R, G, T>>;

        /// As [`ReentrantMutex::try_lock_until`], with a guard that keeps the mutex alive.
        fn try_lock_arc_until(timeout: Instant) -> Option<ArcReentrantMutexGuard<R, G, T>>;
    }
}

impl<R: RawMutex, G: GetThreadId, T: Default> Default for ReentrantMutex<R, G, T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<R: RawMutex, G: GetThreadId, T> From<T> for ReentrantMutex<R, G, T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Shows the data if no other thread has the mutex: it tries to lock it, and that can be observed.
impl<R, G, T> fmt::Debug for ReentrantMutex<R, G, T>
where
    R: RawMutex + Identified,
    G: GetThreadId,
    T: ?Sized + fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if in_execution() {
            self.introduced().fmt(f)
        } else {
            f.debug_struct("ReentrantMutex").field("data", &format_args!("<locked>")).finish()
        }
    }
}
