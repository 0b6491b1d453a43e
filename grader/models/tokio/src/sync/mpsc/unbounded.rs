//! The sending ends of an unbounded channel.

use std::fmt;
use std::panic::Location;

use interleave::gate;
use tokio::sync::mpsc as real;

use super::error::SendError;
use crate::leaf::Leaf;
use crate::sync::end::End;
use crate::sync::waiting::shown;

/// The sending end of [`unbounded_channel`](super::unbounded_channel); the last one to go closes the
/// channel.
pub struct UnboundedSender<T> {
    end: End,
    real: real::UnboundedSender<T>,
}

/// A sender that does not keep the channel open.
pub struct WeakUnboundedSender<T> {
    end: End,
    real: real::WeakUnboundedSender<T>,
}

impl<T> UnboundedSender<T> {
    pub(super) fn new(end: End, real: real::UnboundedSender<T>) -> Self {
        Self { end, real }
    }

    /// Sends; never waits.
    ///
    /// # Errors
    /// The message, if there is no receiver any more.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.end.step("send", Location::caller());
        let sent = self.real.send(message);
        match &sent {
            Ok(()) => self.end.tell_sent(),
            Err(_) => gate::closely(|kernel| kernel.refused("closed")),
        }
        sent
    }

    /// Waits until there is no receiver any more, or it has closed the channel.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move { Leaf::free(self.end.op("closed", place), self.real.closed()).await }
    }

    /// Whether there is no receiver any more, or it has closed the channel.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.end.step("is_closed", Location::caller());
        shown(self.real.is_closed())
    }

    /// Whether both are for the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }

    /// A sender that does not keep the channel open.
    #[must_use = "the sender itself stays"]
    #[track_caller]
    pub fn downgrade(&self) -> WeakUnboundedSender<T> {
        let end = self.end.guest(Location::caller()).unseen();
        WeakUnboundedSender { end, real: self.real.downgrade() }
    }

    /// How many senders there are.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.end.step("strong_count", Location::caller());
        shown(self.real.strong_count())
    }

    /// How many weak senders there are.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.end.step("weak_count", Location::caller());
        shown(self.real.weak_count())
    }
}

impl<T> WeakUnboundedSender<T> {
    /// A sender, if there still is one.
    #[track_caller]
    pub fn upgrade(&self) -> Option<UnboundedSender<T>> {
        self.end.step("upgrade", Location::caller());
        let Some(real) = self.real.upgrade() else {
            gate::closely(|kernel| kernel.refused("closed"));
            return None;
        };
        Some(UnboundedSender::new(self.end.sender(Location::caller()), real))
    }

    /// How many senders there are.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.end.step("strong_count", Location::caller());
        shown(self.real.strong_count())
    }

    /// How many weak senders there are.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.end.step("weak_count", Location::caller());
        shown(self.real.weak_count())
    }
}

impl<T> Clone for UnboundedSender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self { end: self.end.sender(Location::caller()), real: self.real.clone() }
    }
}

impl<T> Clone for WeakUnboundedSender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self { end: self.end.guest(Location::caller()).unseen(), real: self.real.clone() }
    }
}

impl<T> fmt::Debug for UnboundedSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl<T> fmt::Debug for WeakUnboundedSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}
