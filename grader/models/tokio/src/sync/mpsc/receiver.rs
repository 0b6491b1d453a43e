//! The receiving ends.

use std::fmt;
use std::panic::Location;
use std::task::{Context, Poll};

use tokio::sync::mpsc as real;

use super::error::TryRecvError;
use crate::leaf::{self, Leaf};
use crate::runtime;
use crate::sync::end::End;

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
                    async move { Leaf::new(self.end.op("recv", place), self.real.recv()).await }
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
                        Leaf::new(op, self.real.recv_many(buffer, limit)).await
                    }
                }

                /// Receives, if there is a message.
                ///
                /// # Errors
                /// If there is none, or never will be.
                #[track_caller]
                pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
                    self.end.step("try_recv", Location::caller());
                    self.real.try_recv()
                }

                /// Waits for a message; blocks the thread.
                ///
                /// # Panics
                /// Inside a task.
                #[track_caller]
                pub fn blocking_recv(&mut self) -> Option<T> {
                    let op = self.end.op("blocking_recv", Location::caller());
                    runtime::block_on_here(op, Leaf::new(op, self.real.recv()))
                }

                /// Waits for messages and appends up to `limit` of them; blocks the thread.
                ///
                /// # Panics
                /// Inside a task.
                #[track_caller]
                pub fn blocking_recv_many(&mut self, buffer: &mut Vec<T>, limit: usize) -> usize {
                    let op = self.end.op("blocking_recv_many", Location::caller());
                    runtime::block_on_here(op, Leaf::new(op, self.real.recv_many(buffer, limit)))
                }

                /// From now on nobody can send but who has a permit; what was sent before can still
                /// be received.
                #[track_caller]
                pub fn close(&mut self) {
                    self.end.step("close", Location::caller());
                    self.real.close();
                }

                /// Whether the channel is closed, or no sender is left.
                #[track_caller]
                pub fn is_closed(&self) -> bool {
                    self.end.step("is_closed", Location::caller());
                    self.real.is_closed()
                }

                /// Whether there is no message.
                #[track_caller]
                pub fn is_empty(&self) -> bool {
                    self.end.step("is_empty", Location::caller());
                    self.real.is_empty()
                }

                /// How many messages there are.
                #[track_caller]
                pub fn len(&self) -> usize {
                    self.end.step("len", Location::caller());
                    self.real.len()
                }

                /// One poll of [`recv`](Self::recv).
                #[track_caller]
                pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
                    let op = self.end.op("recv", Location::caller());
                    leaf::poll(op, cx, |cx| self.real.poll_recv(cx))
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
                    leaf::poll(op, cx, |cx| self.real.poll_recv_many(cx, buffer, limit))
                }

                /// How many senders there are.
                #[track_caller]
                pub fn sender_strong_count(&self) -> usize {
                    self.end.step("sender_strong_count", Location::caller());
                    self.real.sender_strong_count()
                }

                /// How many weak senders there are.
                #[track_caller]
                pub fn sender_weak_count(&self) -> usize {
                    self.end.step("sender_weak_count", Location::caller());
                    self.real.sender_weak_count()
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
        self.real.capacity()
    }

    /// How many messages have room in all.
    pub fn max_capacity(&self) -> usize {
        self.real.max_capacity()
    }
}
