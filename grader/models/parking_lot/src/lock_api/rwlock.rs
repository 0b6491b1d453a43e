//! [`lock_api::RwLock`](https://docs.rs/lock_api/0.4/lock_api/struct.RwLock.html).

use std::cell::UnsafeCell;
use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use ::lock_api::{
    ArcRwLockReadGuard, ArcRwLockUpgradableReadGuard, ArcRwLockWriteGuard, RawRwLock,
    RawRwLockRecursive, RawRwLockRecursiveTimed, RawRwLockTimed, RawRwLockUpgrade,
    RawRwLockUpgradeTimed, RwLockReadGuard, RwLockUpgradableReadGuard, RwLockWriteGuard,
};
use interleave::in_execution;
use model_std::time::Instant;

use super::forward;
use crate::raw::Identified;

/// Many readers or one writer.
#[repr(transparent)]
pub struct RwLock<R, T: ?Sized> {
    /// In a cell, so that all its bytes may be put back to what they were at first.
    inner: UnsafeCell<::lock_api::RwLock<R, T>>,
}

// SAFETY: as the real one's; the cell around it is written to only when the lock is new to an
// execution, by the one OS thread that runs it.
unsafe impl<R: RawRwLock + Sync, T: ?Sized + Send + Sync> Sync for RwLock<R, T> {}

impl<R: RawRwLock, T> RwLock<R, T> {
    /// A free lock around the data.
    #[inline]
    pub const fn new(val: T) -> Self {
        Self::from_raw(R::INIT, val)
    }

    /// Takes the lock apart.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner.into_inner().into_inner()
    }
}

impl<R, T> RwLock<R, T> {
    /// A lock of this raw one and the data.
    #[inline]
    pub const fn from_raw(raw_rwlock: R, val: T) -> Self {
        Self { inner: UnsafeCell::new(::lock_api::RwLock::from_raw(raw_rwlock, val)) }
    }

    /// The older name of [`RwLock::from_raw`].
    #[inline]
    pub const fn const_new(raw_rwlock: R, val: T) -> Self {
        Self::from_raw(raw_rwlock, val)
    }
}

impl<R: RawRwLock, T: ?Sized> RwLock<R, T> {
    /// The data of a lock that nobody else can see.
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        self.inner.get_mut().get_mut()
    }
}

impl<R: RawRwLock + Identified, T: ?Sized> RwLock<R, T> {
    forward! {
        /// Waits until no writer is inside or waits for readers to leave, then reads.
        ///
        /// Inside another `read` of the same thread it waits for ever if a writer has come in
        /// between; `read_recursive` does not.
        fn read() -> RwLockReadGuard<'_, R, T>;

        /// Reads, if that is possible at once.
        fn try_read() -> Option<RwLockReadGuard<'_, R, T>>;

        /// Waits until nobody is inside, then writes. New readers are kept out meanwhile.
        fn write() -> RwLockWriteGuard<'_, R, T>;

        /// Writes, if nobody is inside.
        fn try_write() -> Option<RwLockWriteGuard<'_, R, T>>;

        /// Whether anybody is inside.
        fn is_locked() -> bool;

        /// Whether a writer is inside (or waits for the readers to leave, as in the real one).
        fn is_locked_exclusive() -> bool;
    }

    forward! {
        Arc:
        /// As [`RwLock::read`], with a guard that keeps the lock alive.
        fn read_arc() -> ArcRwLockReadGuard<R, T>;

        /// As [`RwLock::try_read`], with a guard that keeps the lock alive.
        fn try_read_arc() -> Option<ArcRwLockReadGuard<R, T>>;

        /// As [`RwLock::write`], with a guard that keeps the lock alive.
        fn write_arc() -> ArcRwLockWriteGuard<R, T>;

        /// As [`RwLock::try_write`], with a guard that keeps the lock alive.
        fn try_write_arc() -> Option<ArcRwLockWriteGuard<R, T>>;
    }

    /// Where the data is.
    #[inline]
    #[track_caller]
    pub fn data_ptr(&self) -> *mut T {
        self.introduced().data_ptr()
    }

    /// The real lock inside, of which the engine knows now.
    #[inline]
    #[track_caller]
    fn introduced(&self) -> &::lock_api::RwLock<R, T> {
        let (whole, len) = (self.inner.get().cast::<u8>(), size_of_val(self));
        // SAFETY: the bytes are those of the cell, valid for as long as the borrow. Every method
        // calls this before it looks at the rest, so nobody has a reference to the data at first use
        // in an execution, and what is left of an earlier one is a static, made by a `const`. The
        // raw lock is not unlocked here.
        unsafe {
            (*self.inner.get()).raw().introduce(R::kind(), whole, len, Location::caller());
            &*self.inner.get()
        }
    }

    fn inner_arc(this: &Arc<Self>) -> Arc<::lock_api::RwLock<R, T>> {
        let pointer = Arc::into_raw(Arc::clone(this));
        // SAFETY: it comes from `into_raw`, and both types are transparent around the same one, so
        // they have the same size and alignment.
        unsafe { Arc::from_raw(pointer as *const ::lock_api::RwLock<R, T>) }
    }
}

impl<R, T: ?Sized> RwLock<R, T>
where
    R: RawRwLockTimed<Duration = Duration, Instant = Instant> + Identified,
{
    forward! {
        /// As [`RwLock::read`], but waits for no longer than this.
        fn try_read_for(timeout: Duration) -> Option<RwLockReadGuard<'_, R, T>>;

        /// As [`RwLock::read`], but waits no longer than until then.
        fn try_read_until(timeout: Instant) -> Option<RwLockReadGuard<'_, R, T>>;

        /// As [`RwLock::write`], but waits for no longer than this.
        fn try_write_for(timeout: Duration) -> Option<RwLockWriteGuard<'_, R, T>>;

        /// As [`RwLock::write`], but waits no longer than until then.
        fn try_write_until(timeout: Instant) -> Option<RwLockWriteGuard<'_, R, T>>;
    }

    forward! {
        Arc:
        /// As [`RwLock::try_read_for`], with a guard that keeps the lock alive.
        fn try_read_arc_for(timeout: Duration) -> Option<ArcRwLockReadGuard<R, T>>;

        /// As [`RwLock::try_read_until`], with a guard that keeps the lock alive.
        fn try_read_arc_until(timeout: Instant) -> Option<ArcRwLockReadGuard<R, T>>;

        /// As [`RwLock::try_write_for`], with a guard that keeps the lock alive.
        fn try_write_arc_for(timeout: Duration) -> Option<ArcRwLockWriteGuard<R, T>>;

        /// As [`RwLock::try_write_until`], with a guard that keeps the lock alive.
        fn try_write_arc_until(timeout: Instant) -> Option<ArcRwLockWriteGuard<R, T>>;
    }
}

impl<R: RawRwLockRecursive + Identified, T: ?Sized> RwLock<R, T> {
    forward! {
        /// Reads; never waits while others read, so it may stand inside another read.
        fn read_recursive() -> RwLockReadGuard<'_, R, T>;

        /// Reads, if others read or no writer is inside.
        fn try_read_recursive() -> Option<RwLockReadGuard<'_, R, T>>;
    }

    forward! {
        Arc:
        /// As [`RwLock::read_recursive`], with a guard that keeps the lock alive.
        fn read_arc_recursive() -> ArcRwLockReadGuard<R, T>;

        /// As [`RwLock::try_read_recursive`], with a guard that keeps the lock alive.
        fn try_read_recursive_arc() -> Option<ArcRwLockReadGuard<R, T>>;
    }
}

impl<R, T: ?Sized> RwLock<R, T>
where
    R: RawRwLockRecursiveTimed<Duration = Duration, Instant = Instant> + Identified,
{
    forward! {
        /// As [`RwLock::read_recursive`], but waits for no longer than this.
        fn try_read_recursive_for(timeout: Duration) -> Option<RwLockReadGuard<'_, R, T>>;

        /// As [`RwLock::read_recursive`], but waits no longer than until then.
        fn try_read_recursive_until(timeout: Instant) -> Option<RwLockReadGuard<'_, R, T>>;
    }

    forward! {
        Arc:
        /// As [`RwLock::try_read_recursive_for`], with a guard that keeps the lock alive.
        fn try_read_arc_recursive_for(timeout: Duration) -> Option<ArcRwLockReadGuard<R, T>>;

        /// As [`RwLock::try_read_recursive_until`], with a guard that keeps the lock alive.
        fn try_read_arc_recursive_until(timeout: Instant) -> Option<ArcRwLockReadGuard<R, T>>;
    }
}

impl<R: RawRwLockUpgrade + Identified, T: ?Sized> RwLock<R, T> {
    forward! {
        /// Waits until neither a writer nor another upgradable reader is inside, then reads, and may
        /// become a writer later.
        fn upgradable_read() -> RwLockUpgradableReadGuard<'_, R, T>;

        /// As [`RwLock::upgradable_read`], if that is possible at once.
        fn try_upgradable_read() -> Option<RwLockUpgradableReadGuard<'_, R, T>>;
    }

    forward! {
        Arc:
        /// As [`RwLock::upgradable_read`], with a guard that keeps the lock alive.
        fn upgradable_read_arc() -> ArcRwLockUpgradableReadGuard<R, T>;

        /// As [`RwLock::try_upgradable_read`], with a guard that keeps the lock alive.
        fn try_upgradable_read_arc() -> Option<ArcRwLockUpgradableReadGuard<R, T>>;
    }
}

impl<R, T: ?Sized> RwLock<R, T>
where
    R: RawRwLockUpgradeTimed<Duration = Duration, Instant = Instant> + Identified,
{
    forward! {
        /// As [`RwLock::upgradable_read`], but waits for no longer than this.
        fn try_upgradable_read_for(
            timeout: Duration
        ) -> Option<RwLockUpgradableReadGuard<'_, R, T>>;

        /// As [`RwLock::upgradable_read`], but waits no longer than until then.
        fn try_upgradable_read_until(
            timeout: Instant
        ) -> Option<RwLockUpgradableReadGuard<'_, R, T>>;
    }

    forward! {
        Arc:
        /// As [`RwLock::try_upgradable_read_for`], with a guard that keeps the lock alive.
        fn try_upgradable_read_arc_for(
            timeout: Duration
        ) -> Option<ArcRwLockUpgradableReadGuard<R, T>>;

        /// As [`RwLock::try_upgradable_read_until`], with a guard that keeps the lock alive.
        fn try_upgradable_read_arc_until(
            timeout: Instant
        ) -> Option<ArcRwLockUpgradableReadGuard<R, T>>;
    }
}

impl<R: RawRwLock, T: Default> Default for RwLock<R, T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<R: RawRwLock, T> From<T> for RwLock<R, T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Shows the data if no writer is inside: it tries to read, and that can be observed.
impl<R: RawRwLock + Identified, T: ?Sized + fmt::Debug> fmt::Debug for RwLock<R, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if in_execution() {
            self.introduced().fmt(f)
        } else {
            f.debug_struct("RwLock").field("data", &format_args!("<locked>")).finish()
        }
    }
}
