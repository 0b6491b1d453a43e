//! Taking a [`ShardedLock`], and the guards that come of it.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::{LockResult, TryLockError, TryLockResult};

use interleave::{Kernel, Op, Queue, Shown, Side, gate};

use super::sharded_lock::{ShardedLock, enter_reader, unless, unlock};

impl<T: ?Sized> ShardedLock<T> {
    /// Reads, if no writer is inside.
    ///
    /// # Errors
    /// `WouldBlock` if one is; the guard, if the lock is poisoned.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<ShardedLockReadGuard<'_, T>> {
        let op = self.op("try_read");
        if !try_pass(op, Side::Other, enter_reader) {
            return Err(TryLockError::WouldBlock);
        }
        Ok(unless(self.poisoned(), ShardedLockReadGuard::new(self, op))?)
    }

    /// Waits until no writer is inside, then reads.
    ///
    /// # Errors
    /// The guard, if the lock is poisoned.
    #[track_caller]
    pub fn read(&self) -> LockResult<ShardedLockReadGuard<'_, T>> {
        let op = self.op("read");
        gate::pass(op, Queue::of(op.object, Side::Other), |kernel| enter_reader(kernel, op));
        unless(self.poisoned(), ShardedLockReadGuard::new(self, op))
    }

    /// Writes, if nobody is inside.
    ///
    /// # Errors
    /// `WouldBlock` if somebody is; the guard, if the lock is poisoned.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<ShardedLockWriteGuard<'_, T>> {
        let op = self.op("try_write");
        if !try_pass(op, Side::Main, enter_writer) {
            return Err(TryLockError::WouldBlock);
        }
        Ok(unless(self.poisoned(), ShardedLockWriteGuard::new(self, op))?)
    }

    /// Waits until nobody is inside, then writes.
    ///
    /// # Errors
    /// The guard, if the lock is poisoned.
    #[track_caller]
    pub fn write(&self) -> LockResult<ShardedLockWriteGuard<'_, T>> {
        let op = self.op("write");
        gate::pass(op, Queue::of(op.object, Side::Main), |kernel| enter_writer(kernel, op));
        unless(self.poisoned(), ShardedLockWriteGuard::new(self, op))
    }
}

fn enter_writer(kernel: &mut Kernel, op: Op) {
    kernel.close(Queue::of(op.object, Side::Main));
    kernel.close(Queue::of(op.object, Side::Other));
    kernel.hold(op.object, op.place);
}

fn try_pass(op: Op, side: Side, enter: fn(&mut Kernel, Op)) -> bool {
    gate::step(op, |kernel| {
        let free = kernel.is_open(Queue::of(op.object, side));
        if free {
            enter(kernel, op);
        } else {
            kernel.refused("would block");
        }
        free
    })
}

/// Reads in a [`ShardedLock`] until dropped.
pub struct ShardedLockReadGuard<'a, T: ?Sized> {
    lock: &'a ShardedLock<T>,
    op: Op,
    /// Not `Send`, as crossbeam's.
    here: PhantomData<*const ()>,
}

// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Sync> Sync for ShardedLockReadGuard<'_, T> {}

impl<'a, T: ?Sized> ShardedLockReadGuard<'a, T> {
    pub(super) fn new(lock: &'a ShardedLock<T>, op: Op) -> Self {
        Self { lock, op, here: PhantomData }
    }
}

/// Writes in a [`ShardedLock`] until dropped.
pub struct ShardedLockWriteGuard<'a, T: ?Sized> {
    lock: &'a ShardedLock<T>,
    op: Op,
    /// The thread was panicking already when it took the lock: then it does not poison.
    panicking: bool,
    /// Not `Send`, as crossbeam's.
    here: PhantomData<*const ()>,
}

// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Sync> Sync for ShardedLockWriteGuard<'_, T> {}

impl<'a, T: ?Sized> ShardedLockWriteGuard<'a, T> {
    pub(super) fn new(lock: &'a ShardedLock<T>, op: Op) -> Self {
        Self { lock, op, panicking: std::thread::panicking(), here: PhantomData }
    }
}

impl<T: ?Sized> Deref for ShardedLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: no writer is inside while this guard lives.
        unsafe { &*self.lock.data() }
    }
}

impl<T: ?Sized> Deref for ShardedLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: nobody else is inside while this guard lives.
        unsafe { &*self.lock.data() }
    }
}

impl<T: ?Sized> DerefMut for ShardedLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: nobody else is inside while this guard lives.
        unsafe { &mut *self.lock.data() }
    }
}

impl<T: ?Sized> Drop for ShardedLockReadGuard<'_, T> {
    fn drop(&mut self) {
        unlock(self.op);
    }
}

impl<T: ?Sized> Drop for ShardedLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        let poisons = !self.panicking && std::thread::panicking();
        if poisons {
            self.lock.poison();
        }
        unlock(self.op);
        if poisons {
            gate::closely(|kernel| kernel.tell(self.op.object, "poisoned", Shown::Bool(true)));
        }
    }
}

macro_rules! as_the_lock_and_the_data {
    ($($Guard:ident)*) => {
        $(
            impl<T: fmt::Debug> fmt::Debug for $Guard<'_, T> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_struct(stringify!($Guard)).field("lock", &self.lock).finish()
                }
            }

            impl<T: ?Sized + fmt::Display> fmt::Display for $Guard<'_, T> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    (**self).fmt(f)
                }
            }
        )*
    };
}

as_the_lock_and_the_data!(ShardedLockReadGuard ShardedLockWriteGuard);
