//! [`lock_api::Mutex`](https://docs.rs/lock_api/0.4/lock_api/struct.Mutex.html): what `Mutex` and
//! `FairMutex` are.

use std::cell::UnsafeCell;
use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use ::lock_api::{ArcMutexGuard, MutexGuard, RawMutex, RawMutexFair, RawMutexTimed};
use interleave::in_execution;
use model_std::time::Instant;

use super::forward;
use crate::raw::Identified;

/// Mutual exclusion for data.
#[repr(transparent)]
pub struct Mutex<R, T: ?Sized> {
    /// In a cell, so that all its bytes may be put back to what they were at first.
    inner: UnsafeCell<::lock_api::Mutex<R, T>>,
}

// SAFETY: as the real one's; the cell around it is written to only when the lock is new to an
// execution, by the one OS thread that runs it.
unsafe impl<R: RawMutex + Sync, T: ?Sized + Send> Sync for Mutex<R, T> {}

impl<R: RawMutex, T> Mutex<R, T> {
    /// A free mutex around the data.
    #[inline]
    pub const fn new(val: T) -> Self {
        Self::from_raw(R::INIT, val)
    }

    /// Takes the mutex apart.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner.into_inner().into_inner()
    }
}

impl<R, T> Mutex<R, T> {
    /// A mutex of this raw one and the data.
    #[inline]
    pub const fn from_raw(raw_mutex: R, val: T) -> Self {
        Self { inner: UnsafeCell::new(::lock_api::Mutex::from_raw(raw_mutex, val)) }
    }

    /// The older name of [`Mutex::from_raw`].
    #[inline]
    pub const fn const_new(raw_mutex: R, val: T) -> Self {
        Self::from_raw(raw_mutex, val)
    }
}

impl<R: RawMutex, T: ?Sized> Mutex<R, T> {
    /// The data of a mutex that nobody else can see.
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        self.inner.get_mut().get_mut()
    }
}

impl<R: RawMutex + Identified, T: ?Sized> Mutex<R, T> {
    forward! {
        /// Waits until the mutex is free and takes it.
        fn lock() -> MutexGuard<'_, R, T>;

        /// Takes the mutex if it is free now.
        fn try_lock() -> Option<MutexGuard<'_, R, T>>;

        /// Whether somebody holds it.
        fn is_locked() -> bool;
    }

    forward! {
        Arc:
        /// As [`Mutex::lock`], with a guard that keeps the mutex alive.
        fn lock_arc() -> ArcMutexGuard<R, T>;

        /// As [`Mutex::try_lock`], with a guard that keeps the mutex alive.
        fn try_lock_arc() -> Option<ArcMutexGuard<R, T>>;
    }

    /// Where the data is.
    #[inline]
    #[track_caller]
    pub fn data_ptr(&self) -> *mut T {
        self.introduced().data_ptr()
    }

    /// Unlocks a mutex whose guard was forgotten.
    ///
    /// # Safety
    /// The current thread holds the mutex without a guard.
    #[inline]
    #[track_caller]
    pub unsafe fn force_unlock(&self) {
        // SAFETY: the same promise.
        unsafe { self.introduced().force_unlock() };
    }

    /// The raw mutex inside.
    ///
    /// # Safety
    /// It must not be unlocked while a guard lives.
    #[inline]
    #[track_caller]
    pub unsafe fn raw(&self) -> &R {
        // SAFETY: the same promise.
        unsafe { self.introduced().raw() }
    }

    /// The real mutex inside, of which the engine knows now.
    #[inline]
    #[track_caller]
    fn introduced(&self) -> &::lock_api::Mutex<R, T> {
        let (whole, len) = (self.inner.get().cast::<u8>(), size_of_val(self));
        // SAFETY: the bytes are those of the cell, valid for as long as the borrow. Every method
        // calls this before it looks at the rest, so nobody has a reference to the data at first use
        // in an execution, and what is left of an earlier one is a static, made by a `const`. The
        // raw mutex is not unlocked here.
        unsafe {
            (*self.inner.get()).raw().introduce(R::kind(), whole, len, Location::caller());
            &*self.inner.get()
        }
    }

    fn inner_arc(this: &Arc<Self>) -> Arc<::lock_api::Mutex<R, T>> {
        let pointer = Arc::into_raw(Arc::clone(this));
        // SAFETY: it comes from `into_raw`, and both types are transparent around the same one, so
        // they have the same size and alignment.
        unsafe { Arc::from_raw(pointer as *const ::lock_api::Mutex<R, T>) }
    }
}

impl<R: RawMutexFair + Identified, T: ?Sized> Mutex<R, T> {
    /// Unlocks a mutex whose guard was forgotten, and hands it over to somebody who waits.
    ///
    /// # Safety
    /// The current thread holds the mutex without a guard.
    #[inline]
    #[track_caller]
    pub unsafe fn force_unlock_fair(&self) {
        // SAFETY: the same promise.
        unsafe { self.introduced().force_unlock_fair() };
    }
}

impl<R, T: ?Sized> Mutex<R, T>
where
    R: RawMutexTimed<Duration = Duration, Instant = Instant> + Identified,
{
    forward! {
        /// Waits until the mutex is free and takes it, but waits for no longer than this.
        fn try_lock_for(timeout: Duration) -> Option<MutexGuard<'_, R, T>>;

        /// Waits until the mutex is free and takes it, but waits no longer than until then.
        fn try_lock_until(timeout: Instant) -> Option<MutexGuard<'_, R, T>>;
    }

    forward! {
        Arc:
        /// As [`Mutex::try_lock_for`], with a guard that keeps the mutex alive.
        fn try_lock_arc_for(timeout: Duration) -> Option<ArcMutexGuard<R, T>>;

        /// As [`Mutex::try_lock_until`], with a guard that keeps the mutex alive.
        fn try_lock_arc_until(timeout: Instant) -> Option<ArcMutexGuard<R, T>>;
    }
}

impl<R: RawMutex, T: Default> Default for Mutex<R, T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<R: RawMutex, T> From<T> for Mutex<R, T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Shows the data if the mutex is free: it tries to lock it, and that can be observed.
impl<R: RawMutex + Identified, T: ?Sized + fmt::Debug> fmt::Debug for Mutex<R, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if in_execution() {
            self.introduced().fmt(f)
        } else {
            f.debug_struct("Mutex").field("data", &format_args!("<locked>")).finish()
        }
    }
}
