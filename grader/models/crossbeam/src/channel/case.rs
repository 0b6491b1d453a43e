//! One operation among those that a selection waits for.
//!
//! Implemented by `buffered`, `rendezvous`, `timer` and `never`; called by `selection`.

use std::rc::Rc;

use interleave::{Kernel, Object};
use model_std::time::Instant;

use super::meeting::Meeting;
use super::waiter::Waiter;

/// One operation of a selection. `me` is the selection's object.
pub(super) trait Case {
    /// Whether it needs no waiting now, be it that it fails because the channel is disconnected.
    fn is_ready(&self, kernel: &mut Kernel, me: Object) -> bool;

    /// Does it, up to the message itself; it is ready.
    fn perform(&self, kernel: &mut Kernel, me: Object) -> Token;

    /// When time makes it ready, if that does.
    fn moment(&self) -> Option<u64> {
        None
    }

    /// The selection begins to wait; `number` is the case's number in it. Whoever only looks does
    /// not take part: no partner can meet him.
    fn begin(&self, kernel: &mut Kernel, waiter: &Rc<dyn Waiter>, number: usize, takes_part: bool);

    /// The selection does not wait any more.
    fn end(&self, kernel: &mut Kernel, me: Object);
}

/// What has been decided, and is to be completed.
pub(super) enum Token {
    /// The message of that number is the receiver's.
    Take(u64),
    /// There is room for the sender's message.
    Put,
    /// The sender and the receiver have met.
    Meet(Rc<Meeting>),
    /// The message of a timer.
    Moment(Instant),
    /// The operation fails.
    Disconnected,
    /// Nothing: somebody only wanted to know.
    Ready,
}
