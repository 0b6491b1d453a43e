//! [`std::hint`](https://doc.rust-lang.org/std/hint/index.html).

use std::panic::Location;

pub use ::std::hint::*;

/// Tells that the caller spins: the others may run. Spinning without end is found.
#[track_caller]
pub fn spin_loop() {
    interleave::thread::yield_now("spin_loop", Location::caller());
}
