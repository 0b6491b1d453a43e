//! An OS thread on which nothing is unwinding.
//!
//! An execution that had to stop while one of its tasks was unwinding never finishes that panic, so
//! the OS thread counts it for ever: `std::thread::panicking()` stays true, scheduling points would
//! be no-ops, and locks would not poison. Called by the executor, so that later executions do not
//! suffer for it.

use std::panic::resume_unwind;
use std::thread;

/// Runs the body, on another OS thread if this one is panicking for ever.
pub(crate) fn run<R>(body: impl FnOnce() -> R) -> R {
    if !thread::panicking() {
        return body();
    }
    let body = Lent(body);
    let ended = thread::scope(|scope| scope.spawn(move || Lent(body.call())).join());
    ended.unwrap_or_else(|payload| resume_unwind(payload)).0
}

/// What another OS thread may use while its owner waits.
struct Lent<T>(T);

// SAFETY: `run` waits for the other thread to end before it goes on, so only one of them ever uses
// what is inside; and the executor's tables, stacks and programs belong to no OS thread.
unsafe impl<T> Send for Lent<T> {}

impl<R, F: FnOnce() -> R> Lent<F> {
    /// A method, so that a closure captures the whole and not the field.
    fn call(self) -> R {
        (self.0)()
    }
}
