//! What makes channels.

use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use model_std::time::Instant;

use super::receiver::Receiver;
use super::sender::Sender;
use super::shared::Channel;

/// A channel that takes any number of messages.
#[track_caller]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    ends(None, Location::caller())
}

/// A channel that holds `cap` messages; senders wait while it is full. With a capacity of 0, a
/// sender and a receiver must meet: each waits for the other.
#[track_caller]
pub fn bounded<T>(cap: usize) -> (Sender<T>, Receiver<T>) {
    ends(Some(cap), Location::caller())
}

fn ends<T>(capacity: Option<usize>, place: &'static Location<'static>) -> (Sender<T>, Receiver<T>) {
    let channel = Arc::new(Channel::new(capacity));
    (Sender::new(Arc::clone(&channel), place), Receiver::of(channel, place))
}

/// A channel that delivers one message, so long from now: the moment when it does.
pub fn after(duration: Duration) -> Receiver<Instant> {
    match Instant::now().checked_add(duration) {
        Some(moment) => at(moment),
        None => never(),
    }
}

/// A channel that delivers one message, at that moment: the moment.
pub fn at(when: Instant) -> Receiver<Instant> {
    Receiver::timer(when, None)
}

/// A channel that delivers a message every so often: the moment when it does. It holds one; the
/// next is due so long after that was received.
pub fn tick(duration: Duration) -> Receiver<Instant> {
    match Instant::now().checked_add(duration) {
        Some(moment) => Receiver::timer(moment, Some(duration)),
        None => never(),
    }
}

/// A channel that never delivers a message, and is never disconnected.
pub const fn never<T>() -> Receiver<T> {
    Receiver::silent()
}
