//! [`tokio::time::timeout`](https://docs.rs/tokio/latest/tokio/time/fn.timeout.html).

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use interleave::gate;

use super::error::Elapsed;
use super::{Instant, Sleep};
use crate::runtime;

/// Gives the future so much time. It is polled before the clock is looked at: a future that is
/// ready by then is ready in time, even if there was no time at all.
///
/// # Panics
/// Outside of a runtime, and in one that has no timers.
#[track_caller]
pub fn timeout<F: IntoFuture>(duration: Duration, future: F) -> Timeout<F::IntoFuture> {
    let future = future.into_future();
    // Without an end if the clock cannot tell it.
    #[expect(clippy::manual_map, reason = "a closure would be its own caller")]
    let delay = match Instant::now().checked_add(duration) {
        Some(deadline) => Some(Sleep::new("timeout", deadline)),
        None => None,
    };
    Timeout { future, delay }
}

/// Gives the future time until then. It is polled before the clock is looked at.
///
/// # Panics
/// Outside of a runtime, and in one that has no timers.
#[track_caller]
pub fn timeout_at<F: IntoFuture>(deadline: Instant, future: F) -> Timeout<F::IntoFuture> {
    let future = future.into_future();
    Timeout { future, delay: Some(Sleep::new("timeout_at", deadline)) }
}

/// A future with a time limit.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[derive(Debug)]
pub struct Timeout<T> {
    future: T,
    delay: Option<Sleep>,
}

impl<T> Timeout<T> {
    /// The future.
    pub fn get_ref(&self) -> &T {
        &self.future
    }

    /// The future.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.future
    }

    /// The future alone.
    pub fn into_inner(self) -> T {
        self.future
    }
}

impl<T: Future> Future for Timeout<T> {
    type Output = Result<T::Output, Elapsed>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // SAFETY: both fields are pinned as long as this is: nothing moves them out of a pinned
        // `Timeout`, which has no `Drop` of its own and is `Unpin` only if both of them are.
        let (future, delay) = unsafe {
            let this = self.get_unchecked_mut();
            (Pin::new_unchecked(&mut this.future), Pin::new_unchecked(&mut this.delay))
        };
        let had_budget = runtime::has_budget();
        if let Poll::Ready(output) = future.poll(context) {
            return Poll::Ready(Ok(output));
        }
        let Some(delay) = delay.as_pin_mut() else { return Poll::Pending };
        // A future that uses up the whole budget in every poll must not keep the time from being
        // looked at.
        let polled = if had_budget && !runtime::has_budget() {
            runtime::unlimited_budget(|| delay.poll(context))
        } else {
            delay.poll(context)
        };
        polled.map(|()| {
            gate::closely(|kernel| kernel.refused("times out"));
            Err(Elapsed::new())
        })
    }
}
