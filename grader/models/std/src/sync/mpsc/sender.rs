//! The sending ends of a channel.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::sync::mpsc::{SendError, TrySendError};

use super::channel::Channel;
use super::flow::Refused;

/// The sending end of [`channel`](super::channel).
pub struct Sender<T>(End<T>);

/// The sending end of [`sync_channel`](super::sync_channel).
pub struct SyncSender<T>(End<T>);

/// A sender of either kind; the last one to go disconnects the receiver.
struct End<T> {
    channel: Arc<Channel<T>>,
    place: &'static Location<'static>,
}

impl<T> End<T> {
    fn clone_at(&self, place: &'static Location<'static>) -> Self {
        self.channel.flow.sender_cloned();
        Self { channel: Arc::clone(&self.channel), place }
    }
}

impl<T> Drop for End<T> {
    fn drop(&mut self) {
        self.channel.flow.sender_dropped(self.place);
    }
}

impl<T> Sender<T> {
    pub(super) fn new(channel: Arc<Channel<T>>, place: &'static Location<'static>) -> Self {
        Self(End { channel, place })
    }

    /// Sends; never waits.
    ///
    /// # Errors
    /// The message, if there is no receiver any more.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.channel.send(message, Location::caller()).map_err(SendError)
    }
}

impl<T> SyncSender<T> {
    pub(super) fn new(channel: Arc<Channel<T>>, place: &'static Location<'static>) -> Self {
        Self(End { channel, place })
    }

    /// Waits for room, or, with a bound of 0, until the message is taken.
    ///
    /// # Errors
    /// The message, if there is no receiver any more.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.channel.send(message, Location::caller()).map_err(SendError)
    }

    /// Sends if that needs no waiting; with a bound of 0, if a receiver waits.
    ///
    /// # Errors
    /// The message.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        self.0.channel.try_send(message, Location::caller()).map_err(|refused| match refused {
            (Refused::Full, message) => TrySendError::Full(message),
            (Refused::Disconnected, message) => TrySendError::Disconnected(message),
        })
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self(self.0.clone_at(Location::caller()))
    }
}

impl<T> Clone for SyncSender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self(self.0.clone_at(Location::caller()))
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for SyncSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncSender").finish_non_exhaustive()
    }
}
