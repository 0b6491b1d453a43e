//! The number of an object whose state is no business of the engine's: channels, barriers.

use std::panic::Location;
use std::ptr;

use interleave::{Kernel, Kind, Object, Op, Shown, Slot, gate};

/// An object's identity.
pub(super) struct Identity {
    slot: Slot,
    kind: &'static Kind,
}

impl Identity {
    pub(super) const fn new(kind: &'static Kind) -> Self {
        Self { slot: Slot::new(), kind }
    }

    /// The object's number in the execution that runs.
    pub(super) fn object(&self) -> Object {
        gate::quietly(|kernel| self.object_in(kernel))
    }

    /// The same, for whoever has the kernel already.
    pub(super) fn object_in(&self, kernel: &mut Kernel) -> Object {
        let begin = |kernel: &mut Kernel, object| self.kind.begin(kernel, object);
        // SAFETY: no byte of state is kept, so none is read or written.
        unsafe { self.slot.object_with(kernel, self.kind.name, ptr::null_mut(), 0, begin) }
    }

    /// Tells what the object is like now.
    pub(super) fn tell(&self, what: &'static str, now: Shown) {
        gate::closely(|kernel| {
            let object = self.object_in(kernel);
            kernel.tell(object, what, now);
        });
    }

    pub(super) fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: self.object(), place }
    }

    /// Takes the scheduling point of an operation.
    pub(super) fn step(&self, verb: &'static str, place: &'static Location<'static>) {
        gate::step(self.op(verb, place), |_| ());
    }
}
