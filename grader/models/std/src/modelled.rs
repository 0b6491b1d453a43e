//! What every modelled object is made of: an identity in the engine and a few bits of its own.
//!
//! Called by every primitive here; the gate stays theirs to call.

use std::cell::UnsafeCell;
use std::panic::Location;

use interleave::{Kernel, Object, Op, Queue, Side, Slot, gate, in_execution};

/// What the engine needs to know of a type of objects.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The type's name, as a learner knows it.
    pub(crate) name: &'static str,
    /// Whether the main queue is open at first.
    pub(crate) main_open: bool,
    /// Whether the other queue is open at first.
    pub(crate) other_open: bool,
}

impl Kind {
    /// Both queues closed at first, or never used.
    pub(crate) const fn closed(name: &'static str) -> Self {
        Self { name, main_open: false, other_open: false }
    }

    fn begin(&self, kernel: &mut Kernel, object: Object) {
        if self.main_open {
            kernel.open(Queue::of(object, Side::Main));
        }
        if self.other_open {
            kernel.open(Queue::of(object, Side::Other));
        }
    }
}

/// A modelled object with its state.
///
/// `S` is what a static gets back when a later execution first touches it, all of it.
pub(crate) struct Modelled<S: ?Sized> {
    slot: Slot,
    state: UnsafeCell<S>,
}

impl<S> Modelled<S> {
    pub(crate) const fn new(state: S) -> Self {
        Self { slot: Slot::new(), state: UnsafeCell::new(state) }
    }

    pub(crate) fn into_inner(self) -> S {
        self.state.into_inner()
    }
}

impl<S: ?Sized> Modelled<S> {
    /// The object's number in the execution that runs.
    #[inline]
    pub(crate) fn object(&self, kind: &'static Kind) -> Object {
        // The size is taken of the cell, so that no reference to the state is made.
        let len = size_of_val(&self.state);
        // SAFETY: the cell is valid for as many bytes as it is long. Every method of the models
        // calls this before it looks at the state, so nobody has a reference into it at first use.
        // A stale epoch means a static, whose state a `const` has made (the crate's documentation
        // says so of objects that are made outside executions).
        unsafe { identify(&self.slot, kind, self.state.get().cast(), len) }
    }

    /// The state, for whoever may touch it now.
    #[inline]
    pub(crate) const fn get(&self) -> *mut S {
        self.state.get()
    }

    #[inline]
    pub(crate) fn get_mut(&mut self) -> &mut S {
        self.state.get_mut()
    }
}

/// # Safety
/// As for [`Slot::object_with`].
unsafe fn identify(slot: &Slot, kind: &'static Kind, state: *mut u8, len: usize) -> Object {
    gate::quietly(|kernel| {
        let begin = |kernel: &mut Kernel, object| kind.begin(kernel, object);
        // SAFETY: the caller's promises.
        unsafe { slot.object_with(kernel, kind.name, state, len, begin) }
    })
}

/// Reads a lock for people (`Debug`), if nobody forbids it: without a step, but as a reader, so that
/// whatever the data's own `Debug` does, the data stays.
pub(crate) struct Peek {
    object: Object,
    kind: &'static Kind,
}

impl Peek {
    /// Enters past the queue on this side, if it is open; never outside an execution.
    pub(crate) fn enter<S: ?Sized>(
        lock: &Modelled<S>,
        kind: &'static Kind,
        side: Side,
    ) -> Option<Self> {
        if !in_execution() {
            return None;
        }
        let object = lock.object(kind);
        gate::quietly(|kernel| {
            kernel.is_open(Queue::of(object, side)).then(|| {
                kernel.close(Queue::of(object, Side::Main));
                kernel.hold(object, Location::caller());
                Self { object, kind }
            })
        })
    }
}

impl Drop for Peek {
    fn drop(&mut self) {
        gate::quietly(|kernel| {
            kernel.release(self.object);
            if kernel.holders(self.object).is_empty() {
                self.kind.begin(kernel, self.object);
            }
        });
    }
}

/// A visible operation that changes nothing in the engine. Not inlined, so that it is compiled
/// here, with optimisation, and not in the learner's file.
pub(crate) fn look(op: Op) {
    gate::step(op, |_| ());
}
