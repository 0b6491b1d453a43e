//! A channel without a buffer, without its messages: a sender and a receiver must meet.
//!
//! Whoever comes first waits as a party at his end: receivers in the main queue, senders in the
//! other one, selections each in a queue of its own. Whoever comes second decides, in one step,
//! whom he meets. Neither queue is ever open: those in them are woken.

use std::cell::Cell;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;

use interleave::gate::{self, Waiting};
use interleave::{Kernel, Object, Op, in_execution};

use super::case::{Case, Token};
use super::ends::{End, Ends, Failed};
use super::meeting::Meeting;
use super::parties::Parties;
use super::waiter::{Waiter, Waiters};

/// The bits of a channel without a buffer.
pub(super) struct Rendezvous {
    pub(super) ends: Ends,
    /// Meetings are numbered, so that each finds its message.
    meetings: Cell<u64>,
    senders: Parties,
    receivers: Parties,
    waiters: Waiters,
}

// SAFETY: the cells are touched by one OS thread alone (see `model-std`'s page), and what is kept
// of those who wait lasts no longer than an execution.
unsafe impl Send for Rendezvous {}
// SAFETY: as above.
unsafe impl Sync for Rendezvous {}

impl Rendezvous {
    pub(super) fn new() -> Self {
        Self {
            ends: Ends::new(),
            meetings: Cell::new(0),
            senders: Parties::default(),
            receivers: Parties::default(),
            waiters: Waiters::default(),
        }
    }

    /// Meets a receiver, or waits for one, until `deadline` if there is one. Lets `offer` keep the
    /// message under the meeting's number; after a failure it is still there, if it was offered.
    pub(super) fn send(
        &self,
        op: Op,
        deadline: Option<u64>,
        offer: &mut dyn FnMut(u64),
    ) -> Result<(), Failed> {
        let met = self.meet(op, End::Sender, deadline, &mut |meeting, kernel| {
            offer(meeting.number);
            meeting.fill(kernel);
        })?;
        // Who came second does not wait for the first to take the message.
        if let Met::Waiting(meeting) = met {
            meeting.wait_taken(op);
        }
        Ok(())
    }

    /// Meets a sender, or waits for one, until `deadline` if there is one. The message is there.
    pub(super) fn recv(&self, op: Op, deadline: Option<u64>) -> Result<Rc<Meeting>, Failed> {
        let met = self.meet(op, End::Receiver, deadline, &mut |_, _| ())?;
        let (Met::Waiting(meeting) | Met::AtOnce(meeting)) = met;
        meeting.wait_filled(op);
        Ok(meeting)
    }

    pub(super) fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: gate::quietly(|kernel| self.object(kernel)), place }
    }

    /// One end less.
    pub(super) fn leave(&self, end: End, place: &'static Location<'static>) {
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
                kernel.wake_all(end.other().queue(op.object));
                self.waiters.refresh(kernel);
            });
        });
    }

    /// `begin` is called in the step in which the meeting is made, or the wait for one begins.
    fn meet(
        &self,
        op: Op,
        end: End,
        deadline: Option<u64>,
        begin: &mut dyn FnMut(&Meeting, &mut Kernel),
    ) -> Result<Met, Failed> {
        let waits = Cell::new(None);
        let queue = end.queue(op.object);
        let waiting = Waiting { op, queue, deadline, spurious: false, then: None };
        gate::wait(
            waiting,
            |kernel| {
                if let Some(meeting) = self.find(kernel, op.object, end, None) {
                    begin(&meeting, kernel);
                    return Some(Ok(Met::AtOnce(meeting)));
                }
                let gone = self.ends.are_gone(end.other());
                if gone || deadline.is_some_and(|deadline| deadline <= kernel.now()) {
                    let failed = if gone { Failed::Disconnected } else { Failed::Late };
                    kernel.refused(failed.word(op, end));
                    return Some(Err(failed));
                }
                let meeting = Rc::new(self.next_meeting(op.object));
                begin(&meeting, kernel);
                self.parties(end).add_alone(&meeting, deadline);
                self.waiters.refresh(kernel);
                waits.set(Some(meeting));
                None
            },
            |kernel, _| {
                let meeting = waits.take().expect("the wait began with it");
                if meeting.is_met() {
                    return Ok(Met::Waiting(meeting));
                }
                kernel.touch(op.object);
                self.parties(end).remove(&meeting);
                self.waiters.refresh(kernel);
                let gone = self.ends.are_gone(end.other());
                Err(if gone { Failed::Disconnected } else { Failed::Late })
            },
        )
    }

    /// Meets somebody at the other end, for who is at this one.
    fn find(
        &self,
        kernel: &mut Kernel,
        object: Object,
        end: End,
        me: Option<Object>,
    ) -> Option<Rc<Meeting>> {
        let meeting = self.parties(end.other()).meet(kernel, end.other().queue(object), me)?;
        self.waiters.refresh(kernel);
        Some(meeting)
    }

    fn next_meeting(&self, channel: Object) -> Meeting {
        let number = self.meetings.get();
        self.meetings.set(number + 1);
        Meeting::new(number, channel)
    }

    fn object(&self, kernel: &mut Kernel) -> Object {
        self.ends.object(kernel, |_, _| ())
    }

    fn parties(&self, end: End) -> &Parties {
        match end {
            End::Sender => &self.senders,
            End::Receiver => &self.receivers,
        }
    }
}

/// How two have met.
enum Met {
    /// The other waited.
    AtOnce(Rc<Meeting>),
    /// This one waited.
    Waiting(Rc<Meeting>),
}

/// Sending to, or receiving from, a channel without a buffer, as a case of a selection.
pub(super) struct RendezvousCase {
    pub(super) channel: Arc<Rendezvous>,
    pub(super) end: End,
}

impl Case for RendezvousCase {
    fn is_ready(&self, kernel: &mut Kernel, me: Object) -> bool {
        let object = self.channel.object(kernel);
        kernel.touch(object);
        let other = self.end.other();
        self.channel.parties(other).has_free(kernel, me) || self.channel.ends.are_gone(other)
    }

    fn perform(&self, kernel: &mut Kernel, me: Object) -> Token {
        let object = self.channel.object(kernel);
        let met = self.channel.find(kernel, object, self.end, Some(me));
        met.map_or(Token::Disconnected, Token::Meet)
    }

    fn begin(&self, kernel: &mut Kernel, waiter: &Rc<dyn Waiter>, number: usize, takes_part: bool) {
        let object = self.channel.object(kernel);
        kernel.touch(object);
        self.channel.waiters.add(waiter);
        if takes_part {
            let meeting = self.channel.next_meeting(object);
            self.channel.parties(self.end).add_choosing(meeting, waiter, number);
            self.channel.waiters.refresh(kernel);
        }
    }

    fn end(&self, kernel: &mut Kernel, me: Object) {
        let object = self.channel.object(kernel);
        kernel.touch(object);
        self.channel.waiters.remove(me);
        self.channel.parties(self.end).remove_choosing(me);
        self.channel.waiters.refresh(kernel);
    }
}
