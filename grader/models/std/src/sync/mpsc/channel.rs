//! A channel: its flow and its messages.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::{gate, in_execution};

use super::flow::{Flow, Received, Refused};

/// What both ends share.
///
/// The flow decides in one step whether a message goes in or out; the buffer follows before the
/// next scheduling point, so the two always agree.
pub(super) struct Channel<T> {
    pub(super) flow: Flow,
    /// Numbered, so that a sender who waits finds his own.
    buffer: RefCell<VecDeque<(u64, T)>>,
    sent: Cell<u64>,
}

// SAFETY: messages go from one thread to another, so they must be `Send`; the cells are touched by
// one OS thread alone (see the crate's page), and never borrowed across a scheduling point.
unsafe impl<T: Send> Send for Channel<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Channel<T> {}
impl<T> UnwindSafe for Channel<T> {}
impl<T> RefUnwindSafe for Channel<T> {}

impl<T> Channel<T> {
    pub(super) fn new(bound: Option<usize>) -> Self {
        Self { flow: Flow::new(bound), buffer: RefCell::new(VecDeque::new()), sent: Cell::new(0) }
    }

    pub(super) fn send(&self, message: T, place: &'static Location<'static>) -> Result<(), T> {
        if self.flow.is_rendezvous() {
            return self.hand_over(message, place);
        }
        if !self.flow.send(place) {
            return Err(message);
        }
        self.put(message);
        Ok(())
    }

    fn hand_over(&self, message: T, place: &'static Location<'static>) -> Result<(), T> {
        let (mut message, mut number) = (Some(message), None);
        let mut offer = || number = message.take().map(|message| self.put(message));
        self.flow.hand_over(place, &mut offer);
        match (number, message) {
            (Some(number), _) => self.take_back(number).map_or(Ok(()), Err),
            (None, message) => message.map_or(Ok(()), Err),
        }
    }

    pub(super) fn try_send(
        &self,
        message: T,
        place: &'static Location<'static>,
    ) -> Result<(), (Refused, T)> {
        match self.flow.try_send(place) {
            Ok(()) => {
                self.put(message);
                Ok(())
            }
            Err(why) => Err((why, message)),
        }
    }

    /// The message that the flow has granted, if it has.
    pub(super) fn take(&self, received: Received) -> Result<T, Received> {
        if received != Received::Message {
            return Err(received);
        }
        let (_, message) = self.buffer.borrow_mut().pop_front().expect("as many as the flow says");
        gate::closely(|kernel| kernel.found_value(&message));
        Ok(message)
    }

    /// Drops what nobody will receive: but a sender who waits gets his own back. Outside an
    /// execution, the messages go with the channel.
    pub(super) fn receiver_dropped(&self, place: &'static Location<'static>) {
        self.flow.receiver_dropped(place);
        if in_execution() && !self.flow.is_rendezvous() {
            // Taken out first: destructors may use the channel.
            drop(self.buffer.take());
        }
    }

    fn put(&self, message: T) -> u64 {
        let number = self.sent.get();
        self.sent.set(number + 1);
        self.buffer.borrow_mut().push_back((number, message));
        number
    }

    fn take_back(&self, number: u64) -> Option<T> {
        let mut buffer = self.buffer.borrow_mut();
        let at = buffer.iter().position(|(have, _)| *have == number)?;
        buffer.remove(at).map(|(_, message)| message)
    }
}
