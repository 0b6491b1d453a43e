//! [`crossbeam::sync::ShardedLock`](https://docs.rs/crossbeam/0.8/crossbeam/sync/struct.ShardedLock.html):
//! `RwLock`, and cheaper to read. Shards are of no interest here: they cannot be told from outside.
//!
//! Writers pass the main queue, open while nobody is inside; readers pass the other one, open while
//! no writer is inside. Who comes first is the strategy's choice.

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::{LockResult, PoisonError};

use interleave::{Kernel, Kind, Modelled, Object, Op, Queue, Side, gate, in_execution};

static KIND: Kind = Kind { name: "ShardedLock", main_open: true, other_open: true };

/// Many readers or one writer.
///
/// *Poisoning*: a thread that panics while it writes poisons the lock; a reader does not.
pub struct ShardedLock<T: ?Sized> {
    inner: Modelled<Poisonable<T>>,
}

struct Poisonable<T: ?Sized> {
    poisoned: bool,
    data: T,
}

// SAFETY: as crossbeam's: readers share the data, a writer has it alone. The cells inside are
// touched by one OS thread alone (see `model-std`'s page).
unsafe impl<T: ?Sized + Send + Sync> Sync for ShardedLock<T> {}
impl<T: ?Sized> UnwindSafe for ShardedLock<T> {}
impl<T: ?Sized> RefUnwindSafe for ShardedLock<T> {}

impl<T> ShardedLock<T> {
    /// A free lock around `value`.
    pub fn new(value: T) -> Self {
        Self { inner: Modelled::new(Poisonable { poisoned: false, data: value }) }
    }

    /// Takes the lock apart.
    ///
    /// # Errors
    /// The data, if the lock is poisoned.
    pub fn into_inner(self) -> LockResult<T> {
        let Poisonable { poisoned, data } = self.inner.into_inner();
        unless(poisoned, data)
    }
}

impl<T: ?Sized> ShardedLock<T> {
    /// Whether a thread panicked while it wrote.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        gate::step(self.op("is_poisoned"), |kernel| {
            kernel.found_value(&self.poisoned());
            self.poisoned()
        })
    }

    /// The data of a lock that nobody else can see.
    ///
    /// # Errors
    /// The reference, if the lock is poisoned.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let Poisonable { poisoned, data } = self.inner.get_mut();
        unless(*poisoned, data)
    }

    /// Where the data is, for a guard.
    pub(super) fn data(&self) -> *mut T {
        // SAFETY: in bounds of the cell; no reference is made.
        unsafe { &raw mut (*self.inner.get()).data }
    }

    /// A thread panicked while it wrote.
    pub(super) fn poison(&self) {
        // SAFETY: as in `poisoned`.
        unsafe { (*self.inner.get()).poisoned = true };
    }

    pub(super) fn poisoned(&self) -> bool {
        // SAFETY: plain data of the one OS thread; the field is apart from what guards refer to.
        unsafe { (*self.inner.get()).poisoned }
    }

    #[track_caller]
    pub(super) fn op(&self, verb: &'static str) -> Op {
        Op { verb, object: self.inner.object(&KIND), place: Location::caller() }
    }
}

/// Access, or an error with access inside.
pub(super) fn unless<G>(poisoned: bool, guard: G) -> LockResult<G> {
    if poisoned { Err(PoisonError::new(guard)) } else { Ok(guard) }
}

/// The begin of a read.
pub(super) fn enter_reader(kernel: &mut Kernel, op: Op) {
    kernel.close(Queue::of(op.object, Side::Main));
    kernel.hold(op.object, op.place);
}

/// The end of a read or of a write: whoever is inside then is another reader.
fn exit(kernel: &mut Kernel, object: Object) {
    kernel.release(object);
    if kernel.holders(object).is_empty() {
        KIND.begin(kernel, object);
    }
}

/// The visible end of a read or of a write.
pub(super) fn unlock(op: Op) {
    gate::step(Op { verb: "unlock", ..op }, |kernel| exit(kernel, op.object));
}

impl<T: Default> Default for ShardedLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for ShardedLock<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// Reads for people: without a step, but as a reader, so that whatever the data's own `Debug` does,
/// the data stays.
struct Peek(Object);

impl Drop for Peek {
    fn drop(&mut self) {
        gate::quietly(|kernel| exit(kernel, self.0));
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for ShardedLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let peek = in_execution().then(|| self.op("read")).and_then(|op| {
            gate::quietly(|kernel| {
                kernel.is_open(Queue::of(op.object, Side::Other)).then(|| {
                    enter_reader(kernel, op);
                    Peek(op.object)
                })
            })
        });
        // SAFETY: while `peek` lives, nobody can write.
        let data = peek.as_ref().map(|_| unsafe { &*self.data() });
        let mut f = f.debug_struct("ShardedLock");
        match data {
            Some(data) => f.field("data", &data),
            None => f.field("data", &format_args!("<locked>")),
        };
        f.finish()
    }
}
