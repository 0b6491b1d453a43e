//! Polls a future, poll after poll, until it is ready.
//!
//! Called by `spawn` and `block_on`.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::context;
use super::poller::Poller;

/// Polls the future until it is ready, or `gives_up` says so before a poll. The poller keeps its
/// seat: whoever drops the future calls [`Poller::leave`] then.
pub(super) fn drive<F: Future>(
    poller: &Arc<Poller>,
    mut future: Pin<&mut F>,
    gives_up: impl Fn() -> bool,
) -> Option<F::Output> {
    let mut first = true;
    loop {
        poller.wait(std::mem::take(&mut first));
        if gives_up() {
            return None;
        }
        let waker = poller.begins();
        let polls = context::polls(poller);
        let outcome = future.as_mut().poll(&mut Context::from_waker(&waker));
        drop(polls);
        drop(waker);
        if let Poll::Ready(output) = outcome {
            return Some(output);
        }
        poller.leave();
    }
}
