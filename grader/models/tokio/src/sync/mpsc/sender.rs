//! The sending ends of a bounded channel.

use std::fmt;
use std::panic::Location;

use interleave::{Op, gate};
use tokio::sync::mpsc as real;

use crate::leaf::Leaf;
use crate::sync::end::End;
use crate::sync::waiting::shown;

/// The sending end of [`channel`](super::channel); the last one to go closes the channel.
pub struct Sender<T> {
    end: End,
    real: real::Sender<T>,
}

/// A sender that does not keep the channel open.
pub struct WeakSender<T> {
    end: End,
    real: real::WeakSender<T>,
}

impl<T> Sender<T> {
    pub(super) fn new(end: End, real: real::Sender<T>) -> Self {
        Self { end, real }
    }

    pub(super) fn end(&self) -> &End {
        &self.end
    }

    pub(super) fn real(&self) -> &real::Sender<T> {
        &self.real
    }

    pub(super) fn into_parts(self) -> (End, real::Sender<T>) {
        (self.end, self.real)
    }

    pub(super) fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        self.end.op(verb, place)
    }

    /// Waits until there is no receiver any more, or it has closed the channel.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move { Leaf::free(self.op("closed", place), self.real.closed()).await }
    }

    /// Whether there is no receiver any more, or it has closed the channel.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.end.step("is_closed", Location::caller());
        shown(self.real.is_closed())
    }

    /// Whether both are for the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }

    /// How many more messages have room now.
    #[track_caller]
    pub fn capacity(&self) -> usize {
        self.end.step("capacity", Location::caller());
        shown(self.real.capacity())
    }

    /// How many messages have room in all.
    pub fn max_capacity(&self) -> usize {
        self.real.max_capacity()
    }

    /// A sender that does not keep the channel open.
    #[must_use = "the sender itself stays"]
    #[track_caller]
    pub fn downgrade(&self) -> WeakSender<T> {
        let end = self.end.guest(Location::caller()).unseen();
        WeakSender { end, real: self.real.downgrade() }
    }

    /// How many senders there are.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.end.step("strong_count", Location::caller());
        shown(self.real.strong_count())
    }

    /// How many weak senders there are.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.end.step("weak_count", Location::caller());
        shown(self.real.weak_count())
    }
}

impl<T> WeakSender<T> {
    /// A sender, if there still is one.
    #[track_caller]
    pub fn upgrade(&self) -> Option<Sender<T>> {
        self.end.step("upgrade", Location::caller());
        let Some(real) = self.real.upgrade() else {
            gate::closely(|kernel| kernel.refused("closed"));
            return None;
        };
        Some(Sender::new(self.end.sender(Location::caller()), real))
    }

    /// How many senders there are.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.end.step("strong_count", Location::caller());
        shown(self.real.strong_count())
    }

    /// How many weak senders there are.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.end.step("weak_count", Location::caller());
        shown(self.real.weak_count())
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self { end: self.end.sender(Location::caller()), real: self.real.clone() }
    }
}

impl<T> Clone for WeakSender<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        Self { end: self.end.guest(Location::caller()).unseen(), real: self.real.clone() }
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl<T> fmt::Debug for WeakSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}
