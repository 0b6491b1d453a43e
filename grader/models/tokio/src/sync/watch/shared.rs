//! What all ends of a watch channel share.

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use interleave::{Op, Shown, gate};
use tokio::sync::Notify;

use super::error::RecvError;
use super::lock::Locked;
use crate::sync::errors;
use crate::sync::waiting::refused;

/// Which value it is, by number.
pub(super) type Version = usize;

/// A channel.
pub(super) struct Shared<T> {
    pub(super) value: Locked<T>,
    // Real atomics, relaxed: ends may be dropped outside an execution, on any OS thread.
    version: AtomicUsize,
    closed: AtomicBool,
    pub(super) senders: AtomicUsize,
    pub(super) receivers: AtomicUsize,
    /// Wakes whoever waits for a value.
    news: Notify,
    /// Wakes whoever waits until nobody listens.
    alone: Notify,
}

impl<T> UnwindSafe for Shared<T> {}
impl<T> RefUnwindSafe for Shared<T> {}

impl<T> Shared<T> {
    pub(super) fn new(value: T) -> Self {
        Self {
            value: Locked::new(value),
            version: AtomicUsize::new(0),
            closed: AtomicBool::new(false),
            senders: AtomicUsize::new(1),
            receivers: AtomicUsize::new(1),
            news: Notify::new(),
            alone: Notify::new(),
        }
    }

    pub(super) fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        self.value.identity.op(verb, place)
    }

    /// Takes the scheduling point of an operation.
    pub(super) fn step(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        let op = self.op(verb, place);
        gate::step(op, |_| ());
        op
    }

    pub(super) fn version(&self) -> Version {
        self.version.load(Relaxed)
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Relaxed)
    }

    /// There is a new value.
    pub(super) fn is_new(&self) {
        let version = self.version.fetch_add(1, Relaxed).wrapping_add(1);
        self.value.identity.tell("version", Shown::count(version));
        self.news.notify_waiters();
    }

    /// One sender less.
    pub(super) fn sender_gone(&self) {
        if self.senders.fetch_sub(1, Relaxed) == 1 {
            self.closed.store(true, Relaxed);
            self.value.identity.tell("closed", Shown::Bool(true));
            self.news.notify_waiters();
        }
    }

    /// One receiver less.
    pub(super) fn receiver_gone(&self) {
        if self.receivers.fetch_sub(1, Relaxed) == 1 {
            self.value.identity.tell("receivers", Shown::count(0));
            self.alone.notify_waiters();
        }
    }

    /// Waits until the value is another one than this version.
    pub(super) async fn changed(&self, version: &mut Version) -> Result<(), RecvError> {
        loop {
            let news = self.news.notified();
            let now = self.version();
            if *version != now {
                *version = now;
                return Ok(());
            }
            if self.is_closed() {
                refused("closed");
                return Err(errors::no_sender());
            }
            news.await;
        }
    }

    /// Waits until there is no receiver.
    pub(super) async fn unheard(&self) {
        loop {
            let alone = self.alone.notified();
            if self.receivers.load(Relaxed) == 0 {
                return;
            }
            alone.await;
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared")
            .field("value", &self.value)
            .field("version", &self.version())
            .field("is_closed", &self.is_closed())
            .field("ref_count_rx", &self.receivers)
            .finish_non_exhaustive()
    }
}
