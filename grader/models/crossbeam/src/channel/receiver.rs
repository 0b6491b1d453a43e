//! The receiving end of a channel.

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crossbeam::channel::{RecvError, RecvTimeoutError, TryRecvError};
use interleave::deadline;
use model_std::time::{Instant, deadline_at};

use super::case::{Case, Token};
use super::ends::{End, Failed};
use super::never::{Never, NeverCase};
use super::shared::Channel;
use super::timer::{Timer, TimerCase};

/// The receiving end of a channel. Each message goes to one receiver.
pub struct Receiver<T> {
    source: Source<T>,
}

/// Where messages come from.
enum Source<T> {
    Channel(Arc<Channel<T>>, &'static Location<'static>),
    /// The messages are moments; only a receiver of moments is made with one.
    Timer(Arc<Timer>, fn(Instant) -> T),
    Never(Never),
}

// SAFETY: as crossbeam's: messages go from one thread to another, so they must be `Send`. The rest
// is touched by one OS thread alone (see `model-std`'s page).
unsafe impl<T: Send> Send for Receiver<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Receiver<T> {}
impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}

impl Receiver<Instant> {
    pub(super) fn timer(first: Instant, period: Option<Duration>) -> Self {
        Self { source: Source::Timer(Arc::new(Timer::new(first, period)), |moment| moment) }
    }
}

impl<T> Receiver<T> {
    pub(super) fn of(channel: Arc<Channel<T>>, place: &'static Location<'static>) -> Self {
        Self { source: Source::Channel(channel, place) }
    }

    pub(super) const fn silent() -> Self {
        Self { source: Source::Never(Never::new()) }
    }

    /// Takes a message if there is one; with a capacity of 0, if a sender waits.
    ///
    /// # Errors
    /// If there is none, or never will be.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.receive("try_recv", Some(0), Location::caller()).map_err(|why| match why {
            Failed::Late => TryRecvError::Empty,
            Failed::Disconnected => TryRecvError::Disconnected,
        })
    }

    /// Waits for a message.
    ///
    /// # Errors
    /// If there is none and no sender any more.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.receive("recv", None, Location::caller()).map_err(|_| RecvError)
    }

    /// Waits for a message, but no longer than this.
    ///
    /// # Errors
    /// If none came in time, or never will.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.receive_until("recv_timeout", deadline::after(timeout), Location::caller())
    }

    /// Waits for a message, but no longer than to that moment.
    ///
    /// # Errors
    /// If none came in time, or never will.
    #[track_caller]
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError> {
        self.receive_until("recv_deadline", deadline_at(deadline), Location::caller())
    }

    /// Whether there is no message; always, with a capacity of 0.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        match &self.source {
            Source::Channel(channel, _) => channel.is_empty(Location::caller()),
            Source::Timer(timer, _) => !timer.is_full(timer.op("is_empty", Location::caller())),
            Source::Never(_) => true,
        }
    }

    /// Whether no message fits; always, with a capacity of 0.
    #[track_caller]
    pub fn is_full(&self) -> bool {
        match &self.source {
            Source::Channel(channel, _) => channel.is_full(Location::caller()),
            Source::Timer(timer, _) => timer.is_full(timer.op("is_full", Location::caller())),
            Source::Never(_) => true,
        }
    }

    /// How many messages there are.
    #[track_caller]
    pub fn len(&self) -> usize {
        match &self.source {
            Source::Channel(channel, _) => channel.len(Location::caller()),
            Source::Timer(timer, _) => {
                usize::from(timer.is_full(timer.op("len", Location::caller())))
            }
            Source::Never(_) => 0,
        }
    }

    /// How many messages fit; `None` for any number.
    pub fn capacity(&self) -> Option<usize> {
        match &self.source {
            Source::Channel(channel, _) => channel.capacity(),
            Source::Timer(..) => Some(1),
            Source::Never(_) => Some(0),
        }
    }

    /// Whether the other receives from the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        match (&self.source, &other.source) {
            (Source::Channel(one, _), Source::Channel(two, _)) => Arc::ptr_eq(one, two),
            (Source::Timer(one, _), Source::Timer(two, _)) => Arc::ptr_eq(one, two),
            (Source::Never(_), Source::Never(_)) => true,
            _ => false,
        }
    }

    pub(super) fn case(&self) -> Rc<dyn Case> {
        match &self.source {
            Source::Channel(channel, _) => channel.case(End::Receiver),
            Source::Timer(timer, _) => Rc::new(TimerCase(Arc::clone(timer))),
            Source::Never(_) => Rc::new(NeverCase),
        }
    }

    pub(super) fn complete(
        &self,
        token: Token,
        place: &'static Location<'static>,
    ) -> Result<T, RecvError> {
        let message = match (&self.source, token) {
            (Source::Channel(channel, _), token) => channel.complete_recv(token, place),
            (Source::Timer(_, make), Token::Moment(moment)) => Some(make(moment)),
            _ => None,
        };
        message.ok_or(RecvError)
    }

    fn receive_until(
        &self,
        verb: &'static str,
        deadline: u64,
        place: &'static Location<'static>,
    ) -> Result<T, RecvTimeoutError> {
        self.receive(verb, Some(deadline), place).map_err(|why| match why {
            Failed::Late => RecvTimeoutError::Timeout,
            Failed::Disconnected => RecvTimeoutError::Disconnected,
        })
    }

    fn receive(
        &self,
        verb: &'static str,
        deadline: Option<u64>,
        place: &'static Location<'static>,
    ) -> Result<T, Failed> {
        match &self.source {
            Source::Channel(channel, _) => channel.recv(verb, deadline, place),
            Source::Timer(timer, make) => timer.recv(timer.op(verb, place), deadline).map(make),
            Source::Never(never) => Err(Never::recv(never.op(verb, place), deadline)),
        }
    }
}

impl<T> Clone for Receiver<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        let source = match &self.source {
            Source::Channel(channel, _) => {
                channel.join(End::Receiver);
                Source::Channel(Arc::clone(channel), Location::caller())
            }
            Source::Timer(timer, make) => Source::Timer(Arc::clone(timer), *make),
            Source::Never(_) => Source::Never(Never::new()),
        };
        Self { source }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if let Source::Channel(channel, place) = &self.source {
            channel.leave(End::Receiver, place);
        }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Receiver { .. }")
    }
}
