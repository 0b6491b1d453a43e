//! The receiving ends.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use interleave::{gate, in_execution};

use super::error::RecvError;
use super::lock::Ref;
use super::shared::{Shared, Version};
use crate::leaf::Leaf;
use crate::runtime;
use crate::sync::errors;
use crate::sync::waiting::{self, refused, shown, visibly};

/// Sees the latest value. It is *changed* for a receiver that has not seen it yet.
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    /// What it has seen.
    version: Version,
    place: &'static Location<'static>,
}

impl<T> Receiver<T> {
    /// Already counted.
    pub(super) fn new(
        shared: Arc<Shared<T>>,
        version: Version,
        place: &'static Location<'static>,
    ) -> Self {
        Self { shared, version, place }
    }

    /// The value; it stays changed for this receiver. Waits, and blocks the thread, while a sender
    /// is changing it.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        let value = self.shared.value.read(self.shared.step("borrow", Location::caller()));
        gate::closely(|kernel| kernel.found_value(&*value));
        value.changed(self.version != self.shared.version())
    }

    /// The value, and from now on it is seen.
    #[track_caller]
    pub fn borrow_and_update(&mut self) -> Ref<'_, T> {
        let op = self.shared.step("borrow_and_update", Location::caller());
        let value = self.shared.value.read(op);
        gate::closely(|kernel| kernel.found_value(&*value));
        let version = std::mem::replace(&mut self.version, self.shared.version());
        value.changed(version != self.version)
    }

    /// Whether there is a value that this receiver has not seen.
    ///
    /// # Errors
    /// If there is no sender any more.
    #[track_caller]
    pub fn has_changed(&self) -> Result<bool, RecvError> {
        self.shared.step("has_changed", Location::caller());
        if self.shared.is_closed() {
            refused("closed");
            return Err(errors::no_sender());
        }
        Ok(shown(self.version != self.shared.version()))
    }

    /// Whether there is no sender any more.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.shared.step("is_closed", Location::caller());
        shown(self.shared.is_closed())
    }

    /// The value counts as not seen.
    pub fn mark_changed(&mut self) {
        self.version = self.version.wrapping_sub(1);
    }

    /// The value counts as seen.
    #[track_caller]
    pub fn mark_unchanged(&mut self) {
        self.shared.step("mark_unchanged", Location::caller());
        self.version = self.shared.version();
    }

    /// Waits for a value that this receiver has not seen, and then it is seen. A future that is
    /// dropped has seen nothing.
    ///
    /// # Errors
    /// If there is none, and no sender any more.
    #[track_caller]
    pub fn changed(&mut self) -> impl Future<Output = Result<(), RecvError>> {
        let place = Location::caller();
        async move {
            let op = self.shared.op("changed", place);
            Leaf::new(op, self.shared.changed(&mut self.version)).await
        }
    }

    /// Waits for a value that `f` likes; the one that is there is asked first. Whatever `f` was
    /// asked about is seen.
    ///
    /// # Errors
    /// If it likes none, and there is no sender any more.
    #[track_caller]
    pub fn wait_for(
        &mut self,
        mut f: impl FnMut(&T) -> bool,
    ) -> impl Future<Output = Result<Ref<'_, T>, RecvError>> {
        let place = Location::caller();
        async move {
            let op = self.shared.op("wait_for", place);
            waiting::budget().await;
            let mut closed = false;
            loop {
                gate::step(op, |_| ());
                {
                    let value = self.shared.value.read(op);
                    let seen = std::mem::replace(&mut self.version, self.shared.version());
                    let has_changed = seen != self.version;
                    if (!closed || has_changed) && f(&value) {
                        runtime::spend();
                        return Ok(value.changed(has_changed));
                    }
                    value.end();
                }
                if closed {
                    runtime::spend();
                    return Err(errors::no_sender());
                }
                let changed = self.shared.changed(&mut self.version);
                closed = waiting::rest(op, changed).await.is_err();
            }
        }
    }

    /// Whether both are of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

/// No visible operation: only the count tells.
impl<T> Clone for Receiver<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        self.shared.receivers.fetch_add(1, Relaxed);
        Self::new(Arc::clone(&self.shared), self.version, Location::caller())
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if in_execution() {
            visibly(self.shared.op("drop", self.place));
        }
        self.shared.receiver_gone();
    }
}

impl<T: fmt::Debug> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("shared", &self.shared)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}
