//! The cell inside every atomic type.

use std::panic::Location;

use interleave::{Branch, Kind, Modelled, Op, gate};

/// A value that is read and written whole.
pub(super) struct Value<T> {
    inner: Modelled<T>,
}

// SAFETY: only copies go in and out, each in one step on the one OS thread (see the crate's page).
// std's `AtomicPtr` is `Send` and `Sync` although pointers are not; so is this.
unsafe impl<T: Copy> Send for Value<T> {}
// SAFETY: as above.
unsafe impl<T: Copy> Sync for Value<T> {}

impl<T: Copy> Value<T> {
    pub(super) const fn new(value: T) -> Self {
        Self { inner: Modelled::new(value) }
    }

    pub(super) fn get_mut(&mut self) -> &mut T {
        self.inner.get_mut()
    }

    pub(super) fn into_inner(self) -> T {
        self.inner.into_inner()
    }

    /// The value, without a step: for `Debug`. Outside an execution nobody can tell.
    pub(super) fn peek(&self, kind: &'static Kind) -> Option<T> {
        interleave::in_execution().then(|| {
            self.inner.object(kind);
            // SAFETY: a copy of plain data, on the one OS thread.
            unsafe { *self.inner.get() }
        })
    }

    /// The value.
    #[inline]
    pub(super) fn look(&self, kind: &'static Kind, place: &'static Location<'static>) -> T {
        let object = self.inner.object(kind);
        // SAFETY: as in `change`.
        gate::look(Op { verb: "load", object, place }, |_| unsafe { *self.inner.get() })
    }

    /// Replaces the value by `change` of it, in one step; returns the former one.
    #[inline]
    pub(super) fn change(
        &self,
        kind: &'static Kind,
        verb: &'static str,
        place: &'static Location<'static>,
        change: impl FnOnce(T) -> T,
    ) -> T {
        let object = self.inner.object(kind);
        gate::step(Op { verb, object, place }, |_| {
            let value = self.inner.get();
            // SAFETY: nobody holds a reference to it (`get_mut` has the whole atomic), and one
            // effect runs at a time.
            unsafe { value.replace(change(*value)) }
        })
    }

    /// Replaces the value by `new` if it is `current`; a `weak` exchange may fail even so.
    #[inline]
    pub(super) fn exchange(
        &self,
        kind: &'static Kind,
        place: &'static Location<'static>,
        weak: bool,
        (current, new): (T, T),
    ) -> Result<T, T>
    where
        T: PartialEq,
    {
        let object = self.inner.object(kind);
        let verb = if weak { "compare_exchange_weak" } else { "compare_exchange" };
        gate::step(Op { verb, object, place }, |kernel| {
            let value = self.inner.get();
            // SAFETY: as in `change`.
            let before = unsafe { *value };
            let fails = before != current
                || (weak && kernel.unusually(Branch::WeakFailure, "the exchange fails spuriously"));
            if fails {
                return Err(before);
            }
            // SAFETY: as in `change`.
            unsafe { *value = new };
            Ok(before)
        })
    }
}
