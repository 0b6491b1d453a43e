//! [`std::sync::Mutex`](https://doc.rust-lang.org/std/sync/struct.Mutex.html).
//!
//! A mutex is free exactly while its main queue is open. Whoever runs may take a free one, a
//! newcomer as well as the longest waiter: std promises no order.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::{LockResult, TryLockError, TryLockResult};

use interleave::{Kernel, Kind, Modelled, Object, Op, Queue, Side, gate, in_execution};

use super::poison::{self, Poisonable};
use crate::look::{Peek, asks, look};

static KIND: Kind = Kind { name: "Mutex", main_open: true, other_open: false };

/// Mutual exclusion for data.
///
/// *Poisoning*: a thread that panics while it holds the guard poisons the mutex; every later lock
/// is an `Err` that still holds the guard.
pub struct Mutex<T: ?Sized> {
    inner: Modelled<Poisonable<T>>,
}

// SAFETY: as std's: a mutex hands its data to one thread at a time, so it can be shared when the
// data can be sent. The cells inside are touched by one OS thread alone (see the crate's page).
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
impl<T: ?Sized> UnwindSafe for Mutex<T> {}
impl<T: ?Sized> RefUnwindSafe for Mutex<T> {}

impl<T> Mutex<T> {
    /// A free mutex around `value`.
    #[inline]
    pub const fn new(value: T) -> Self {
        Self { inner: Modelled::new(Poisonable::new(value)) }
    }

    /// Takes the mutex apart.
    ///
    /// # Errors
    /// The data, if the mutex is poisoned.
    pub fn into_inner(self) -> LockResult<T> {
        self.inner.into_inner().into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Waits until the mutex is free and takes it.
    ///
    /// # Errors
    /// The guard, if the mutex is poisoned.
    #[inline]
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let place = Location::caller();
        let object = self.object();
        lock(object, place);
        self.guard(object, place)
    }

    /// Takes the mutex if it is free now.
    ///
    /// # Errors
    /// `WouldBlock` if somebody holds it; the guard, if it is poisoned.
    #[inline]
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let place = Location::caller();
        let object = self.object();
        if try_lock(object, place) {
            Ok(self.guard(object, place)?)
        } else {
            Err(TryLockError::WouldBlock)
        }
    }

    /// Whether a thread panicked while it held the mutex.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        let op = Op { verb: "is_poisoned", object: self.object(), place: Location::caller() };
        asks(op, || self.poisoned())
    }

    /// Forgets that a thread panicked.
    #[track_caller]
    pub fn clear_poison(&self) {
        let op = Op { verb: "clear_poison", object: self.object(), place: Location::caller() };
        look(op);
        // SAFETY: as in `poisoned`.
        unsafe { (*self.inner.get()).poisoned = false };
        poison::tell(op.object, false);
    }

    /// The data of a mutex that nobody else can see.
    ///
    /// # Errors
    /// The reference, if the mutex is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.inner.get_mut().get_mut()
    }

    #[inline]
    fn object(&self) -> Object {
        self.inner.object(&KIND)
    }

    #[inline]
    fn guard(
        &self,
        object: Object,
        place: &'static Location<'static>,
    ) -> LockResult<MutexGuard<'_, T>> {
        gate::closely(|kernel| self.tell(kernel, object));
        let panicking = std::thread::panicking();
        let guard = MutexGuard { lock: self, object, place, panicking, here: PhantomData };
        poison::unless(self.poisoned(), guard)
    }

    /// Tells what the data is, if that is shown. For whoever has the mutex, or has just had it.
    #[inline]
    pub(super) fn tell(&self, kernel: &mut Kernel, object: Object) {
        // SAFETY: nobody else has the mutex, and whoever calls this has no reference to the data.
        kernel.tell_guarded(object, unsafe { &(*self.inner.get()).data });
    }

    #[inline]
    fn poisoned(&self) -> bool {
        // SAFETY: plain data of the one OS thread; the field is apart from what guards refer to.
        unsafe { (*self.inner.get()).poisoned }
    }
}

fn lock(object: Object, place: &'static Location<'static>) {
    let queue = Queue::of(object, Side::Main);
    gate::pass(Op { verb: "lock", object, place }, queue, |kernel| {
        kernel.close(queue);
        kernel.hold(object, place);
    });
}

fn try_lock(object: Object, place: &'static Location<'static>) -> bool {
    let queue = Queue::of(object, Side::Main);
    gate::step(Op { verb: "try_lock", object, place }, |kernel| {
        let free = kernel.is_open(queue);
        if free {
            kernel.close(queue);
            kernel.hold(object, place);
        } else {
            kernel.refused("would block");
        }
        free
    })
}

fn unlock(object: Object, place: &'static Location<'static>) {
    gate::step(Op { verb: "unlock", object, place }, |kernel| {
        kernel.release(object);
        kernel.open(Queue::of(object, Side::Main));
    });
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let peek = Peek::enter(&self.inner, &KIND, Side::Main);
        // SAFETY: while `peek` lives, nobody can write.
        let data = peek.as_ref().map(|_| unsafe { &(*self.inner.get()).data });
        let mut f = f.debug_struct("Mutex");
        match data {
            Some(data) => f.field("data", &data),
            None => f.field("data", &format_args!("<locked>")),
        };
        // Outside an execution nobody can tell.
        f.field("poisoned", &(in_execution() && self.poisoned())).finish_non_exhaustive()
    }
}

/// Holds a [`Mutex`]; gives it back when dropped.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    lock: &'a Mutex<T>,
    object: Object,
    place: &'static Location<'static>,
    /// The thread was panicking already when it took the lock: then it does not poison.
    panicking: bool,
    /// Not `Send`, as std's.
    here: PhantomData<*const ()>,
}

// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// The mutex's number.
    pub(super) fn object(guard: &Self) -> Object {
        guard.object
    }

    /// What a condition variable needs in order to unlock this mutex and lock it again.
    pub(super) fn into_lock(guard: Self) -> (&'a Mutex<T>, Object) {
        let parts = (guard.lock, guard.object);
        std::mem::forget(guard);
        parts
    }

    /// The guard of a mutex that the current thread has just been given.
    pub(super) fn of_taken(
        lock: &'a Mutex<T>,
        object: Object,
        place: &'static Location<'static>,
    ) -> LockResult<Self> {
        lock.guard(object, place)
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: this guard has the mutex, and borrows are those of the guard.
        unsafe { &(*self.lock.inner.get()).data }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as in `deref`.
        unsafe { &mut (*self.lock.inner.get()).data }
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        let poisons = !self.panicking && std::thread::panicking();
        if poisons {
            // SAFETY: as in `Mutex::poisoned`.
            unsafe { (*self.lock.inner.get()).poisoned = true };
        }
        unlock(self.object, self.place);
        gate::closely(|kernel| self.lock.tell(kernel, self.object));
        if poisons {
            poison::tell(self.object, true);
        }
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
