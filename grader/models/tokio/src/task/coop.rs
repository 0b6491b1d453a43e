//! [`tokio::task::coop`](https://docs.rs/tokio/latest/tokio/task/coop/index.html): the budget of a
//! poll. A task that has used it up is told to wait, and woken at once, so that others get to run.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::runtime;

/// Uses up one unit of the budget; waits for the next poll if there is none left.
pub async fn consume_budget() {
    poll_fn(|context| {
        if runtime::has_budget() {
            runtime::spend();
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Whether the running poll has budget left.
pub fn has_budget_remaining() -> bool {
    runtime::has_budget()
}

/// Lets a future run without a budget.
pub fn unconstrained<F>(inner: F) -> Unconstrained<F> {
    Unconstrained { inner }
}

/// See [`unconstrained`].
#[must_use = "Unconstrained does nothing unless polled"]
pub struct Unconstrained<F> {
    inner: F,
}

impl<F: Future> Future for Unconstrained<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: `inner` is pinned as long as this is, and never moved out of it.
        let inner = unsafe { self.map_unchecked_mut(|this| &mut this.inner) };
        runtime::unlimited_budget(|| inner.poll(context))
    }
}

impl<F> fmt::Debug for Unconstrained<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unconstrained").finish_non_exhaustive()
    }
}
