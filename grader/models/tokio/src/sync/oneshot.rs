//! [`tokio::sync::oneshot`](https://docs.rs/tokio/latest/tokio/sync/oneshot/index.html).

use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use interleave::{Kind, Shown, gate};
use tokio::sync::oneshot as real;

use super::end::End;
use super::waiting::{refused, shown};
use crate::leaf::{self, Leaf};
use crate::runtime;

pub use tokio::sync::oneshot::error;

use error::{RecvError, TryRecvError};

static KIND: Kind = Kind::closed("oneshot channel");

/// Sends one message.
pub struct Sender<T> {
    end: End,
    real: real::Sender<T>,
}

/// Receives the message: a future.
pub struct Receiver<T> {
    end: End,
    real: real::Receiver<T>,
}

/// A channel for one message.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = real::channel();
    let (one, other) = End::pair(&KIND, Location::caller());
    (Sender { end: one, real: sender }, Receiver { end: other, real: receiver })
}

impl<T> Sender<T> {
    /// Sends; never waits.
    ///
    /// # Errors
    /// The message, if there is no receiver any more.
    #[track_caller]
    pub fn send(self, t: T) -> Result<(), T> {
        let Self { mut end, real } = self;
        end.hush();
        end.step("send", Location::caller());
        let sent = real.send(t);
        match &sent {
            Ok(()) => end.tell("sent", Shown::Bool(true)),
            Err(_) => refused("closed"),
        }
        sent
    }

    /// Waits until there is no receiver any more.
    #[track_caller]
    pub fn closed(&mut self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move { Leaf::new(self.end.op("closed", place), self.real.closed()).await }
    }

    /// Whether there is no receiver any more.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.end.step("is_closed", Location::caller());
        shown(self.real.is_closed())
    }

    /// As [`Sender::closed`], one poll of it.
    #[track_caller]
    pub fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let op = self.end.op("closed", Location::caller());
        leaf::poll(op, cx, |cx| self.real.poll_closed(cx))
    }
}

impl<T> Receiver<T> {
    /// From now on nobody sends; what was sent before can still be received.
    #[track_caller]
    pub fn close(&mut self) {
        self.end.step("close", Location::caller());
        self.real.close();
        self.end.tell_closed();
    }

    /// Whether the message was received already, or that there will be none.
    pub fn is_terminated(&self) -> bool {
        self.real.is_terminated()
    }

    /// Whether there is no message to receive now.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.end.step("is_empty", Location::caller());
        shown(self.real.is_empty())
    }

    /// The message, if it is there.
    ///
    /// # Errors
    /// If it is not there, or never will be.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        self.end.step("try_recv", Location::caller());
        let received = self.real.try_recv();
        match &received {
            Ok(message) => gate::closely(|kernel| kernel.found_value(message)),
            Err(TryRecvError::Empty) => refused("empty"),
            Err(TryRecvError::Closed) => refused("closed"),
        }
        self.settle();
        received
    }

    /// Waits for the message; blocks the thread.
    ///
    /// # Errors
    /// If there will be none.
    ///
    /// # Panics
    /// Inside a task.
    #[track_caller]
    pub fn blocking_recv(mut self) -> Result<T, RecvError> {
        let op = self.end.op("blocking_recv", Location::caller());
        let received = runtime::block_on_here(op, Leaf::new(op, &mut self.real));
        tells(&received);
        self.settle();
        received
    }

    /// A receiver that has received is nothing to anybody.
    fn settle(&mut self) {
        if self.real.is_terminated() {
            self.end.hush();
        }
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, RecvError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let op = this.end.own_op("recv");
        let polled = leaf::poll(op, context, |context| Pin::new(&mut this.real).poll(context));
        if let Poll::Ready(received) = &polled {
            tells(received);
        }
        this.settle();
        polled
    }
}

/// Tells what was received.
fn tells<T>(received: &Result<T, RecvError>) {
    match received {
        Ok(message) => gate::closely(|kernel| kernel.found_value(message)),
        Err(_) => refused("closed"),
    }
}

impl<T: fmt::Debug> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl<T: fmt::Debug> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}
