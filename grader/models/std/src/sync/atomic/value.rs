//! The cell inside every atomic type. It has the newest value; the older ones that loads may still
//! read are in the engine's memory, as bits.

use std::panic::Location;
use std::ptr;
use std::sync::atomic::Ordering;

use interleave::{Atom, Branch, Kind, Modelled, Object, Op, gate};

/// A value of at most eight bytes that is read and written whole.
pub(super) struct Value<T> {
    inner: Modelled<T>,
}

// SAFETY: only copies go in and out, each in one step on the one OS thread (see the crate's page).
// std's `AtomicPtr` is `Send` and `Sync` although pointers are not; so is this.
unsafe impl<T: Copy> Send for Value<T> {}
// SAFETY: as above.
unsafe impl<T: Copy> Sync for Value<T> {}

impl<T: Copy> Value<T> {
    const FITS: () = assert!(size_of::<T>() <= size_of::<u64>());

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
            self.newest()
        })
    }

    /// The value, or an older one that `order` allows.
    #[inline]
    pub(super) fn load(
        &self,
        kind: &'static Kind,
        place: &'static Location<'static>,
        order: Ordering,
    ) -> T {
        let object = self.inner.object(kind);
        gate::access(Op { verb: "load", object, place }, false, |kernel| {
            let atom = self.atom(object);
            let value = kernel.atomic_load(atom, order);
            // The newest one as it is: a pointer stays one that may be followed.
            let value = if value == atom.value { self.newest() } else { from_bits(value) };
            kernel.found_value(&value);
            value
        })
    }

    /// Puts a value there.
    #[inline]
    pub(super) fn store(
        &self,
        kind: &'static Kind,
        place: &'static Location<'static>,
        order: Ordering,
        value: T,
    ) {
        let object = self.inner.object(kind);
        gate::access(Op { verb: "store", object, place }, true, |kernel| {
            kernel.atomic_store(self.atom(object), to_bits(value), order);
            self.put(value);
            kernel.tell_value(object, &value);
        });
    }

    /// Replaces the value by `change` of it, in one step; returns the former one.
    #[inline]
    pub(super) fn change(
        &self,
        kind: &'static Kind,
        (verb, place): (&'static str, &'static Location<'static>),
        order: Ordering,
        change: impl FnOnce(T) -> T,
    ) -> T {
        let object = self.inner.object(kind);
        gate::access(Op { verb, object, place }, true, |kernel| {
            let before = self.newest();
            let value = change(before);
            kernel.atomic_replace(self.atom(object), to_bits(value), order);
            self.put(value);
            kernel.found_value(&before);
            kernel.tell_value(object, &value);
            before
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
        (success, failure): (Ordering, Ordering),
    ) -> Result<T, T>
    where
        T: PartialEq,
    {
        let object = self.inner.object(kind);
        let verb = if weak { "compare_exchange_weak" } else { "compare_exchange" };
        gate::access(Op { verb, object, place }, true, |kernel| {
            let before = self.newest();
            let fails = before != current
                || (weak && kernel.unusually(Branch::WeakFailure, "the exchange fails spuriously"));
            if fails {
                kernel.atomic_refuse(self.atom(object), failure);
                kernel.refused("fails");
                kernel.found_value(&before);
                return Err(before);
            }
            kernel.atomic_replace(self.atom(object), to_bits(new), success);
            self.put(new);
            kernel.found_value(&before);
            kernel.tell_value(object, &new);
            Ok(before)
        })
    }

    fn atom(&self, object: Object) -> Atom {
        Atom { object, address: self.inner.get().addr(), value: to_bits(self.newest()) }
    }

    fn newest(&self) -> T {
        // SAFETY: a copy of plain data, on the one OS thread. Nobody writes meanwhile: `get_mut` has
        // the whole atomic, and one effect runs at a time.
        unsafe { *self.inner.get() }
    }

    fn put(&self, value: T) {
        // SAFETY: nobody holds a reference to it (`get_mut` has the whole atomic), and one effect
        // runs at a time.
        unsafe { *self.inner.get() = value }
    }
}

fn to_bits<T: Copy>(value: T) -> u64 {
    const { Value::<T>::FITS };
    let mut bits = 0_u64;
    // SAFETY: both are valid for as many bytes as a `T` has, which are no more than eight, and the
    // values that atomics hold have no padding.
    unsafe {
        ptr::copy_nonoverlapping(
            (&raw const value).cast::<u8>(),
            (&raw mut bits).cast::<u8>(),
            size_of::<T>(),
        );
    }
    bits
}

/// Only of bits that were those of a `T`.
fn from_bits<T: Copy>(bits: u64) -> T {
    const { Value::<T>::FITS };
    // SAFETY: the bits come from `to_bits` of the same type: an atomic's number is its own. A pointer
    // can be compared afterwards, no more; learners' code is safe and cannot follow one.
    unsafe { ptr::read_unaligned((&raw const bits).cast::<T>()) }
}
