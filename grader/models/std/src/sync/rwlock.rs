//! [`std::sync::RwLock`](https://doc.rust-lang.org/std/sync/struct.RwLock.html).
//!
//! Writers pass the main queue, open while nobody is inside; readers pass the other one, open while
//! no writer is inside. Who comes first is the strategy's choice: std promises no priority.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::{LockResult, TryLockError, TryLockResult};

use interleave::{Kernel, Kind, Modelled, Object, Op, Queue, Side, gate, in_execution};

use super::poison::{self, Poisonable};
use crate::look::{Peek, asks, look};

static KIND: Kind = Kind { name: "RwLock", main_open: true, other_open: true };

/// Many readers or one writer.
///
/// *Poisoning*: a thread that panics while it writes poisons the lock; a reader does not.
pub struct RwLock<T: ?Sized> {
    inner: Modelled<Poisonable<T>>,
}

// SAFETY: as std's: readers share the data, a writer has it alone. The cells inside are touched by
// one OS thread alone (see the crate's page).
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
impl<T: ?Sized> UnwindSafe for RwLock<T> {}
impl<T: ?Sized> RefUnwindSafe for RwLock<T> {}

impl<T> RwLock<T> {
    /// A free lock around `value`.
    pub const fn new(value: T) -> Self {
        Self { inner: Modelled::new(Poisonable::new(value)) }
    }

    /// Takes the lock apart.
    ///
    /// # Errors
    /// The data, if the lock is poisoned.
    pub fn into_inner(self) -> LockResult<T> {
        self.inner.into_inner().into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Waits until no writer is inside, then reads.
    ///
    /// # Errors
    /// The guard, if the lock is poisoned.
    #[inline]
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let op = self.op("read");
        gate_read(op);
        poison::unless(self.poisoned(), RwLockReadGuard::new(self, op))
    }

    /// Waits until nobody is inside, then writes.
    ///
    /// # Errors
    /// The guard, if the lock is poisoned.
    #[inline]
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let op = self.op("write");
        gate_write(op);
        poison::unless(self.poisoned(), RwLockWriteGuard::new(self, op))
    }

    /// Reads, if no writer is inside.
    ///
    /// # Errors
    /// `WouldBlock` if one is; the guard, if the lock is poisoned.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let op = self.op("try_read");
        if !gate_try(op, Side::Other, enter_reader) {
            return Err(TryLockError::WouldBlock);
        }
        Ok(poison::unless(self.poisoned(), RwLockReadGuard::new(self, op))?)
    }

    /// Writes, if nobody is inside.
    ///
    /// # Errors
    /// `WouldBlock` if somebody is; the guard, if the lock is poisoned.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let op = self.op("try_write");
        if !gate_try(op, Side::Main, enter_writer) {
            return Err(TryLockError::WouldBlock);
        }
        Ok(poison::unless(self.poisoned(), RwLockWriteGuard::new(self, op))?)
    }

    /// Whether a thread panicked while it wrote.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        asks(self.op("is_poisoned"), || self.poisoned())
    }

    /// Forgets that a thread panicked.
    #[track_caller]
    pub fn clear_poison(&self) {
        let op = self.op("clear_poison");
        look(op);
        // SAFETY: as in `poisoned`.
        unsafe { (*self.inner.get()).poisoned = false };
        poison::tell(op.object, false);
    }

    /// The data of a lock that nobody else can see.
    ///
    /// # Errors
    /// The reference, if the lock is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.inner.get_mut().get_mut()
    }

    #[inline]
    #[track_caller]
    fn op(&self, verb: &'static str) -> Op {
        Op { verb, object: self.inner.object(&KIND), place: Location::caller() }
    }

    /// Tells what the data is, if that is shown. For whoever is inside, or was a moment ago.
    #[inline]
    fn tell(&self, object: Object) {
        gate::closely(|kernel| {
            // SAFETY: nobody writes meanwhile, and whoever calls this cannot write any more.
            kernel.tell_guarded(object, unsafe { &(*self.inner.get()).data });
        });
    }

    fn poisoned(&self) -> bool {
        // SAFETY: plain data of the one OS thread; the field is apart from what guards refer to.
        unsafe { (*self.inner.get()).poisoned }
    }
}

fn enter_reader(kernel: &mut Kernel, op: Op) {
    kernel.close(Queue::of(op.object, Side::Main));
    kernel.hold(op.object, op.place);
}

fn enter_writer(kernel: &mut Kernel, op: Op) {
    kernel.close(Queue::of(op.object, Side::Main));
    kernel.close(Queue::of(op.object, Side::Other));
    kernel.hold(op.object, op.place);
}

fn gate_read(op: Op) {
    gate::pass(op, Queue::of(op.object, Side::Other), |kernel| enter_reader(kernel, op));
}

fn gate_write(op: Op) {
    gate::pass(op, Queue::of(op.object, Side::Main), |kernel| enter_writer(kernel, op));
}

fn gate_try(op: Op, side: Side, enter: fn(&mut Kernel, Op)) -> bool {
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

/// The end of a read or of a write: whoever holds the lock then is another reader.
fn gate_unlock(object: Object, place: &'static Location<'static>) {
    gate::step(Op { verb: "unlock", object, place }, |kernel| {
        kernel.release(object);
        if kernel.holders(object).is_empty() {
            kernel.open(Queue::of(object, Side::Main));
            kernel.open(Queue::of(object, Side::Other));
        }
    });
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let peek = Peek::enter(&self.inner, &KIND, Side::Other);
        // SAFETY: while `peek` lives, nobody can write.
        let data = peek.as_ref().map(|_| unsafe { &(*self.inner.get()).data });
        let mut f = f.debug_struct("RwLock");
        match data {
            Some(data) => f.field("data", &data),
            None => f.field("data", &format_args!("<locked>")),
        };
        // Outside an execution nobody can tell.
        f.field("poisoned", &(in_execution() && self.poisoned())).finish_non_exhaustive()
    }
}

/// Reads in a [`RwLock`] until dropped.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    op: Op,
    /// Not `Send`, as std's.
    here: PhantomData<*const ()>,
}

// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}

impl<'a, T: ?Sized> RwLockReadGuard<'a, T> {
    fn new(lock: &'a RwLock<T>, op: Op) -> Self {
        lock.tell(op.object);
        Self { lock, op, here: PhantomData }
    }
}

/// Writes in a [`RwLock`] until dropped.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    op: Op,
    /// The thread was panicking already when it took the lock: then it does not poison.
    panicking: bool,
    /// Not `Send`, as std's.
    here: PhantomData<*const ()>,
}

// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    fn new(lock: &'a RwLock<T>, op: Op) -> Self {
        lock.tell(op.object);
        Self { lock, op, panicking: std::thread::panicking(), here: PhantomData }
    }

    /// Goes on reading, without letting another writer in.
    #[track_caller]
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T> {
        let (lock, op) = (guard.lock, guard.op);
        let step = Op { verb: "downgrade", place: Location::caller(), ..op };
        gate::step(step, |kernel| kernel.open(Queue::of(op.object, Side::Other)));
        std::mem::forget(guard);
        RwLockReadGuard::new(lock, op)
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: no writer is inside while this guard lives.
        unsafe { &(*self.lock.inner.get()).data }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: nobody else is inside while this guard lives.
        unsafe { &(*self.lock.inner.get()).data }
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: nobody else is inside while this guard lives.
        unsafe { &mut (*self.lock.inner.get()).data }
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        gate_unlock(self.op.object, self.op.place);
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        let poisons = !self.panicking && std::thread::panicking();
        if poisons {
            // SAFETY: as in `RwLock::poisoned`.
            unsafe { (*self.lock.inner.get()).poisoned = true };
        }
        gate_unlock(self.op.object, self.op.place);
        self.lock.tell(self.op.object);
        if poisons {
            poison::tell(self.op.object, true);
        }
    }
}

macro_rules! as_the_data {
    ($($Guard:ident)*) => {
        $(
            impl<T: ?Sized + fmt::Debug> fmt::Debug for $Guard<'_, T> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    fmt::Debug::fmt(&**self, f)
                }
            }

            impl<T: ?Sized + fmt::Display> fmt::Display for $Guard<'_, T> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    fmt::Display::fmt(&**self, f)
                }
            }
        )*
    };
}

as_the_data!(RwLockReadGuard RwLockWriteGuard);
