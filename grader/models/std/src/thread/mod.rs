//! [`std::thread`](https://doc.rust-lang.org/std/thread/index.html): virtual threads, all on one OS
//! thread.

mod builder;
mod join_handle;
mod local;
mod packet;
mod scoped;
mod thread_handle;

use std::io;
use std::num::NonZero;
use std::panic::Location;
use std::time::Duration;

pub use ::std::thread::{Result, panicking};
pub use builder::{Builder, spawn};
pub use join_handle::JoinHandle;
pub use local::{AccessError, LocalKey};
pub use scoped::{Scope, ScopedJoinHandle, scope};
pub use thread_handle::{Thread, ThreadId};

use interleave::deadline;

/// What the model says of the machine: always the same, so that runs repeat.
const PROCESSORS: NonZero<usize> = NonZero::new(4).unwrap();

/// The thread that calls.
pub fn current() -> Thread {
    Thread::of(interleave::thread::current())
}

/// Waits for the calling thread's token and takes it. May return for no reason.
#[track_caller]
pub fn park() {
    interleave::thread::park(None, Location::caller());
}

/// As [`park`], but for no longer than this.
#[track_caller]
pub fn park_timeout(timeout: Duration) {
    interleave::thread::park(Some(deadline::after(timeout)), Location::caller());
}

/// Lets the others run.
#[track_caller]
pub fn yield_now() {
    interleave::thread::yield_now("yield_now", Location::caller());
}

/// Waits for so long, exactly, on the virtual clock.
#[track_caller]
pub fn sleep(duration: Duration) {
    interleave::thread::sleep(deadline::nanoseconds(duration), Location::caller());
}

/// How many threads run well side by side: four.
///
/// # Errors
/// Never.
pub fn available_parallelism() -> io::Result<NonZero<usize>> {
    Ok(PROCESSORS)
}
