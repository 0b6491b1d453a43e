//! The receiving ends.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use interleave::{Op, gate, in_execution};

use super::error::{RecvError, TryRecvError};
use super::shared::Shared;
use crate::leaf::Leaf;
use crate::runtime;
use crate::sync::waiting::{refused, shown, visibly};

/// Sees every message that is sent while it is there, unless it is too slow.
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    /// The position of the message that it has to see next.
    next: u64,
    place: &'static Location<'static>,
}

impl<T> Receiver<T> {
    /// Already counted.
    pub(super) fn new(
        shared: Arc<Shared<T>>,
        next: u64,
        place: &'static Location<'static>,
    ) -> Self {
        Self { shared, next, place }
    }

    /// How many messages there are to see; more than there is room for, if it was too slow.
    #[track_caller]
    pub fn len(&self) -> usize {
        let op = self.shared.step("len", Location::caller());
        shown(self.unseen(op))
    }

    /// Whether there is no message to see.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        let op = self.shared.step("is_empty", Location::caller());
        shown(self.unseen(op) == 0)
    }

    /// Whether both are of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// How many senders there are.
    #[track_caller]
    pub fn sender_strong_count(&self) -> usize {
        self.shared.step("sender_strong_count", Location::caller());
        self.shared.senders.load(Relaxed)
    }

    /// How many weak senders there are.
    #[track_caller]
    pub fn sender_weak_count(&self) -> usize {
        self.shared.step("sender_weak_count", Location::caller());
        self.shared.weak.load(Relaxed)
    }

    /// Whether there is no sender any more.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.shared.step("is_closed", Location::caller());
        shown(self.shared.senders.load(Relaxed) == 0)
    }

    fn unseen(&self, op: Op) -> usize {
        usize::try_from(self.shared.next(op) - self.next).unwrap_or(usize::MAX)
    }
}

impl<T: Clone> Receiver<T> {
    /// Another receiver, which sees what is sent from now on.
    #[expect(clippy::return_self_not_must_use, reason = "tokio's is not")]
    #[track_caller]
    pub fn resubscribe(&self) -> Self {
        let place = Location::caller();
        let next = self.shared.subscribe(self.shared.step("resubscribe", place));
        Self::new(Arc::clone(&self.shared), next, place)
    }

    /// Waits for the next message. A future that is dropped has taken none.
    ///
    /// # Errors
    /// If messages were lost, because this receiver was too slow (the next call gets the oldest one
    /// that is left), or if all are seen and there is no sender any more.
    #[track_caller]
    pub fn recv(&mut self) -> impl Future<Output = Result<T, RecvError>> {
        let place = Location::caller();
        async move { self.receive(self.shared.op("recv", place)).await }
    }

    /// The next message, if there is one.
    ///
    /// # Errors
    /// If there is none, or never will be, or messages were lost.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let op = self.shared.step("try_recv", Location::caller());
        let received = self.look(op);
        if matches!(received, Err(TryRecvError::Empty)) {
            refused("empty");
        }
        received
    }

    /// As [`Receiver::recv`]; blocks the thread.
    ///
    /// # Errors
    /// As [`Receiver::recv`].
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_recv(&mut self) -> Result<T, RecvError> {
        let op = self.shared.op("blocking_recv", Location::caller());
        runtime::block_on_here(op, self.receive(op))
    }

    fn receive(&mut self, op: Op) -> impl Future<Output = Result<T, RecvError>> {
        let receiving = async move {
            loop {
                match self.look(op) {
                    Ok(message) => return Ok(message),
                    Err(TryRecvError::Closed) => return Err(RecvError::Closed),
                    Err(TryRecvError::Lagged(missed)) => return Err(RecvError::Lagged(missed)),
                    Err(TryRecvError::Empty) => (),
                }
                // No other task has run since, so no message can have come.
                self.shared.news.notified().await;
            }
        };
        Leaf::new(op, receiving)
    }

    /// What there is to receive.
    fn look(&mut self, op: Op) -> Result<T, TryRecvError> {
        let received = match self.shared.receive(op, &mut self.next) {
            Ok(seen) => seen.cloned().ok_or(TryRecvError::Closed),
            Err(why) => Err(why),
        };
        match &received {
            Ok(message) => {
                self.shared.tell_messages();
                gate::closely(|kernel| kernel.found_value(message));
            }
            Err(TryRecvError::Lagged(missed)) => {
                refused("lagged");
                shown(*missed);
            }
            Err(TryRecvError::Closed) => refused("closed"),
            Err(TryRecvError::Empty) => (),
        }
        received
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        // Outside an execution, the messages go with the channel.
        if in_execution() {
            let op = self.shared.op("drop", self.place);
            visibly(op);
            self.shared.unsubscribe(op, self.next);
        }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("broadcast::Receiver")
    }
}
