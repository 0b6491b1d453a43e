//! [`std::sync::mpsc`](https://doc.rust-lang.org/std/sync/mpsc/index.html): first in, first out;
//! many senders, one receiver.

mod channel;
mod flow;
mod receiver;
mod sender;

use std::panic::Location;
use std::sync::Arc;

pub use ::std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};
pub use receiver::{IntoIter, Iter, Receiver, TryIter};
pub use sender::{Sender, SyncSender};

use channel::Channel;

/// A channel that takes any number of messages.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let place = Location::caller();
    let channel = Arc::new(Channel::new(None));
    (Sender::new(Arc::clone(&channel), place), Receiver::new(channel, place))
}

/// A channel that holds `bound` messages; senders wait while it is full. With a bound of 0 each
/// `send` waits until its message is taken.
#[track_caller]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let place = Location::caller();
    let channel = Arc::new(Channel::new(Some(bound)));
    (SyncSender::new(Arc::clone(&channel), place), Receiver::new(channel, place))
}
