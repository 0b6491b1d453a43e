//! The futures that `sync` waits with, where [`crate::leaf`] alone does not say enough.
//!
//! Called by every file here that waits.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use interleave::{Op, gate, in_execution};

use crate::{leaf, runtime};

/// A wait in a queue where others stand behind: to leave it early is a visible operation.
pub(super) struct InLine<F> {
    op: Op,
    waits: bool,
    real: F,
}

impl<F: Future> InLine<F> {
    pub(super) fn new(op: Op, real: F) -> Self {
        Self { op, waits: false, real }
    }
}

impl<F: Future> Future for InLine<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        // SAFETY: `real` is pinned as long as this is, and never moved out of it; the other fields
        // are plain data.
        let (op, waits, real) = unsafe {
            let this = self.get_unchecked_mut();
            (this.op, &mut this.waits, Pin::new_unchecked(&mut this.real))
        };
        leaf::poll(op, context, |context| {
            let polled = real.poll(context);
            *waits = polled.is_pending();
            polled
        })
    }
}

impl<F> Drop for InLine<F> {
    fn drop(&mut self) {
        if self.waits {
            visibly(Op { verb: "drop", ..self.op });
        }
    }
}

/// A scheduling point for the end of something that may also end outside an execution.
pub(super) fn visibly(op: Op) {
    if in_execution() {
        gate::step(op, |_| ());
    }
}

/// The rest of an operation whose scheduling point has been taken: nobody can see whether it goes
/// on now or later.
pub(super) async fn rest<F: Future>(op: Op, real: F) -> F::Output {
    let mut real = std::pin::pin!(real);
    let mut is_first = true;
    poll_fn(|context| {
        let polled = real.as_mut().poll(context);
        if polled.is_pending() {
            if std::mem::take(&mut is_first) {
                gate::closely(|kernel| kernel.refused("not yet"));
            }
            runtime::waits_for(op);
        }
        polled
    })
    .await
}

/// Ready once the task may do one more thing in this poll.
pub(super) async fn budget() {
    poll_fn(|context| {
        if runtime::has_budget() {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Tells, in a word, why the step that was just taken brings nothing back.
pub(super) fn refused(why: &'static str) {
    gate::closely(|kernel| kernel.refused(why));
}

/// Tells what the step that was just taken brings back.
pub(super) fn shown<T>(value: T) -> T {
    gate::closely(|kernel| kernel.found_value(&value));
    value
}
