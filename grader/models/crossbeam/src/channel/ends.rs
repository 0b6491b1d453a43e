//! What every channel has: an identity, and so many senders and receivers.
//!
//! Called by `buffered` and `rendezvous`.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use interleave::{Kernel, Object, Op, Queue, Shown, Side, Slot, gate, in_execution};

/// Which end of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Sender,
    Receiver,
}

impl End {
    /// The end on the other side.
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Sender => Self::Receiver,
            Self::Receiver => Self::Sender,
        }
    }

    /// Where those at this end wait.
    pub(super) const fn queue(self, object: Object) -> Queue {
        match self {
            Self::Sender => Queue::of(object, Side::Other),
            Self::Receiver => Queue::of(object, Side::Main),
        }
    }

    /// The operation by which the last one at this end disconnects the channel.
    pub(super) const fn farewell(self) -> &'static str {
        match self {
            Self::Sender => "drop_sender",
            Self::Receiver => "drop_receiver",
        }
    }
}

/// Why an operation has failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failed {
    /// It would have to wait, or to wait longer.
    Late,
    /// Nobody is left on the other side.
    Disconnected,
}

impl Failed {
    /// The word for it, of an operation of that end.
    pub(super) fn word(self, op: Op, end: End) -> &'static str {
        match self {
            Self::Disconnected => "disconnected",
            Self::Late if !op.verb.starts_with("try_") => "times out",
            Self::Late if end == End::Sender => "full",
            Self::Late => "empty",
        }
    }
}

/// A channel's identity, and how many hold its ends.
pub(super) struct Ends {
    slot: Slot,
    /// The numbers of both, which ends change and look at between two steps.
    numbers: Slot,
    // Real atomics, relaxed: ends may be dropped outside an execution, on any OS thread.
    senders: AtomicUsize,
    receivers: AtomicUsize,
}

impl Ends {
    /// One of each.
    pub(super) const fn new() -> Self {
        Self {
            slot: Slot::new(),
            numbers: Slot::new(),
            senders: AtomicUsize::new(1),
            receivers: AtomicUsize::new(1),
        }
    }

    /// The channel's number; `begin` opens the queues that are open at first.
    pub(super) fn object(
        &self,
        kernel: &mut Kernel,
        begin: impl FnOnce(&mut Kernel, Object),
    ) -> Object {
        // SAFETY: no state to put back: a channel is made at run time, so it cannot be in a static
        // but behind something that makes it anew.
        unsafe { self.slot.object_with(kernel, "channel", std::ptr::null_mut(), 0, begin) }
    }

    /// Whether nobody is left at that end.
    pub(super) fn are_gone(&self, end: End) -> bool {
        self.of(end).load(Relaxed) == 0
    }

    /// Tells that the last one at that end has gone, if there still is one at the other.
    pub(super) fn tell_closed(&self, kernel: &mut Kernel, object: Object, end: End) {
        if !self.are_gone(end.other()) {
            kernel.tell(object, "closed", Shown::Bool(true));
        }
    }

    /// One more: nobody can tell.
    pub(super) fn join(&self, end: End) {
        self.of(end).fetch_add(1, Relaxed);
    }

    /// One less. Only the last one makes a difference to those on the other side, if there are any:
    /// then `disconnect` is to do the visible thing.
    pub(super) fn leave(&self, end: End, disconnect: impl FnOnce(&dyn Fn(&mut Kernel))) {
        let gone = || {
            self.of(end).fetch_sub(1, Relaxed);
        };
        if !in_execution() {
            return gone();
        }
        let disconnects = gate::quietly(|kernel| {
            self.touch_numbers(kernel);
            let is_last = self.of(end).load(Relaxed) == 1;
            if !is_last {
                gone();
            }
            is_last
        });
        if disconnects {
            disconnect(&|kernel| {
                self.touch_numbers(kernel);
                gone();
            });
        }
    }

    fn touch_numbers(&self, kernel: &mut Kernel) {
        // SAFETY: as in `object`.
        let numbers =
            unsafe { self.numbers.object::<()>(kernel, "ends of a channel", std::ptr::null_mut()) };
        kernel.touch(numbers);
    }

    fn of(&self, end: End) -> &AtomicUsize {
        match end {
            End::Sender => &self.senders,
            End::Receiver => &self.receivers,
        }
    }
}
