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
    /// Uses none of the task's budget.
    free: bool,
    future: F,
}

impl<F: Future> Leaf<F> {
    pub(crate) fn new(op: Op, future: F) -> Self {
        Self { op, free: false, future }
    }

    /// One that uses none of the task's budget.
    pub(crate) fn free(op: Op, future: F) -> Self {
        Self { op, free: true, future }
    }
}

impl<F: Future> Future for Leaf<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: `future` is pinned as long as this is, and never moved out of it; the other
        // fields are `Copy`.
        let (op, free, future) = unsafe {
            let this = self.get_unchecked_mut();
            (this.op, this.free, Pin::new_unchecked(&mut this.future))
        };
        if free {
            poll_freely(op, context, |context| future.poll(context))
        } else {
            poll(op, context, |context| future.poll(context))
        }
    }
}

/// One poll: the scheduling point, then `real`, if the task has budget left.
pub(crate) fn poll<T>(
    op: Op,
    context: &mut Context<'_>,
    real: impl FnOnce(&mut Context<'_>) -> Poll<T>,
) -> Poll<T> {
    poll_freely(op, context, |context| {
        if !runtime::has_budget() {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let polled = real(context);
        if polled.is_ready() {
            runtime::spend();
        }
        polled
    })
}

/// The same with none of the task's budget.
pub(crate) fn poll_freely<T>(
    op: Op,
    context: &mut Context<'_>,
    real: impl FnOnce(&mut Context<'_>) -> Poll<T>,
) -> Poll<T> {
    if !runtime::just_went_on(op) {
        gate::step(op, |_| ());
    }
    let polled = real(context);
    if polled.is_pending() {
        gate::closely(|kernel| kernel.refused("not yet"));
        runtime::waits_for(op);
    }
    polled
}
