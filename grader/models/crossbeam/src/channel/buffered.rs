//! A channel with a buffer, without its messages: how many there are, and who waits.
//!
//! Receivers pass the main queue, open while there is a message or no sender is left. Senders pass
//! the other one, open while there is room or no receiver is left. Whoever runs first may: which of
//! several receivers gets a message is left open.

use std::cell::Cell;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;

use interleave::{Kernel, Object, Op, Shown, gate, in_execution};

use super::case::{Case, Token};
use super::ends::{End, Ends, Failed};
use super::waiter::{Waiter, Waiters};

/// The bits of a channel with a buffer.
pub(super) struct Buffered {
    pub(super) ends: Ends,
    /// How many messages fit.
    pub(super) capacity: Option<usize>,
    /// The number of the next message to come in, and of the next one to go out.
    next_in: Cell<u64>,
    next_out: Cell<u64>,
    /// Room that was given to selections, whose messages are yet to come.
    promised: Cell<usize>,
    waiters: Waiters,
}

// SAFETY: the cells are touched by one OS thread alone (see `model-std`'s page), and what is kept
// of selections lasts no longer than an execution.
unsafe impl Send for Buffered {}
// SAFETY: as above.
unsafe impl Sync for Buffered {}

impl Buffered {
    pub(super) fn new(capacity: Option<usize>) -> Self {
        Self {
            ends: Ends::new(),
            capacity,
            next_in: Cell::new(0),
            next_out: Cell::new(0),
            promised: Cell::new(0),
            waiters: Waiters::default(),
        }
    }

    /// Waits for room, until `deadline` if there is one. Gives the message its number.
    pub(super) fn send(
        &self,
        verb: &'static str,
        deadline: Option<u64>,
        place: &'static Location<'static>,
    ) -> Result<u64, Failed> {
        let op = self.op(verb, place);
        pass(op, End::Sender, deadline, |kernel| {
            if !self.ends.are_gone(End::Receiver) && self.has_room() {
                return Ok(self.add(kernel, op.object));
            }
            let gone = self.ends.are_gone(End::Receiver);
            let failed = if gone { Failed::Disconnected } else { Failed::Late };
            kernel.refused(failed.word(op, End::Sender));
            Err(failed)
        })
    }

    /// Waits for a message, until `deadline` if there is one, and takes it: by its number.
    pub(super) fn recv(
        &self,
        verb: &'static str,
        deadline: Option<u64>,
        place: &'static Location<'static>,
    ) -> Result<u64, Failed> {
        let op = self.op(verb, place);
        pass(op, End::Receiver, deadline, |kernel| {
            if self.len() > 0 {
                return Ok(self.take(kernel, op.object));
            }
            let gone = self.ends.are_gone(End::Sender);
            let failed = if gone { Failed::Disconnected } else { Failed::Late };
            kernel.refused(failed.word(op, End::Receiver));
            Err(failed)
        })
    }

    /// A message for which there was room has come: its number. `None` if nobody will receive it.
    pub(super) fn keep_promise(&self) -> Option<u64> {
        gate::quietly(|kernel| {
            let object = self.object(kernel);
            kernel.touch(object);
            self.promised.set(self.promised.get() - 1);
            if self.capacity.is_none() && self.ends.are_gone(End::Receiver) {
                return None;
            }
            Some(self.add(kernel, object))
        })
    }

    /// Asks for something without waiting.
    pub(super) fn look<R>(
        &self,
        verb: &'static str,
        place: &'static Location<'static>,
        answer: impl FnOnce(&Self) -> R,
    ) -> R {
        gate::step(self.op(verb, place), |kernel| {
            let answer = answer(self);
            kernel.found_value(&answer);
            answer
        })
    }

    /// How many messages there are.
    pub(super) fn len(&self) -> usize {
        usize::try_from(self.next_out.get().abs_diff(self.next_in.get())).unwrap_or(usize::MAX)
    }

    /// Whether one more message fits.
    pub(super) fn has_room(&self) -> bool {
        self.capacity.is_none_or(|capacity| self.len() + self.promised.get() < capacity)
    }

    /// One end less. Tells whether the messages go now: those of a channel without a bound do, when
    /// nobody can receive them any more.
    pub(super) fn leave(&self, end: End, place: &'static Location<'static>) -> bool {
        let mut messages_go = false;
        if in_execution() {
            // What this one has done to memory, whoever finds the channel disconnected sees.
            gate::quietly(|kernel| {
                let object = self.object(kernel);
                kernel.pass_on(object);
            });
        }
        self.ends.leave(end, |gone| {
            let op = self.op(end.farewell(), place);
            gate::step(op, |kernel| {
                gone(kernel);
                self.ends.tell_closed(kernel, op.object, end);
                if end == End::Receiver && self.capacity.is_none() {
                    self.next_out.set(self.next_in.get());
                    kernel.tell(op.object, "messages", Shown::count(0));
                    messages_go = true;
                }
                self.settle(kernel, op.object);
            });
        });
        messages_go
    }

    fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: gate::quietly(|kernel| self.object(kernel)), place }
    }

    fn object(&self, kernel: &mut Kernel) -> Object {
        self.ends.object(kernel, |kernel, object| self.settle(kernel, object))
    }

    fn add(&self, kernel: &mut Kernel, object: Object) -> u64 {
        let number = self.next_in.get();
        self.next_in.set(number + 1);
        kernel.tell(object, "messages", Shown::count(self.len()));
        self.settle(kernel, object);
        number
    }

    fn take(&self, kernel: &mut Kernel, object: Object) -> u64 {
        let number = self.next_out.get();
        self.next_out.set(number + 1);
        kernel.tell(object, "messages", Shown::count(self.len()));
        self.settle(kernel, object);
        number
    }

    /// Opens and closes the queues as the bits demand.
    fn settle(&self, kernel: &mut Kernel, object: Object) {
        for end in [End::Receiver, End::Sender] {
            let queue = end.queue(object);
            if self.is_ready(end) { kernel.open(queue) } else { kernel.close(queue) }
        }
        self.waiters.refresh(kernel);
    }

    fn is_ready(&self, end: End) -> bool {
        let possible = match end {
            End::Sender => self.has_room(),
            End::Receiver => self.len() > 0,
        };
        possible || self.ends.are_gone(end.other())
    }
}

/// Passes the queue of those at that end, until `deadline` if there is one; a past one is a try.
fn pass<R>(op: Op, end: End, deadline: Option<u64>, effect: impl FnOnce(&mut Kernel) -> R) -> R {
    let queue = end.queue(op.object);
    match deadline {
        None => gate::pass(op, queue, effect),
        Some(at) if at <= interleave::thread::now() => gate::step(op, effect),
        Some(at) => gate::pass_until(op, queue, at, |kernel, _| effect(kernel)),
    }
}

/// Sending to, or receiving from, a channel with a buffer, as a case of a selection.
pub(super) struct BufferedCase {
    pub(super) channel: Arc<Buffered>,
    pub(super) end: End,
}

impl Case for BufferedCase {
    fn is_ready(&self, kernel: &mut Kernel, _: Object) -> bool {
        let object = self.channel.object(kernel);
        kernel.touch(object);
        self.channel.is_ready(self.end)
    }

    fn perform(&self, kernel: &mut Kernel, _: Object) -> Token {
        let channel = &self.channel;
        let object = channel.object(kernel);
        match self.end {
            End::Receiver if channel.len() > 0 => Token::Take(channel.take(kernel, object)),
            End::Sender if !channel.ends.are_gone(End::Receiver) => {
                channel.promised.set(channel.promised.get() + 1);
                channel.settle(kernel, object);
                Token::Put
            }
            _ => Token::Disconnected,
        }
    }

    fn begin(&self, kernel: &mut Kernel, waiter: &Rc<dyn Waiter>, _: usize, _: bool) {
        let object = self.channel.object(kernel);
        kernel.touch(object);
        self.channel.waiters.add(waiter);
    }

    fn end(&self, kernel: &mut Kernel, me: Object) {
        let object = self.channel.object(kernel);
        kernel.touch(object);
        self.channel.waiters.remove(me);
    }
}
