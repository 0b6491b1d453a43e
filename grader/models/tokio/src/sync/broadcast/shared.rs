//! What all ends of a broadcast channel share, and what they do to it.

use std::cell::Cell;
use std::mem::needs_drop;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::atomic::AtomicUsize;

use interleave::{Kind, Op, Shown, gate};
use tokio::sync::Notify;

use super::error::TryRecvError;
use super::lock::{Lock, Taken};
use super::ring::{Ring, Slot};
use crate::sync::identity::Identity;
use crate::sync::waiting::{refused, shown};

static KIND: Kind = Kind::closed("broadcast channel");

/// A channel.
pub(super) struct Shared<T> {
    identity: Identity,
    ring: Ring<T>,
    /// Guards the three below; taken after it: a slot's lock.
    tail: Lock,
    /// The position of the next message.
    next: Cell<u64>,
    receivers: Cell<usize>,
    closed: Cell<bool>,
    // Real atomics, relaxed: ends may be dropped outside an execution, on any OS thread.
    pub(super) senders: AtomicUsize,
    pub(super) weak: AtomicUsize,
    /// Wakes receivers.
    pub(super) news: Notify,
    /// Wakes whoever waits until nobody listens.
    pub(super) alone: Notify,
}

// SAFETY: messages go from one thread to another, and one thread at a time looks at one; the cells
// are touched by one OS thread alone (see the crate's page).
unsafe impl<T: Send> Send for Shared<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Shared<T> {}
impl<T> UnwindSafe for Shared<T> {}
impl<T> RefUnwindSafe for Shared<T> {}

impl<T> Shared<T> {
    /// With room for at least `capacity` messages.
    ///
    /// # Panics
    /// Without room, or with too much.
    #[track_caller]
    pub(super) fn new(receivers: usize, capacity: usize) -> Self {
        assert!(capacity > 0, "broadcast channel capacity cannot be zero");
        assert!(
            capacity <= usize::MAX >> 1,
            "broadcast channel capacity exceeded `usize::MAX / 2`"
        );
        Self {
            identity: Identity::new(&KIND),
            ring: Ring::new(capacity.next_power_of_two()),
            tail: Lock::default(),
            next: Cell::new(0),
            receivers: Cell::new(receivers),
            closed: Cell::new(receivers == 0),
            senders: AtomicUsize::new(1),
            weak: AtomicUsize::new(0),
            news: Notify::new(),
            alone: Notify::new(),
        }
    }

    pub(super) fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        self.identity.op(verb, place)
    }

    /// Takes the scheduling point of an operation.
    pub(super) fn step(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        let op = self.op(verb, place);
        gate::step(op, |_| ());
        op
    }

    /// Sends to every receiver there is; tells how many those are. The oldest message goes, if it
    /// is in the way.
    pub(super) fn send(&self, op: Op, value: T) -> Result<usize, T> {
        self.tail.wait(op);
        let receivers = self.receivers.get();
        if receivers == 0 {
            refused("no receiver");
            return Err(value);
        }
        let position = self.next.get();
        self.next.set(position + 1);
        let slot = self.slot(op, position);
        slot.position.set(position);
        slot.unseen.set(receivers);
        // SAFETY: nobody has the slot's lock.
        let old = unsafe { slot.replace(Some(value)) };
        if old.is_some() && needs_drop::<T>() {
            let _locks = (self.tail.take(op), slot.lock.take(op));
            drop(old);
        }
        self.tell_messages();
        self.news.notify_waiters();
        Ok(shown(receivers))
    }

    /// The message that a receiver has to see next, if there is one. The receiver moves on to it,
    /// or to the oldest one that is left.
    pub(super) fn receive(&self, op: Op, next: &mut u64) -> Result<Seen<'_, T>, TryRecvError> {
        let mut slot = self.ring.at(*next);
        slot.lock.wait(op);
        if slot.position.get() != *next {
            self.tail.wait(op);
            slot = self.slot(op, *next);
        }
        let position = slot.position.get();
        if position != *next {
            if position.wrapping_add(self.ring.len()) == *next {
                let closed = self.closed.get();
                return Err(if closed { TryRecvError::Closed } else { TryRecvError::Empty });
            }
            let oldest = self.next.get().wrapping_sub(self.ring.len());
            let missed = oldest.wrapping_sub(*next);
            if missed > 0 {
                *next = oldest;
                return Err(TryRecvError::Lagged(missed));
            }
        }
        *next += 1;
        Ok(Seen { slot, _lock: slot.lock.take(op) })
    }

    /// Waits for the lock of a slot with the tail's lock taken meanwhile.
    fn slot(&self, op: Op, position: u64) -> &Slot<T> {
        let slot = self.ring.at(position);
        let tail = self.tail.take(op);
        slot.lock.wait(op);
        drop(tail);
        slot
    }

    /// One receiver more; tells which message it has to see first.
    pub(super) fn subscribe(&self, op: Op) -> u64 {
        self.tail.wait(op);
        if self.receivers.get() == 0 {
            self.closed.set(false);
        }
        self.receivers.set(self.receivers.get() + 1);
        self.next.get()
    }

    /// One receiver less, which has to see what begins at `next`.
    pub(super) fn unsubscribe(&self, op: Op, mut next: u64) {
        self.tail.wait(op);
        self.receivers.set(self.receivers.get() - 1);
        let (until, last) = (self.next.get(), self.receivers.get() == 0);
        if last {
            self.closed.set(true);
            self.identity.tell("receivers", Shown::count(0));
        }
        let _alone = last.then_some(Alone(&self.alone));
        while next < until {
            if self.receive(op, &mut next).is_err_and(|error| error == TryRecvError::Closed) {
                break;
            }
        }
    }

    /// There is no sender any more.
    pub(super) fn close(&self, op: Op) {
        self.tail.wait(op);
        self.closed.set(true);
        self.identity.tell("closed", Shown::Bool(true));
        self.news.notify_waiters();
    }

    /// How many receivers there are.
    pub(super) fn receivers(&self, op: Op) -> usize {
        self.tail.wait(op);
        self.receivers.get()
    }

    /// How many messages there are that somebody has yet to see.
    pub(super) fn len(&self, op: Op) -> usize {
        self.tail.wait(op);
        self.ring.iter().for_each(|slot| slot.lock.wait(op));
        self.ring.iter().filter(|slot| slot.unseen.get() > 0).count()
    }

    /// Tells how many messages there are that somebody has yet to see.
    pub(super) fn tell_messages(&self) {
        gate::closely(|kernel| {
            let messages = self.ring.iter().filter(|slot| slot.unseen.get() > 0).count();
            let object = self.identity.object_in(kernel);
            kernel.tell(object, "messages", Shown::count(messages));
        });
    }

    /// The position of the next message.
    pub(super) fn next(&self, op: Op) -> u64 {
        self.tail.wait(op);
        self.next.get()
    }

    pub(super) fn is_closed(&self, op: Op) -> bool {
        self.tail.wait(op);
        self.closed.get()
    }
}

/// A message that a receiver is looking at, with its lock.
pub(super) struct Seen<'a, T> {
    slot: &'a Slot<T>,
    _lock: Taken<'a>,
}

impl<T: Clone> Seen<'_, T> {
    pub(super) fn cloned(&self) -> Option<T> {
        // SAFETY: this has the lock.
        unsafe { self.slot.value() }.cloned()
    }
}

/// The last one to see a message drops it.
impl<T> Drop for Seen<'_, T> {
    fn drop(&mut self) {
        self.slot.unseen.set(self.slot.unseen.get() - 1);
        if self.slot.unseen.get() == 0 {
            // SAFETY: this has the lock, and its borrows are over.
            drop(unsafe { self.slot.replace(None) });
        }
    }
}

/// Tells, whatever a message's destructor does, that nobody listens.
struct Alone<'a>(&'a Notify);

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        self.0.notify_waiters();
    }
}
