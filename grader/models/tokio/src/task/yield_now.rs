//! [`tokio::task::yield_now`](https://docs.rs/tokio/latest/tokio/task/fn.yield_now.html).

use std::future::poll_fn;
use std::panic::Location;
use std::task::Poll;

use interleave::{Op, gate, thread};

use crate::runtime;

/// Lets the other tasks run: this one is polled again when its turn comes, which may be at once.
#[track_caller]
pub fn yield_now() -> impl Future<Output = ()> {
    let place = Location::caller();
    let mut yielded = false;
    poll_fn(move |context| {
        let op = Op { verb: "yield_now", object: thread::own_object(), place };
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        gate::step(op, |_| ());
        runtime::waits_for(op);
        context.waker().wake_by_ref();
        Poll::Pending
    })
}
