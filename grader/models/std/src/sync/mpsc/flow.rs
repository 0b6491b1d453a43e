//! A channel without its messages: how many there are, and who waits for what.
//!
//! The receiver passes the main queue, open while there is a message or no sender is left. Senders
//! of a bounded channel pass the other one, open while there is room or no receiver is left. With a
//! bound of 0, senders wait in it until their message is taken: the `n`th waiter has the `n`th
//! message, but for one that `try_send` left for a waiting receiver.
//!
//! Not generic, so that it is compiled here, with optimisation, and not in the learner's file.

use std::cell::Cell;
use std::panic::Location;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use interleave::gate::{self, Waiting};
use interleave::{Kernel, Object, Op, Queue, Shown, Side, Slot, in_execution};

/// The bits of a channel.
pub(super) struct Flow {
    slot: Slot,
    /// The number of `senders`, which ends change and look at between two steps.
    ends: Slot,
    /// How many messages fit.
    bound: Option<usize>,
    messages: Cell<usize>,
    // Real atomics, relaxed: ends may be dropped outside an execution, on any OS thread.
    senders: AtomicUsize,
    receiver: AtomicBool,
}

/// What an attempt to receive brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Received {
    /// A message; it is the first one in the buffer.
    Message,
    /// Nothing, so far.
    Nothing,
    /// Nothing, for ever.
    Disconnected,
}

/// Why a message was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    Full,
    Disconnected,
}

impl Flow {
    pub(super) fn new(bound: Option<usize>) -> Self {
        Self {
            slot: Slot::new(),
            ends: Slot::new(),
            bound,
            messages: Cell::new(0),
            senders: AtomicUsize::new(1),
            receiver: AtomicBool::new(true),
        }
    }

    pub(super) fn is_rendezvous(&self) -> bool {
        self.bound == Some(0)
    }

    /// Waits for room. Tells whether the message is to be put into the buffer: else there is no
    /// receiver.
    pub(super) fn send(&self, place: &'static Location<'static>) -> bool {
        let op = self.op("send", place);
        gate::pass(op, Queue::of(op.object, Side::Other), |kernel| {
            let accepted = self.receiver.load(Relaxed);
            if accepted {
                self.add(kernel, op.object);
            } else {
                kernel.refused("disconnected");
            }
            accepted
        })
    }

    /// Lets `offer` put the message into the buffer, and waits until it was taken or there is no
    /// receiver. Without a receiver, it is not offered.
    pub(super) fn hand_over(&self, place: &'static Location<'static>, offer: &mut dyn FnMut()) {
        let op = self.op("send", place);
        let queue = Queue::of(op.object, Side::Other);
        let waiting = Waiting { op, queue, deadline: None, spurious: false, then: None };
        gate::wait(
            waiting,
            |kernel| {
                if !self.receiver.load(Relaxed) {
                    kernel.refused("disconnected");
                    return Some(());
                }
                offer();
                self.add(kernel, op.object);
                None
            },
            |_, _| (),
        );
    }

    /// As [`Flow::send`], without waiting; with a bound of 0, only a receiver that waits will do.
    pub(super) fn try_send(&self, place: &'static Location<'static>) -> Result<(), Refused> {
        let op = self.op("try_send", place);
        gate::step(op, |kernel| {
            if !self.receiver.load(Relaxed) {
                kernel.refused("disconnected");
                return Err(Refused::Disconnected);
            }
            let messages = self.messages.get();
            let room = match self.bound {
                Some(0) => messages == 0 && kernel.waiting(Queue::of(op.object, Side::Main)) > 0,
                Some(bound) => messages < bound,
                None => true,
            };
            if !room {
                kernel.refused("full");
                return Err(Refused::Full);
            }
            self.add(kernel, op.object);
            Ok(())
        })
    }

    /// Waits for a message, until `deadline` if there is one.
    pub(super) fn recv(
        &self,
        deadline: Option<u64>,
        place: &'static Location<'static>,
    ) -> Received {
        let verb = if deadline.is_some() { "recv_timeout" } else { "recv" };
        let op = self.op(verb, place);
        let queue = Queue::of(op.object, Side::Main);
        match deadline {
            Some(at) => gate::pass_until(op, queue, at, |kernel, _| self.take(kernel, op)),
            None => gate::pass(op, queue, |kernel| self.take(kernel, op)),
        }
    }

    /// Takes a message if there is one now.
    pub(super) fn try_recv(&self, place: &'static Location<'static>) -> Received {
        let op = self.op("try_recv", place);
        gate::step(op, |kernel| self.take(kernel, op))
    }

    /// One more sender: nobody can tell.
    pub(super) fn sender_cloned(&self) {
        self.senders.fetch_add(1, Relaxed);
    }

    /// One sender less; only the last one makes a difference to the receiver.
    pub(super) fn sender_dropped(&self, place: &'static Location<'static>) {
        if !in_execution() {
            self.senders.fetch_sub(1, Relaxed);
            return;
        }
        let op = self.op("drop_sender", place);
        let ends = self.ends();
        let is_last = gate::quietly(|kernel| {
            kernel.touch(ends);
            let is_last = self.senders.load(Relaxed) == 1;
            if !is_last {
                self.senders.fetch_sub(1, Relaxed);
            }
            is_last
        });
        if is_last {
            gate::step(op, |kernel| {
                kernel.touch(ends);
                self.senders.fetch_sub(1, Relaxed);
                if self.receiver.load(Relaxed) {
                    kernel.tell(op.object, "closed", Shown::Bool(true));
                }
                self.settle(kernel, op.object);
            });
        }
    }

    /// Nobody will receive any more.
    pub(super) fn receiver_dropped(&self, place: &'static Location<'static>) {
        if in_execution() && self.has_senders() {
            let op = self.op("drop_receiver", place);
            gate::step(op, |kernel| {
                self.receiver.store(false, Relaxed);
                kernel.tell(op.object, "closed", Shown::Bool(true));
                self.settle(kernel, op.object);
                if self.is_rendezvous() {
                    kernel.wake_all(Queue::of(op.object, Side::Other));
                }
            });
        } else {
            self.receiver.store(false, Relaxed);
        }
    }

    /// Whether there is a sender, between two steps.
    fn has_senders(&self) -> bool {
        let ends = self.ends();
        gate::quietly(|kernel| kernel.look(ends));
        self.senders.load(Relaxed) > 0
    }

    fn ends(&self) -> Object {
        gate::quietly(|kernel| {
            // SAFETY: as in `op`.
            unsafe { self.ends.object(kernel, "ends of a channel", std::ptr::null_mut::<()>()) }
        })
    }

    fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: self.object(), place }
    }

    fn object(&self) -> Object {
        gate::quietly(|kernel| {
            let begin = |kernel: &mut Kernel, object| self.settle(kernel, object);
            // SAFETY: no state to put back: a channel is made at run time, so it cannot be in a
            // static but behind something that makes it anew.
            unsafe { self.slot.object_with(kernel, "channel", std::ptr::null_mut(), 0, begin) }
        })
    }

    fn add(&self, kernel: &mut Kernel, object: Object) {
        self.messages.set(self.messages.get() + 1);
        kernel.tell(object, "messages", Shown::count(self.messages.get()));
        self.settle(kernel, object);
    }

    fn take(&self, kernel: &mut Kernel, Op { object, verb, .. }: Op) -> Received {
        let messages = self.messages.get();
        if messages == 0 {
            let connected = self.senders.load(Relaxed) > 0;
            let lacks = if verb == "try_recv" { "empty" } else { "times out" };
            kernel.refused(if connected { lacks } else { "disconnected" });
            return if connected { Received::Nothing } else { Received::Disconnected };
        }
        self.messages.set(messages - 1);
        kernel.tell(object, "messages", Shown::count(messages - 1));
        self.settle(kernel, object);
        let senders = Queue::of(object, Side::Other);
        // As many waiters as messages: so the first message is the first waiter's, and no gift.
        if self.is_rendezvous() && kernel.waiting(senders) == messages {
            kernel.wake(senders, 0);
        }
        Received::Message
    }

    /// Opens and closes the queues as the bits demand.
    fn settle(&self, kernel: &mut Kernel, object: Object) {
        let messages = self.messages.get();
        let set = |kernel: &mut Kernel, side, open| {
            let queue = Queue::of(object, side);
            if open { kernel.open(queue) } else { kernel.close(queue) }
        };
        set(kernel, Side::Main, messages > 0 || self.senders.load(Relaxed) == 0);
        if !self.is_rendezvous() {
            let room = self.bound.is_none_or(|bound| messages < bound);
            set(kernel, Side::Other, room || !self.receiver.load(Relaxed));
        }
    }
}
