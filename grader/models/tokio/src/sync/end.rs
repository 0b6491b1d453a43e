//! An end of a channel, as the engine sees it: to let go of it is a visible operation.
//!
//! A type that has one as its first field needs no destructor of its own: the scheduling point
//! comes first, then the real end goes.

use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use interleave::{Kind, Op, Shown, gate};

use super::identity::Identity;
use super::waiting::visibly;

/// What the engine knows of a channel, and what is told of it.
struct Channel {
    identity: Identity,
    // Real atomics, relaxed: ends may be dropped outside an execution, on any OS thread.
    senders: AtomicUsize,
    /// Counted only if somebody looks closely.
    messages: AtomicUsize,
    /// Told already.
    closed: AtomicBool,
}

/// What it is the end of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Without any of these, the channel is closed.
    Sender,
    /// The only one.
    Receiver,
    /// It keeps nothing open: a permit, a weak sender.
    Guest,
}

/// An end that somebody holds.
pub(super) struct End {
    channel: Arc<Channel>,
    role: Role,
    /// Where it was made.
    place: &'static Location<'static>,
    /// Nobody can see it go any more.
    quiet: bool,
}

impl End {
    /// Those of the only sender and of the receiver of a new channel.
    pub(super) fn pair(kind: &'static Kind, place: &'static Location<'static>) -> (Self, Self) {
        let identity = Identity::new(kind);
        let (senders, messages) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let closed = AtomicBool::new(false);
        let channel = Arc::new(Channel { identity, senders, messages, closed });
        let receiver = Self { channel, role: Role::Receiver, place, quiet: false };
        (receiver.sender(place), receiver)
    }

    /// The end of one more sender.
    pub(super) fn sender(&self, place: &'static Location<'static>) -> Self {
        self.channel.senders.fetch_add(1, Relaxed);
        self.another(Role::Sender, place)
    }

    /// An end that keeps nothing open.
    pub(super) fn guest(&self, place: &'static Location<'static>) -> Self {
        self.another(Role::Guest, place)
    }

    fn another(&self, role: Role, place: &'static Location<'static>) -> Self {
        Self { channel: Arc::clone(&self.channel), role, place, quiet: false }
    }

    /// An end that nobody sees go.
    pub(super) fn unseen(mut self) -> Self {
        self.hush();
        self
    }

    /// From now on nobody can see it go.
    pub(super) fn hush(&mut self) {
        self.quiet = true;
    }

    pub(super) fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        self.channel.identity.op(verb, place)
    }

    /// An operation with the place where the end was made: for want of a better one.
    pub(super) fn own_op(&self, verb: &'static str) -> Op {
        self.op(verb, self.place)
    }

    /// Takes the scheduling point of an operation.
    pub(super) fn step(&self, verb: &'static str, place: &'static Location<'static>) {
        self.channel.identity.step(verb, place);
    }

    /// Tells what the channel is like now.
    pub(super) fn tell(&self, what: &'static str, now: Shown) {
        self.channel.identity.tell(what, now);
    }

    /// Tells that there is one message more.
    pub(super) fn tell_sent(&self) {
        gate::closely(|kernel| {
            let messages = self.channel.messages.fetch_add(1, Relaxed) + 1;
            let object = self.channel.identity.object_in(kernel);
            kernel.tell(object, "messages", Shown::count(messages));
        });
    }

    /// Tells that so many messages are left, if that is news.
    pub(super) fn tell_left(&self, messages: impl FnOnce() -> usize) {
        gate::closely(|kernel| {
            let messages = messages();
            if self.channel.messages.swap(messages, Relaxed) != messages {
                let object = self.channel.identity.object_in(kernel);
                kernel.tell(object, "messages", Shown::count(messages));
            }
        });
    }

    /// Tells, once, that nobody sends any more, or nobody receives.
    pub(super) fn tell_closed(&self) {
        if !self.channel.closed.swap(true, Relaxed) {
            self.tell("closed", Shown::Bool(true));
        }
    }
}

impl Drop for End {
    fn drop(&mut self) {
        let closes = match self.role {
            Role::Sender => self.channel.senders.fetch_sub(1, Relaxed) == 1,
            Role::Receiver => true,
            Role::Guest => false,
        };
        if !self.quiet && interleave::in_execution() {
            visibly(self.own_op("drop"));
            if closes {
                self.tell_closed();
            }
        }
    }
}
