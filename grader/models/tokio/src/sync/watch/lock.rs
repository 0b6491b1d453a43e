//! The value, behind a lock that blocks the thread: readers share it, a writer has it alone.
//!
//! Readers pass the other queue, open while no writer is inside; writers pass the main one, open
//! while nobody is inside.

use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::{Branch, Kernel, Kind, Object, Op, Queue, Side, gate, in_execution};

use crate::sync::identity::Identity;

static KIND: Kind = Kind { name: "watch channel", main_open: true, other_open: true };

/// A value and its lock.
pub(super) struct Locked<T> {
    pub(super) identity: Identity,
    value: UnsafeCell<T>,
}

// SAFETY: as the real lock's: readers share the value, a writer has it alone.
unsafe impl<T: Send + Sync> Sync for Locked<T> {}

impl<T> Locked<T> {
    pub(super) fn new(value: T) -> Self {
        Self { identity: Identity::new(&KIND), value: UnsafeCell::new(value) }
    }

    /// Waits until no writer is inside, then reads. Whoever calls this has taken the scheduling
    /// point, as with [`write`](Self::write).
    pub(super) fn read(&self, op: Op) -> Ref<'_, T> {
        give_way(op);
        enter(op, Side::Other, |kernel| kernel.close(Queue::of(op.object, Side::Main)));
        Ref { lock: self, op, has_changed: false, quiet: false, here: PhantomData }
    }

    /// Waits until nobody is inside, then writes.
    pub(super) fn write(&self, op: Op) -> Writing<'_, T> {
        enter(op, Side::Main, |kernel| {
            kernel.close(Queue::of(op.object, Side::Main));
            kernel.close(Queue::of(op.object, Side::Other));
        });
        Writing { lock: self, op, quiet: false }
    }

    /// Reads for people, if no writer is inside, without a step.
    fn peek(&self) -> Option<Ref<'_, T>> {
        if !in_execution() {
            return None;
        }
        let op = self.identity.op("fmt", Location::caller());
        let [writers, readers] = queues(op.object);
        gate::quietly(|kernel| {
            kernel.is_open(readers).then(|| {
                kernel.close(writers);
                kernel.hold(op.object, op.place);
                Ref { lock: self, op, has_changed: false, quiet: true, here: PhantomData }
            })
        })
    }
}

fn queues(object: Object) -> [Queue; 2] {
    [Side::Main, Side::Other].map(|side| Queue::of(object, side))
}

/// Passes the queue on this side, and closes whatever is closed from then on.
fn enter(op: Op, side: Side, closes: impl FnOnce(&mut Kernel)) {
    let queue = Queue::of(op.object, side);
    let effect = |kernel: &mut Kernel| {
        closes(kernel);
        kernel.hold(op.object, op.place);
    };
    if gate::quietly(|kernel| kernel.is_open(queue)) {
        gate::quietly(effect);
    } else {
        gate::pass(op, queue, effect);
    }
}

/// tokio's documentation leaves it open whether a reader waits behind a writer who waits.
fn give_way(op: Op) {
    let [writers, readers] = queues(op.object);
    gate::quietly(|kernel| {
        let waits = !kernel.is_open(writers) && kernel.waiting(writers) > 0;
        if waits && kernel.is_open(readers) && kernel.branch(Branch::NotifyTarget, 2) == 1 {
            kernel.close(readers);
            kernel.remark(kernel.current(), "a sender waits already, and is let in first");
        }
    });
}

/// The end of a read or of a write: whoever is inside then is another reader.
fn unlock(kernel: &mut Kernel, object: Object) {
    kernel.release(object);
    kernel.pass_on(object);
    if kernel.holders(object).is_empty() {
        KIND.begin(kernel, object);
    }
}

fn leave(op: Op, quiet: bool) {
    if quiet {
        gate::quietly(|kernel| unlock(kernel, op.object));
    } else {
        gate::step(Op { verb: "unlock", ..op }, |kernel| unlock(kernel, op.object));
    }
}

/// Lends the value of a watch channel out. As long as it lives, nobody can send.
pub struct Ref<'a, T> {
    lock: &'a Locked<T>,
    op: Op,
    has_changed: bool,
    quiet: bool,
    /// Not `Send`, as tokio's.
    here: PhantomData<*const ()>,
}

// SAFETY: a shared guard only gives `&T`.
unsafe impl<T: Sync> Sync for Ref<'_, T> {}
impl<T: RefUnwindSafe> UnwindSafe for Ref<'_, T> {}
impl<T: RefUnwindSafe> RefUnwindSafe for Ref<'_, T> {}

impl<T> Ref<'_, T> {
    /// Whether the value was new to the receiver that has lent it.
    pub fn has_changed(&self) -> bool {
        self.has_changed
    }

    pub(super) fn changed(mut self, has_changed: bool) -> Self {
        self.has_changed = has_changed;
        self
    }

    /// Ends the read within the operation that began it.
    pub(super) fn end(mut self) {
        self.quiet = true;
    }
}

impl<T> Deref for Ref<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: no writer is inside while this guard lives.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> Drop for Ref<'_, T> {
    fn drop(&mut self) {
        leave(self.op, self.quiet);
    }
}

impl<T: fmt::Debug> fmt::Debug for Ref<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ref")
            .field("inner", &**self)
            .field("has_changed", &self.has_changed)
            .finish()
    }
}

/// Has the value alone.
pub(super) struct Writing<'a, T> {
    lock: &'a Locked<T>,
    op: Op,
    quiet: bool,
}

impl<T> Writing<'_, T> {
    /// Ends the write within the operation that began it: nothing of the learner's ran meanwhile.
    pub(super) fn end(mut self) {
        self.quiet = true;
    }
}

impl<T> Deref for Writing<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: nobody else is inside while this guard lives.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Writing<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: nobody else is inside while this guard lives.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for Writing<'_, T> {
    fn drop(&mut self) {
        leave(self.op, self.quiet);
    }
}

impl<T: fmt::Debug> fmt::Debug for Locked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.peek();
        let mut f = f.debug_struct("RwLock");
        match &value {
            Some(value) => f.field("data", &**value),
            None => f.field("data", &format_args!("<locked>")),
        };
        f.finish_non_exhaustive()
    }
}
