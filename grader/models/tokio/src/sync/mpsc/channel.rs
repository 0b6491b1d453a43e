//! Makes channels.

use std::panic::Location;

use interleave::Kind;
use tokio::sync::mpsc as real;

use super::receiver::{Receiver, UnboundedReceiver};
use super::sender::Sender;
use super::unbounded::UnboundedSender;
use crate::sync::end::End;

static KIND: Kind = Kind::closed("channel");

/// A channel with room for `buffer` messages.
///
/// # Panics
/// Without room.
#[track_caller]
pub fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = real::channel(buffer);
    let (one, other) = End::pair(&KIND, Location::caller());
    (Sender::new(one, sender), Receiver::new(other, receiver))
}

/// A channel with room for everything.
#[track_caller]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let (sender, receiver) = real::unbounded_channel();
    let (one, other) = End::pair(&KIND, Location::caller());
    (UnboundedSender::new(one, sender), UnboundedReceiver::new(other, receiver))
}
