//! What `never` makes: a channel without messages, and without an end.

use std::panic::Location;
use std::rc::Rc;

use interleave::gate::{self, Waiting};
use interleave::{Kernel, Object, Op, Slot};

use super::case::{Case, Token};
use super::ends::{End, Failed};
use super::waiter::Waiter;

/// A channel without messages.
pub(super) struct Never {
    slot: Slot,
}

impl Never {
    pub(super) const fn new() -> Self {
        Self { slot: Slot::new() }
    }

    /// Waits until `deadline`, or for ever.
    pub(super) fn recv(op: Op, deadline: Option<u64>) -> Failed {
        let queue = End::Receiver.queue(op.object);
        let waiting = Waiting { op, queue, deadline, spurious: false, then: None };
        let late = |kernel: &Kernel| deadline.is_some_and(|deadline| deadline <= kernel.now());
        gate::wait(waiting, |kernel| late(kernel).then_some(Failed::Late), |_, _| Failed::Late)
    }

    pub(super) fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        let object = gate::quietly(|kernel| {
            // SAFETY: no state to put back.
            unsafe { self.slot.object::<()>(kernel, "channel", std::ptr::null_mut()) }
        });
        Op { verb, object, place }
    }
}

/// Receiving from a channel without messages, as a case of a selection.
pub(super) struct NeverCase;

impl Case for NeverCase {
    fn is_ready(&self, _: &mut Kernel, _: Object) -> bool {
        false
    }

    fn perform(&self, _: &mut Kernel, _: Object) -> Token {
        Token::Disconnected
    }

    fn begin(&self, _: &mut Kernel, _: &Rc<dyn Waiter>, _: usize, _: bool) {}

    fn end(&self, _: &mut Kernel, _: Object) {}
}
