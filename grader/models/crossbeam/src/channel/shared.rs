//! A channel with its messages.
//!
//! The bits (`buffered`, `rendezvous`) decide in one step whether a message goes in or out, and
//! under which number; the message itself follows before the next scheduling point, so the two
//! always agree. Called by `sender` and `receiver`.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;

use interleave::{Kernel, gate};

use super::buffered::{Buffered, BufferedCase};
use super::case::{Case, Token};
use super::ends::{End, Ends, Failed};
use super::rendezvous::{Rendezvous, RendezvousCase};

/// What both ends share.
pub(super) struct Channel<T> {
    bits: Bits,
    messages: RefCell<VecDeque<(u64, T)>>,
}

enum Bits {
    Buffered(Arc<Buffered>),
    Rendezvous(Arc<Rendezvous>),
}

// SAFETY: messages go from one thread to another, so they must be `Send`; the cell is touched by
// one OS thread alone (see `model-std`'s page), and never borrowed across a scheduling point.
unsafe impl<T: Send> Send for Channel<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Channel<T> {}

impl<T> Channel<T> {
    pub(super) fn new(capacity: Option<usize>) -> Self {
        let bits = match capacity {
            Some(0) => Bits::Rendezvous(Arc::new(Rendezvous::new())),
            _ => Bits::Buffered(Arc::new(Buffered::new(capacity))),
        };
        Self { bits, messages: RefCell::new(VecDeque::new()) }
    }

    pub(super) fn send(
        &self,
        verb: &'static str,
        message: T,
        deadline: Option<u64>,
        place: &'static Location<'static>,
    ) -> Result<(), (Failed, T)> {
        match &self.bits {
            Bits::Buffered(bits) => match bits.send(verb, deadline, place) {
                Ok(number) => {
                    self.put(number, message);
                    Ok(())
                }
                Err(why) => Err((why, message)),
            },
            Bits::Rendezvous(bits) => {
                let (mut message, mut offered) = (Some(message), 0);
                let result = bits.send(bits.op(verb, place), deadline, &mut |number| {
                    offered = number;
                    self.put(number, message.take().expect("a message is offered once"));
                });
                result.map_err(|why| (why, message.unwrap_or_else(|| self.take(offered))))
            }
        }
    }

    pub(super) fn recv(
        &self,
        verb: &'static str,
        deadline: Option<u64>,
        place: &'static Location<'static>,
    ) -> Result<T, Failed> {
        match &self.bits {
            Bits::Buffered(bits) => {
                bits.recv(verb, deadline, place).map(|number| self.take_and_tell(number))
            }
            Bits::Rendezvous(bits) => {
                let meeting = bits.recv(bits.op(verb, place), deadline)?;
                let message = self.take_and_tell(meeting.number);
                self.hand_over(|kernel| meeting.take(kernel));
                Ok(message)
            }
        }
    }

    /// Sending or receiving, as a case of a selection.
    pub(super) fn case(&self, end: End) -> Rc<dyn Case> {
        match &self.bits {
            Bits::Buffered(bits) => Rc::new(BufferedCase { channel: Arc::clone(bits), end }),
            Bits::Rendezvous(bits) => Rc::new(RendezvousCase { channel: Arc::clone(bits), end }),
        }
    }

    /// Completes the sending that a selection has decided. No scheduling point: between the
    /// decision and this, others could only have seen that the message is not there yet.
    pub(super) fn complete_send(&self, token: Token, message: T) -> Result<(), T> {
        match (token, &self.bits) {
            (Token::Put, Bits::Buffered(bits)) => {
                if let Some(number) = bits.keep_promise() {
                    self.put(number, message);
                }
                Ok(())
            }
            (Token::Meet(meeting), _) => {
                self.put(meeting.number, message);
                self.hand_over(|kernel| meeting.fill(kernel));
                Ok(())
            }
            _ => Err(message),
        }
    }

    /// Completes the receiving that a selection has decided. A scheduling point only if the message
    /// is not there yet.
    pub(super) fn complete_recv(
        &self,
        token: Token,
        place: &'static Location<'static>,
    ) -> Option<T> {
        match (token, &self.bits) {
            (Token::Take(number), _) => Some(self.take_and_tell(number)),
            (Token::Meet(meeting), Bits::Rendezvous(bits)) => {
                meeting.wait_filled(bits.op("recv", place));
                let message = self.take_and_tell(meeting.number);
                self.hand_over(|kernel| meeting.take(kernel));
                Some(message)
            }
            (Token::Disconnected, _) => {
                gate::closely(|kernel| kernel.refused("disconnected"));
                None
            }
            _ => None,
        }
    }

    pub(super) fn is_empty(&self, place: &'static Location<'static>) -> bool {
        self.look("is_empty", place, true, |bits| bits.len() == 0)
    }

    pub(super) fn is_full(&self, place: &'static Location<'static>) -> bool {
        self.look("is_full", place, true, |bits| !bits.has_room())
    }

    pub(super) fn len(&self, place: &'static Location<'static>) -> usize {
        self.look("len", place, 0, Buffered::len)
    }

    pub(super) fn capacity(&self) -> Option<usize> {
        match &self.bits {
            Bits::Buffered(bits) => bits.capacity,
            Bits::Rendezvous(_) => Some(0),
        }
    }

    /// One more at that end.
    pub(super) fn join(&self, end: End) {
        self.ends().join(end);
    }

    /// One less at that end. Outside an execution, the messages go with the channel.
    pub(super) fn leave(&self, end: End, place: &'static Location<'static>) {
        match &self.bits {
            Bits::Buffered(bits) => {
                if bits.leave(end, place) {
                    // Taken out first: destructors may use the channel.
                    drop(self.messages.take());
                }
            }
            Bits::Rendezvous(bits) => bits.leave(end, place),
        }
    }

    /// Without a buffer, the answer is always the same.
    fn look<R>(
        &self,
        verb: &'static str,
        place: &'static Location<'static>,
        without: R,
        answer: impl FnOnce(&Buffered) -> R,
    ) -> R {
        match &self.bits {
            Bits::Buffered(bits) => bits.look(verb, place, answer),
            Bits::Rendezvous(_) => without,
        }
    }

    /// Does one party's half of a hand-over, after the step that has decided on it.
    fn hand_over(&self, half: impl FnOnce(&mut Kernel)) {
        gate::quietly(|kernel| {
            let object = self.ends().object(kernel, |_, _| ());
            kernel.pass_on(object);
            half(kernel);
        });
    }

    fn ends(&self) -> &Ends {
        match &self.bits {
            Bits::Buffered(bits) => &bits.ends,
            Bits::Rendezvous(bits) => &bits.ends,
        }
    }

    fn put(&self, number: u64, message: T) {
        self.messages.borrow_mut().push_back((number, message));
    }

    /// For whoever receives.
    fn take_and_tell(&self, number: u64) -> T {
        let message = self.take(number);
        gate::closely(|kernel| kernel.found_value(&message));
        message
    }

    fn take(&self, number: u64) -> T {
        let mut messages = self.messages.borrow_mut();
        let at = messages.iter().position(|(there, _)| *there == number);
        let message = at.and_then(|at| messages.remove(at));
        message.expect("what was decided is there").1
    }
}
