//! The receiving ends.

use std::fmt;
use std::panic::Location;
use std::task::{Context, Poll};

use interleave::gate;
use tokio::sync::mpsc as real;

use super::error::TryRecvError;
use crate::leaf::{self, Leaf};
use crate::runtime;
use crate::sync::end::End;
use crate::sync::waiting::{refused, shown};

/// The receiving end of [`channel`](super::channel).
pub struct Receiver<T> {
    end: End,
    real: real::Receiver<T>,
}

/// The receiving end of [`unbounded_channel`](super::unbounded_channel).
pub struct UnboundedReceiver<T> {
    end: End,
    real: real::UnboundedReceiver<T>,
}

impl<T> Unpin for Receiver<T> {}

/// What both kinds do alike.
macro_rules! receiver {
    ($($Receiver:ident)*) => {
        $(
            impl<T> $Receiver<T> {
                pub(super) fn new(end: End, real: real::$Receiver<T>) -> Self {
                    Self { end, real }
                }

                /// Waits for a message; nothing, if there is none left and no sender either, or the
                /// channel is closed. A future that is dropped has taken no message.
                #[track_caller]
                pub fn recv(&mut self) -> impl Future<Output = Option<T>> {
                    let place = Location::caller();
                    async move {
                        let op = self.end.op("recv", place);
                        let received = Leaf::new(op, self.real.recv()).await;
                        self.tells(received)
                    }
                }

                /// Waits for messages and appends up to `limit` of them; 0, if there will be none,
                /// or `limit` is 0. A future that is dropped has taken no message.
                #[track_caller]
                pub fn recv_many(
                    &mut self,
                    buffer: &mut Vec<T>,
                    limit: usize,
                ) -> impl Future<Output = usize> {
                    let place = Location::caller();
                    async move {
                        let op = self.end.op("recv_many", place);
                        let received = Leaf::new(op, self.real.recv_many(buffer, limit)).await;
                        self.tells_many(received)
                    }
                }

                /// Receives, if there is a message.
                ///
                /// # Errors
                /// If there is none, or never will be.
                #[track_caller]
                pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
                    self.end.step("try_recv", Location::caller());
                    let received = self.real.try_recv();
                    self.end.tell_left(|| self.real.len());
                    match &received {
                        Ok(message) => gate::closely(|kernel| kernel.found_value(message)),
                        Err(TryRecvError::Empty) => refused("empty"),
                        Err(TryRecvError::Disconnected) => refused("closed"),
                    }
                    received
                }

                /// Waits for a message; blocks the thread.
                ///
                /// # Panics
                /// Inside a task.
                #[track_caller]
                pub fn blocking_recv(&mut self) -> Option<T> {
                    let op = self.end.op("blocking_recv", Location::caller());
                    let received = runtime::block_on_here(op, Leaf::new(op, self.real.recv()));
                    self.tells(received)
                }

                /// Waits for messages and appends up to `limit` of them; blocks the thread.
                ///
                /// # Panics
                /// Inside a task.
                #[track_caller]
                pub fn blocking_recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize {
                    let op = self.end.op("blocking_recv_many", Location::caller());
                    let many = Leaf::new(op, self.real.recv_many(buffer, limit));
                    let received = runtime::block_on_here(op, many);
                    self.tells_many(received)
                }

                /// From now on nobody can send but who has a permit; what was sent before can still
                /// be received.
                #[track_caller]
                pub fn close(&mut self) {
                    self.end.step("close", Location::caller());
                    self.real.close();
                    self.end.tell_closed();
                }

                /// Whether the channel is closed, or no sender is left.
                #[track_caller]
                pub fn is_closed(&self) -> bool {
                    self.end.step("is_closed", Location::caller());
                    shown(self.real.is_closed())
                }

                /// Whether there is no message.
                #[track_caller]
                pub fn is_empty(&self) -> bool {
                    self.end.step("is_empty", Location::caller());
                    shown(self.real.is_empty())
                }

                /// How many messages there are.
                #[track_caller]
                pub fn len(&self) -> usize {
                    self.end.step("len", Location::caller());
                    shown(self.real.len())
                }

                /// One poll of [`recv`](Self::recv).
                #[track_caller]
                pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
                    let op = self.end.op("recv", Location::caller());
                    let polled = leaf::poll(op, cx, |cx| self.real.poll_recv(cx));
                    polled.map(|received| self.tells(received))
                }

                /// One poll of [`recv_many`](Self::recv_many).
                #[track_caller]
                pub fn poll_recv_many(
                    &mut self,
                    cx: &mut Context<'_>,
                    buffer: &mut Vec<T>,
                    limit: usize,
                ) -> Poll<usize> {
                    let op = self.end.op("recv_many", Location::caller());
                    let many = |cx: &mut Context<'_>| self.real.poll_recv_many(cx, buffer, limit);
                    leaf::poll(op, cx, many).map(|received| self.tells_many(received))
                }

                /// Tells what was received.
                fn tells(&self, received: Option<T>) -> Option<T> {
                    self.end.tell_left(|| self.real.len());
                    match &received {
                        Some(message) => gate::closely(|kernel| kernel.found_value(message)),
                        None => refused("closed"),
                    }
                    received
                }

                /// Tells how many messages were received.
                fn tells_many(&self, received: usize) -> usize {
                    self.end.tell_left(|| self.real.len());
                    shown(received)
                }

                /// How many senders there are.
                #[track_caller]
                pub fn sender_strong_count(&self) -> usize {
                    self.end.step("sender_strong_count", Location::caller());
                    shown(self.real.sender_strong_count())
                }

                /// How many weak senders there are.
                #[track_caller]
                pub fn sender_weak_count(&self) -> usize {
                    self.end.step("sender_weak_count", Location::caller());
                    shown(self.real.sender_weak_count())
                }
            }

            impl<T> fmt::Debug for $Receiver<T> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.real.fmt(f)
                }
            }
        )*
    };
}

receiver!(Receiver UnboundedReceiver);

impl<T> Receiver<T> {
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
}
