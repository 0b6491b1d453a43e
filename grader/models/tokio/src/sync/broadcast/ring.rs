//! The messages of a broadcast channel: the last ones, each until every receiver has seen it.

use std::cell::{Cell, UnsafeCell};

use super::lock::Lock;

/// As many messages as the channel keeps, by position.
pub(super) struct Ring<T> {
    slots: Box<[Slot<T>]>,
}

/// Room for a message.
pub(super) struct Slot<T> {
    pub(super) lock: Lock,
    /// The position of the message that is or was here.
    pub(super) position: Cell<u64>,
    /// How many receivers have yet to see it.
    pub(super) unseen: Cell<usize>,
    value: UnsafeCell<Option<T>>,
}

impl<T> Ring<T> {
    /// With room for `capacity` messages, a power of two.
    pub(super) fn new(capacity: usize) -> Self {
        let slot = |index: usize| Slot {
            lock: Lock::default(),
            position: Cell::new((index as u64).wrapping_sub(capacity as u64)),
            unseen: Cell::new(0),
            value: UnsafeCell::new(None),
        };
        Self { slots: (0..capacity).map(slot).collect() }
    }

    pub(super) fn len(&self) -> u64 {
        self.slots.len() as u64
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Slot<T>> {
        self.slots.iter()
    }

    /// Where the message with this position is, was, or will be.
    pub(super) fn at(&self, position: u64) -> &Slot<T> {
        let index = position % self.len();
        &self.slots[usize::try_from(index).expect("less than the length")]
    }
}

impl<T> Slot<T> {
    /// The message, if it is still there.
    ///
    /// # Safety
    /// Nobody replaces it meanwhile: the caller has the lock.
    pub(super) unsafe fn value(&self) -> Option<&T> {
        // SAFETY: the caller's promise.
        unsafe { (*self.value.get()).as_ref() }
    }

    /// Puts a message there, or none.
    ///
    /// # Safety
    /// Nobody refers to the old one: the caller has the lock, or could have it.
    pub(super) unsafe fn replace(&self, value: Option<T>) -> Option<T> {
        // SAFETY: the caller's promise.
        unsafe { std::mem::replace(&mut *self.value.get(), value) }
    }
}
