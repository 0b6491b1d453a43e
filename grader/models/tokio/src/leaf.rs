//! What every future here that waits for something is made of: a scheduling point before each poll,
//! then one poll of the real thing, and a note of what the task waits for if it must wait.
//!
//! Called by `sync` and `time`.

use std::pin::Pin;
use std::task::{Context, Poll};

use interleave::{Op, gate};

use crate::runtime;

/// A future with its operation.
pub(crate) struct Leaf<F> {
    op: Op,
    future: F,
}

impl<F: Future> Leaf<F> {
    pub(crate) fn new(op: Op, future: F) -> Self {
        Self { op, future }
    }
}

impl<F: Future> Future for Leaf<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: `future` is pinned as long as this is, and never moved out of it; `op` is `Copy`.
        let (op, future) = unsafe {
            let this = self.get_unchecked_mut();
            (this.op, Pin::new_unchecked(&mut this.future))
        };
        poll(op, context, |context| future.poll(context))
    }
}

/// One poll: the scheduling point, then `real`.
pub(crate) fn poll<T>(
    op: Op,
    context: &mut Context<'_>,
    real: impl FnOnce(&mut Context<'_>) -> Poll<T>,
) -> Poll<T> {
    if !runtime::just_went_on(op) {
        gate::step(op, |_| ());
    }
    if !runtime::has_budget() {
        context.waker().wake_by_ref();
        return Poll::Pending;
    }
    let polled = real(context);
    match polled {
        Poll::Ready(_) => runtime::spend(),
        Poll::Pending => runtime::waits_for(op),
    }
    polled
}
