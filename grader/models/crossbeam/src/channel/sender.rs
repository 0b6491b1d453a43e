//! The sending end of a channel.

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crossbeam::channel::{SendError, SendTimeoutError, TrySendError};
use interleave::deadline;
use model_std::time::{Instant, deadline_at};

use super::case::{Case, Token};
use super::ends::{End, Failed};
use super::shared::Channel;

/// The sending end of a channel. The last one to go disconnects it: what was sent can still be
/// received.
pub struct Sender<T> {
    channel: Arc<Channel<T>>,
    place: &'static Location<'static>,
}

impl<T> UnwindSafe for Sender<T> {}
impl<T> RefUnwindSafe for Sender<T> {}

impl<T> Sender<T> {
    pub(super) fn new(channel: Arc<Channel<T>>, place: &'static Location<'static>) -> Self {
        Self { channel, place }
    }

    /// Sends if that needs no waiting; with a capacity of 0, if a receiver waits.
    ///
    /// # Errors
    /// The message, if the channel is full or no receiver is left.
    #[track_caller]
    pub fn try_send(&self, msg: T) -> Result<(), TrySendError<T>> {
        let result = self.channel.send("try_send", msg, Some(0), Location::caller());
        result.map_err(|(why, message)| match why {
            Failed::Late => TrySendError::Full(message),
            Failed::Disconnected => TrySendError::Disconnected(message),
        })
    }

    /// Waits for room, or, with a capacity of 0, for a receiver.
    ///
    /// # Errors
    /// The message, if no receiver is left.
    #[track_caller]
    pub fn send(&self, msg: T) -> Result<(), SendError<T>> {
        let result = self.channel.send("send", msg, None, Location::caller());
        result.map_err(|(_, message)| SendError(message))
    }

    /// As [`send`](Self::send), but waits no longer than this.
    ///
    /// # Errors
    /// The message, if the time was over or no receiver is left.
    #[track_caller]
    pub fn send_timeout(&self, msg: T, timeout: Duration) -> Result<(), SendTimeoutError<T>> {
        self.send_until("send_timeout", msg, deadline::after(timeout), Location::caller())
    }

    /// As [`send`](Self::send), but waits no longer than to that moment.
    ///
    /// # Errors
    /// The message, if the time was over or no receiver is left.
    #[track_caller]
    pub fn send_deadline(&self, msg: T, deadline: Instant) -> Result<(), SendTimeoutError<T>> {
        self.send_until("send_deadline", msg, deadline_at(deadline), Location::caller())
    }

    /// Whether there is no message; always, with a capacity of 0.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.channel.is_empty(Location::caller())
    }

    /// Whether no message fits; always, with a capacity of 0.
    #[track_caller]
    pub fn is_full(&self) -> bool {
        self.channel.is_full(Location::caller())
    }

    /// How many messages there are.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.channel.len(Location::caller())
    }

    /// How many messages fit; `None` for any number.
    pub fn capacity(&self) -> Option<usize> {
        self.channel.capacity()
    }

    /// Whether the other sends to the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.channel, &other.channel)
    }

    pub(super) fn case(&self) -> Rc<dyn Case> {
        self.channel.case(End::Sender)
    }

    pub(super) fn complete(&self, token: Token, message: T) -> Result<(), SendError<T>> {
        self.channel.complete_send(token, message).map_err(SendError)
    }

    fn send_until(
        &self,
        verb: &'static str,
        message: T,
        deadline: u64,
        place: &'static Location<'static>,
    ) -> Result<(), SendTimeoutError<T>> {
        let result = self.channel.send(verb, message, Some(deadline), place);
        result.map_err(|(why, message)| match why {
            Failed::Late => SendTimeoutError::Timeout(message),
            Failed::Disconnected => SendTimeoutError::Disconnected(message),
        })
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        self.channel.join(End::Sender);
        Self { channel: Arc::clone(&self.channel), place: Location::caller() }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.channel.leave(End::Sender, self.place);
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Sender { .. }")
    }
}
