//! Room in a channel that somebody has reserved.

use std::fmt;
use std::iter::FusedIterator;
use std::panic::Location;

use tokio::sync::mpsc as real;

use super::sender::Sender;
use crate::sync::end::End;

/// Room for one message.
pub struct Permit<'a, T> {
    end: End,
    real: real::Permit<'a, T>,
}

/// Room for several messages, a permit each.
pub struct PermitIterator<'a, T> {
    end: End,
    real: real::PermitIterator<'a, T>,
}

/// Room for one message, with the sender.
pub struct OwnedPermit<T> {
    end: End,
    real: real::OwnedPermit<T>,
}

impl<'a, T> Permit<'a, T> {
    pub(super) fn new(end: End, real: real::Permit<'a, T>) -> Self {
        Self { end, real }
    }

    /// Sends the message; never waits.
    #[track_caller]
    pub fn send(self, value: T) {
        let Self { mut end, real } = self;
        end.hush();
        end.step("send", Location::caller());
        real.send(value);
        end.tell_sent();
    }
}

impl<'a, T> PermitIterator<'a, T> {
    pub(super) fn new(mut end: End, real: real::PermitIterator<'a, T>) -> Self {
        if real.len() == 0 {
            end.hush();
        }
        Self { end, real }
    }
}

impl<'a, T> Iterator for PermitIterator<'a, T> {
    type Item = Permit<'a, T>;

    #[track_caller]
    fn next(&mut self) -> Option<Permit<'a, T>> {
        let real = self.real.next()?;
        if self.real.len() == 0 {
            self.end.hush();
        }
        Some(Permit::new(self.end.guest(Location::caller()), real))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.real.size_hint()
    }
}

impl<T> ExactSizeIterator for PermitIterator<'_, T> {}
impl<T> FusedIterator for PermitIterator<'_, T> {}

impl<T> OwnedPermit<T> {
    pub(super) fn new(end: End, real: real::OwnedPermit<T>) -> Self {
        Self { end, real }
    }

    /// Sends the message; never waits. The sender is free again.
    #[track_caller]
    pub fn send(self, value: T) -> Sender<T> {
        let Self { end, real } = self;
        end.step("send", Location::caller());
        let real = real.send(value);
        end.tell_sent();
        Sender::new(end, real)
    }

    /// Gives the room back. The sender is free again.
    #[track_caller]
    pub fn release(self) -> Sender<T> {
        let Self { end, real } = self;
        end.step("release", Location::caller());
        Sender::new(end, real.release())
    }

    /// Whether both are for the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.real.same_channel(&other.real)
    }

    /// Whether both are for the same channel.
    pub fn same_channel_as_sender(&self, sender: &Sender<T>) -> bool {
        self.real.same_channel_as_sender(sender.real())
    }
}

impl<T> fmt::Debug for Permit<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl<T> fmt::Debug for PermitIterator<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl<T> fmt::Debug for OwnedPermit<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}
