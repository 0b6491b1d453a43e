//! What several primitives here have in common beyond the engine's `Modelled`: how a lock is read
//! for people, and the operation that only looks.

use std::panic::Location;

use interleave::{Kind, Modelled, Object, Op, Queue, Shown, Side, gate, in_execution};

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

/// The same, for a question that is answered by yes or no.
pub(crate) fn asks(op: Op, answer: impl FnOnce() -> bool) -> bool {
    gate::step(op, |kernel| {
        let answer = answer();
        kernel.found(Shown::Bool(answer));
        answer
    })
}

/// The same, for a value that may not be there yet.
pub(crate) fn look_for<R>(op: Op, value: impl FnOnce() -> Option<R>) -> Option<R> {
    gate::step(op, |kernel| {
        let value = value();
        if value.is_none() {
            kernel.refused("empty");
        }
        value
    })
}
