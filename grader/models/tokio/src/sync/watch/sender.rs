//! The sending ends.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use interleave::{Op, gate, in_execution};

use super::error::SendError;
use super::lock::Ref;
use super::receiver::Receiver;
use super::shared::Shared;
use crate::leaf::Leaf;
use crate::sync::waiting::{refused, shown, visibly};

/// Sets the value. The last one to go closes the channel.
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
    place: &'static Location<'static>,
}

/// A channel with its first value, which is seen by the receiver.
#[track_caller]
pub fn channel<T>(init: T) -> (Sender<T>, Receiver<T>) {
    let place = Location::caller();
    let shared = Arc::new(Shared::new(init));
    let receiver = Receiver::new(Arc::clone(&shared), shared.version(), place);
    (Sender { shared, place }, receiver)
}

impl<T> Sender<T> {
    /// Without a receiver so far.
    #[track_caller]
    pub fn new(init: T) -> Self {
        let shared = Arc::new(Shared::new(init));
        shared.receivers.store(0, Relaxed);
        Self { shared, place: Location::caller() }
    }

    /// Sets the value. Waits, and blocks the thread, while a value is borrowed.
    ///
    /// # Errors
    /// The new value, if there is no receiver: the old one stays.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        let op = self.shared.step("send", Location::caller());
        if self.shared.receivers.load(Relaxed) == 0 {
            refused("no receiver");
            return Err(SendError(value));
        }
        let old = self.replace(op, value);
        drop(old);
        Ok(())
    }

    /// Changes the value, receivers or not. If `modify` panics, nobody is told.
    #[track_caller]
    pub fn send_modify<F>(&self, modify: F)
    where
        F: FnOnce(&mut T),
    {
        let op = self.shared.step("send_modify", Location::caller());
        self.modify(op, |value| {
            modify(value);
            true
        });
    }

    /// Changes the value, receivers or not; they are told if `modify` says so, and that is the
    /// result. If it panics, nobody is told.
    #[track_caller]
    pub fn send_if_modified<F>(&self, modify: F) -> bool
    where
        F: FnOnce(&mut T) -> bool,
    {
        let op = self.shared.step("send_if_modified", Location::caller());
        self.modify(op, modify)
    }

    /// Sets the value, receivers or not, and returns the old one.
    #[track_caller]
    pub fn send_replace(&self, value: T) -> T {
        let op = self.shared.step("send_replace", Location::caller());
        self.replace(op, value)
    }

    /// The value. Waits, and blocks the thread, while a sender is changing it.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        let value = self.shared.value.read(self.shared.step("borrow", Location::caller()));
        gate::closely(|kernel| kernel.found_value(&*value));
        value
    }

    /// Whether there is no receiver.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.shared.step("is_closed", Location::caller());
        shown(self.shared.receivers.load(Relaxed) == 0)
    }

    /// Waits until there is no receiver.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move { Leaf::new(self.shared.op("closed", place), self.shared.unheard()).await }
    }

    /// A receiver that has seen the value.
    #[track_caller]
    pub fn subscribe(&self) -> Receiver<T> {
        let place = Location::caller();
        self.shared.step("subscribe", place);
        self.shared.receivers.fetch_add(1, Relaxed);
        Receiver::new(Arc::clone(&self.shared), self.shared.version(), place)
    }

    /// How many receivers there are.
    #[track_caller]
    pub fn receiver_count(&self) -> usize {
        self.shared.step("receiver_count", Location::caller());
        self.shared.receivers.load(Relaxed)
    }

    /// How many senders there are.
    #[track_caller]
    pub fn sender_count(&self) -> usize {
        self.shared.step("sender_count", Location::caller());
        self.shared.senders.load(Relaxed)
    }

    /// Whether both are of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// Nothing of the learner's runs with the lock held, so the end of the write is no step.
    fn replace(&self, op: Op, value: T) -> T {
        let mut place = self.shared.value.write(op);
        let old = std::mem::replace(&mut *place, value);
        gate::closely(|kernel| kernel.tell_value(op.object, &*place));
        place.end();
        self.shared.is_new();
        old
    }

    fn modify(&self, op: Op, modify: impl FnOnce(&mut T) -> bool) -> bool {
        let mut value = self.shared.value.write(op);
        let modified = modify(&mut value);
        gate::closely(|kernel| kernel.tell_value(op.object, &*value));
        drop(value);
        if modified {
            self.shared.is_new();
        }
        modified
    }
}

/// No visible operation: only the count tells.
impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        self.shared.senders.fetch_add(1, Relaxed);
        Self { shared: Arc::clone(&self.shared), place: Location::caller() }
    }
}

impl<T: Default> Default for Sender<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if in_execution() {
            visibly(self.shared.op("drop", self.place));
        }
        self.shared.sender_gone();
    }
}

impl<T: fmt::Debug> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").field("shared", &self.shared).finish_non_exhaustive()
    }
}
