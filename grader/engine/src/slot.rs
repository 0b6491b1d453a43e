//! How a modelled object gets its number in each execution, and a static its first state back.
//!
//! Part of every model's types; `gate` and `kernel` do the rest.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use crate::{Kernel, Object, snapshot};

/// The identity card inside every modelled object.
///
/// It can be made in a `const`, so that a modelled type may stand in a `static`. An object that
/// still carries the number of an earlier execution can only have been reached through a static;
/// its state is then put back to what it was before its very first use.
#[derive(Debug, Default)]
pub struct Slot {
    // Only ever touched by the one OS thread that runs the current execution; atomics make it
    // `Sync` without a promise, and cost nothing when relaxed.
    epoch: AtomicU64,
    object: AtomicU32,
}

impl Slot {
    /// An object that no execution has seen.
    pub const fn new() -> Self {
        Self { epoch: AtomicU64::new(0), object: AtomicU32::new(0) }
    }

    /// The object's number in this execution. `kind` is the type's name as a learner knows it.
    ///
    /// `state` is what a static must get back when a new execution first touches it. A type
    /// without state of its own passes a pointer to `()`, which may be null.
    ///
    /// # Safety
    /// `state` is valid for reads and writes of a `T`, nobody holds a reference into it while the
    /// object is used for the first time in an execution, and a bitwise copy of the initial `T`
    /// may replace a later one (true of every value that a `const` can make).
    #[inline]
    pub unsafe fn object<T>(
        &self,
        kernel: &mut Kernel,
        kind: &'static str,
        state: *mut T,
    ) -> Object {
        // SAFETY: the same promises.
        unsafe { self.object_with(kernel, kind, state.cast(), size_of::<T>(), |_, _| ()) }
    }

    /// As [`Slot::object`], for state of `len` bytes. When the object is new to this execution,
    /// `begin` runs, with the state put back: to open the queues that are open at first (those of a
    /// new object are closed).
    ///
    /// # Safety
    /// As for [`Slot::object`], of the `len` bytes at `state`.
    #[inline]
    pub unsafe fn object_with(
        &self,
        kernel: &mut Kernel,
        kind: &'static str,
        state: *mut u8,
        len: usize,
        begin: impl FnOnce(&mut Kernel, Object),
    ) -> Object {
        if self.epoch.load(Ordering::Relaxed) == kernel.epoch {
            return Object::new(self.object.load(Ordering::Relaxed));
        }
        // SAFETY: the same promises.
        let object = unsafe { self.register(kernel, kind, state, len) };
        // How an object begins is nothing that its first user does to it.
        kernel.unheeded(|kernel| begin(kernel, object));
        if kernel.trail.on {
            kernel.trail.shares(object);
        }
        object
    }

    #[cold]
    unsafe fn register(
        &self,
        kernel: &mut Kernel,
        kind: &'static str,
        state: *mut u8,
        len: usize,
    ) -> Object {
        if len > 0 {
            let fresh = self.epoch.load(Ordering::Relaxed) == 0;
            // SAFETY: `state` is valid for `len` bytes either way (the caller's promise); a stale
            // epoch means that this very object registered before, so the bytes kept under its
            // address are those of its initial value.
            unsafe {
                if fresh {
                    snapshot::keep(state, len);
                } else {
                    snapshot::restore(state, len);
                }
            }
        }
        let object = kernel.new_object(kind);
        self.epoch.store(kernel.epoch, Ordering::Relaxed);
        self.object.store(object.number(), Ordering::Relaxed);
        object
    }
}
