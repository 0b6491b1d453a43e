//! How a bounded channel is sent to.

use std::panic::Location;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use interleave::{Op, deadline, thread};

use super::error::{SendError, SendTimeoutError, TrySendError};
use super::permit::{OwnedPermit, Permit, PermitIterator};
use super::sender::Sender;
use crate::runtime::{self, Alarm};
use crate::sync::waiting::{InLine, refused};

impl<T> Sender<T> {
    /// Waits for room, and sends. A future that is dropped before that loses its place, and the
    /// message.
    ///
    /// # Errors
    /// The message, if there is no receiver any more.
    #[track_caller]
    pub fn send(&self, value: T) -> impl Future<Output = Result<(), SendError<T>>> {
        let place = Location::caller();
        async move {
            let sent = InLine::new(self.op("send", place), self.real().send(value)).await;
            self.tells(sent, |_| "closed")
        }
    }

    /// Sends, if there is room and nobody stands in line for it.
    ///
    /// # Errors
    /// The message.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        self.end().step("try_send", Location::caller());
        self.tells(self.real().try_send(message), why)
    }

    /// Waits for room, but no longer than this, and sends.
    ///
    /// # Errors
    /// The message, if there was no room, or there is no receiver any more.
    ///
    /// # Panics
    /// Where there are no timers.
    #[track_caller]
    pub fn send_timeout(
        &self,
        value: T,
        timeout: Duration,
    ) -> impl Future<Output = Result<(), SendTimeoutError<T>>> {
        let place = Location::caller();
        async move {
            let op = self.op("send_timeout", place);
            match self.reserve_until(op, timeout).await {
                Some(Ok(permit)) => {
                    permit.send(value);
                    self.end().tell_sent();
                    Ok(())
                }
                Some(Err(_)) => {
                    refused("closed");
                    Err(SendTimeoutError::Closed(value))
                }
                None => Err(SendTimeoutError::Timeout(value)),
            }
        }
    }

    /// As [`Sender::send`]; blocks the thread.
    ///
    /// # Errors
    /// The message, if there is no receiver any more.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_send(&self, value: T) -> Result<(), SendError<T>> {
        let op = self.op("blocking_send", Location::caller());
        let sent = runtime::block_on_here(op, InLine::new(op, self.real().send(value)));
        self.tells(sent, |_| "closed")
    }

    /// Waits for room, and reserves it. A future that is dropped before that loses its place.
    ///
    /// # Errors
    /// If there is no receiver any more.
    #[track_caller]
    pub fn reserve(&self) -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>> {
        let place = Location::caller();
        async move {
            let real = InLine::new(self.op("reserve", place), self.real().reserve()).await;
            let real = real.inspect_err(|_| refused("closed"))?;
            Ok(Permit::new(self.end().guest(place), real))
        }
    }

    /// Waits for room for `n` messages, and reserves it. A future that is dropped before that loses
    /// its place.
    ///
    /// # Errors
    /// If there is no receiver any more, or never as much room.
    #[track_caller]
    pub fn reserve_many(
        &self,
        n: usize,
    ) -> impl Future<Output = Result<PermitIterator<'_, T>, SendError<()>>> {
        let place = Location::caller();
        async move {
            let real = InLine::new(self.op("reserve_many", place), self.real().reserve_many(n));
            let real = real.await.inspect_err(|_| refused("closed"))?;
            Ok(PermitIterator::new(self.end().guest(place), real))
        }
    }

    /// As [`Sender::reserve`]; the permit keeps the sender. A future that is dropped before that
    /// drops the sender.
    ///
    /// # Errors
    /// If there is no receiver any more.
    #[track_caller]
    pub fn reserve_owned(self) -> impl Future<Output = Result<OwnedPermit<T>, SendError<()>>> {
        let place = Location::caller();
        async move {
            let op = self.op("reserve_owned", place);
            let (end, real) = self.into_parts();
            let real = InLine::new(op, real.reserve_owned()).await;
            let real = real.inspect_err(|_| refused("closed"))?;
            Ok(OwnedPermit::new(end, real))
        }
    }

    /// Reserves room, if there is some and nobody stands in line for it.
    ///
    /// # Errors
    /// If not.
    #[track_caller]
    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        let place = Location::caller();
        self.end().step("try_reserve", place);
        let real = self.real().try_reserve().inspect_err(|error| refused(why(error)))?;
        Ok(Permit::new(self.end().guest(place), real))
    }

    /// Reserves room for `n` messages, if there is as much and nobody stands in line for it.
    ///
    /// # Errors
    /// If not.
    #[track_caller]
    pub fn try_reserve_many(&self, n: usize) -> Result<PermitIterator<'_, T>, TrySendError<()>> {
        let place = Location::caller();
        self.end().step("try_reserve_many", place);
        let real = self.real().try_reserve_many(n).inspect_err(|error| refused(why(error)))?;
        Ok(PermitIterator::new(self.end().guest(place), real))
    }

    /// As [`Sender::try_reserve`]; the permit keeps the sender.
    ///
    /// # Errors
    /// The sender.
    #[track_caller]
    pub fn try_reserve_owned(self) -> Result<OwnedPermit<T>, TrySendError<Self>> {
        self.end().step("try_reserve_owned", Location::caller());
        let (end, real) = self.into_parts();
        match real.try_reserve_owned().inspect_err(|error| refused(why(error))) {
            Ok(real) => Ok(OwnedPermit::new(end, real)),
            Err(TrySendError::Full(real)) => Err(TrySendError::Full(Self::new(end, real))),
            Err(TrySendError::Closed(real)) => Err(TrySendError::Closed(Self::new(end, real))),
        }
    }

    /// Tells what has become of a message.
    fn tells<E>(&self, sent: Result<(), E>, why: fn(&E) -> &'static str) -> Result<(), E> {
        match &sent {
            Ok(()) => self.end().tell_sent(),
            Err(error) => refused(why(error)),
        }
        sent
    }

    /// Reserves room; nothing, if there is none in time.
    async fn reserve_until(
        &self,
        op: Op,
        timeout: Duration,
    ) -> Option<Result<tokio::sync::mpsc::Permit<'_, T>, SendError<()>>> {
        runtime::require_time();
        let deadline = deadline::after(timeout);
        let mut room = pin!(InLine::new(op, self.real().reserve()));
        let mut alarm = None;
        std::future::poll_fn(|context| {
            if let Poll::Ready(reserved) = room.as_mut().poll(context) {
                return Poll::Ready(Some(reserved));
            }
            if thread::now() >= deadline {
                refused("times out");
                return Poll::Ready(None);
            }
            // Set anew in every poll: the waker may be another one.
            alarm = Some(Alarm::set(deadline, context.waker()));
            Poll::Pending
        })
        .await
    }
}

/// Why there is no room, in a word.
fn why<T>(error: &TrySendError<T>) -> &'static str {
    match error {
        TrySendError::Full(_) => "full",
        TrySendError::Closed(_) => "closed",
    }
}
