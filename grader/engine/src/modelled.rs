//! What every modelled object is made of: an identity in the engine and a few bits of its own.
//!
//! Called by every primitive of the models; the gate stays theirs to call.

use std::cell::UnsafeCell;

use crate::{Kernel, Object, Queue, Side, Slot, gate};

/// What the engine needs to know of a type of objects.
#[derive(Debug)]
pub struct Kind {
    /// The type's name, as a learner knows it.
    pub name: &'static str,
    /// Whether the main queue is open at first.
    pub main_open: bool,
    /// Whether the other queue is open at first.
    pub other_open: bool,
}

impl Kind {
    /// Both queues closed at first, or never used.
    pub const fn closed(name: &'static str) -> Self {
        Self { name, main_open: false, other_open: false }
    }

    /// Opens the queues that are open at first.
    pub fn begin(&self, kernel: &mut Kernel, object: Object) {
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
pub struct Modelled<S: ?Sized> {
    slot: Slot,
    state: UnsafeCell<S>,
}

impl<S> Modelled<S> {
    pub const fn new(state: S) -> Self {
        Self { slot: Slot::new(), state: UnsafeCell::new(state) }
    }

    pub fn into_inner(self) -> S {
        self.state.into_inner()
    }
}

impl<S: ?Sized> Modelled<S> {
    /// The object's number in the execution that runs.
    #[inline]
    pub fn object(&self, kind: &'static Kind) -> Object {
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
    pub const fn get(&self) -> *mut S {
        self.state.get()
    }

    #[inline]
    pub fn get_mut(&mut self) -> &mut S {
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
