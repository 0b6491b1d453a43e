//! The sending ends.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use interleave::in_execution;

use super::error::SendError;
use super::receiver::Receiver;
use super::shared::Shared;
use crate::leaf::Leaf;
use crate::sync::waiting::{shown, visibly};

/// Sends to every receiver there is. The last one to go closes the channel.
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
    place: &'static Location<'static>,
}

/// A sender that does not keep the channel open.
pub struct WeakSender<T> {
    shared: Arc<Shared<T>>,
}

/// A channel that keeps `capacity` messages, or a few more, for receivers that are slow.
///
/// # Panics
/// If that is none.
#[track_caller]
pub fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let place = Location::caller();
    let shared = Arc::new(Shared::new(1, capacity));
    let receiver = Receiver::new(Arc::clone(&shared), 0, place);
    (Sender { shared, place }, receiver)
}

impl<T> Sender<T> {
    /// Without a receiver so far.
    ///
    /// # Panics
    /// If `capacity` is none.
    #[track_caller]
    pub fn new(capacity: usize) -> Self {
        Self { shared: Arc::new(Shared::new(0, capacity)), place: Location::caller() }
    }

    /// Sends to every receiver there is; tells how many those are.
    ///
    /// # Errors
    /// The message, if there is none.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<usize, SendError<T>> {
        let op = self.shared.step("send", Location::caller());
        self.shared.send(op, value).map_err(SendError)
    }

    /// A receiver, which sees what is sent from now on.
    #[track_caller]
    pub fn subscribe(&self) -> Receiver<T> {
        let place = Location::caller();
        let next = self.shared.subscribe(self.shared.step("subscribe", place));
        Receiver::new(Arc::clone(&self.shared), next, place)
    }

    /// A sender that does not keep the channel open.
    #[must_use = "the sender itself stays"]
    pub fn downgrade(&self) -> WeakSender<T> {
        self.shared.weak.fetch_add(1, Relaxed);
        WeakSender { shared: Arc::clone(&self.shared) }
    }

    /// How many messages there are that some receiver has yet to see.
    #[track_caller]
    pub fn len(&self) -> usize {
        shown(self.shared.len(self.shared.step("len", Location::caller())))
    }

    /// Whether every receiver has seen everything.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        shown(self.shared.len(self.shared.step("is_empty", Location::caller())) == 0)
    }

    /// How many receivers there are.
    #[track_caller]
    pub fn receiver_count(&self) -> usize {
        shown(self.shared.receivers(self.shared.step("receiver_count", Location::caller())))
    }

    /// Whether both are of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// Waits until there is no receiver.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let op = self.shared.op("closed", place);
            let unheard = async {
                loop {
                    let alone = self.shared.alone.notified();
                    if self.shared.is_closed(op) {
                        return;
                    }
                    alone.await;
                }
            };
            Leaf::free(op, unheard).await;
        }
    }

    /// How many senders there are.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.shared.step("strong_count", Location::caller());
        self.shared.senders.load(Relaxed)
    }

    /// How many weak senders there are.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.shared.step("weak_count", Location::caller());
        self.shared.weak.load(Relaxed)
    }
}

impl<T> WeakSender<T> {
    /// A sender, if there still is one.
    #[must_use]
    #[track_caller]
    pub fn upgrade(&self) -> Option<Sender<T>> {
        let place = Location::caller();
        self.shared.step("upgrade", place);
        if self.shared.senders.load(Relaxed) == 0 {
            return None;
        }
        self.shared.senders.fetch_add(1, Relaxed);
        Some(Sender { shared: Arc::clone(&self.shared), place })
    }

    /// How many senders there are.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.shared.step("strong_count", Location::caller());
        self.shared.senders.load(Relaxed)
    }

    /// How many weak senders there are.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.shared.step("weak_count", Location::caller());
        self.shared.weak.load(Relaxed)
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

impl<T> Clone for WeakSender<T> {
    fn clone(&self) -> Self {
        self.shared.weak.fetch_add(1, Relaxed);
        Self { shared: Arc::clone(&self.shared) }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let op = in_execution().then(|| self.shared.op("drop", self.place));
        op.into_iter().for_each(visibly);
        let last = self.shared.senders.fetch_sub(1, Relaxed) == 1;
        if let (true, Some(op)) = (last, op) {
            self.shared.close(op);
        }
    }
}

impl<T> Drop for WeakSender<T> {
    fn drop(&mut self) {
        self.shared.weak.fetch_sub(1, Relaxed);
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("broadcast::Sender")
    }
}

impl<T> fmt::Debug for WeakSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("broadcast::WeakSender")
    }
}
