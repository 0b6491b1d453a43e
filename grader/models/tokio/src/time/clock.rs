//! [`tokio::time::pause`](https://docs.rs/tokio/latest/tokio/time/fn.pause.html) and its relatives.
//!
//! The model's clock moves only when nobody can run, as tokio's paused one does. So to pause it
//! keeps the rules and changes nothing else.

use std::panic::Location;
use std::time::Duration;

use interleave::{Op, deadline, gate, thread};

use super::Instant;
use crate::runtime::{self, Handle};
use crate::task::yield_now;

/// Pauses the clock.
///
/// # Panics
/// Outside of a runtime, on a multi-thread one, and if the clock is paused.
#[track_caller]
pub fn pause() {
    let runtime = current();
    assert!(
        runtime.scheduler.is_current_thread(),
        "`time::pause()` requires the `current_thread` Tokio runtime. This is the default Runtime \
         used by `#[tokio::test]."
    );
    assert!(!runtime.scheduler.paused.replace(true), "time is already frozen");
}

/// Lets the clock go on.
///
/// # Panics
/// Outside of a runtime, and if the clock is not paused.
#[track_caller]
pub fn resume() {
    assert!(current().scheduler.paused.replace(false), "time is not frozen");
}

/// Moves the paused clock on in one jump, then lets others run. Timers that have become due go off;
/// it does not wait for whoever they wake. The clock of `std` is the same one, and moves as well.
///
/// # Panics
/// When polled: outside of a runtime, and if the clock is not paused.
#[track_caller]
pub fn advance(duration: Duration) -> impl Future<Output = ()> {
    let place = Location::caller();
    async move {
        assert!(current().scheduler.paused.get(), "time is not frozen");
        let _fits = Instant::now() + duration;
        gate::step(Op { verb: "advance", object: thread::own_object(), place }, |_| ());
        thread::advance(deadline::nanoseconds(duration));
        yield_now().await;
    }
}

#[track_caller]
fn current() -> Handle {
    runtime::current().expect("time cannot be frozen from outside the Tokio runtime")
}
