//! A sign of life for whoever watches an execution from another OS thread: code that loops without
//! a scheduling point never gives control back, so the engine itself cannot end it.

use std::panic::Location;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

/// Counts scheduling points and remembers where the last one was.
///
/// Every access is `Relaxed`: the watcher needs some recent value, not an order.
#[derive(Debug, Default)]
pub struct Heartbeat {
    steps: AtomicU64,
    place: AtomicPtr<Location<'static>>,
}

impl Heartbeat {
    /// Scheduling points since the executor was made.
    pub fn steps(&self) -> u64 {
        self.steps.load(Ordering::Relaxed)
    }

    /// Where the last one was taken.
    pub fn place(&self) -> Option<&'static Location<'static>> {
        let place = self.place.load(Ordering::Relaxed);
        // SAFETY: the pointer is null or was made from a `&'static Location` in `beat`.
        unsafe { place.as_ref() }
    }

    #[inline]
    pub(crate) fn beat(&self, steps: u64, place: &'static Location<'static>) {
        self.steps.store(steps, Ordering::Relaxed);
        self.place.store(ptr::from_ref(place).cast_mut(), Ordering::Relaxed);
    }
}
