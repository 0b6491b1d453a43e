//! Futures that note all that is done to them: for promises of who is polled when.

use std::future::{Future, IntoFuture, Ready, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// What has happened.
#[derive(Clone, Default)]
pub(super) struct Log(pub(super) Arc<Mutex<Vec<String>>>);

impl Log {
    pub(super) fn note(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    pub(super) fn says(&self, expected: &str) {
        assert_eq!(self.0.lock().unwrap().join(" "), expected);
    }

    /// A future that is ready at its `n`th poll; all of it is noted.
    pub(super) fn future(&self, name: &'static str, n: usize) -> Noted {
        Noted { log: self.clone(), name, left: n }
    }

    /// The value, and a note that it was made.
    pub(super) fn made<T>(&self, what: &str, value: T) -> T {
        self.note(what);
        value
    }
}

pub(super) struct Noted {
    log: Log,
    name: &'static str,
    left: usize,
}

impl Future for Noted {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<&'static str> {
        self.log.note(self.name);
        self.left -= 1;
        if self.left == 0 {
            return Poll::Ready(self.name);
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        self.log.note(format!("drop-{}", self.name));
    }
}

/// Not a future, but becomes one.
pub(super) struct Becomes(pub(super) u32);

impl IntoFuture for Becomes {
    type Output = u32;
    type IntoFuture = Ready<u32>;

    fn into_future(self) -> Ready<u32> {
        ready(self.0)
    }
}
