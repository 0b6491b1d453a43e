//! [`std::time`](https://doc.rust-lang.org/std/time/index.html) on the virtual clock, which moves
//! only when nobody can run. To ask for the time is no scheduling point.

mod instant;
mod system_time;

pub use ::std::time::{Duration, SystemTimeError, TryFromFloatSecsError};
pub use instant::Instant;
pub use system_time::{SystemTime, UNIX_EPOCH};

/// A moment as the engine counts time, for the models of other crates; now, if it has passed.
#[doc(hidden)]
pub fn deadline_at(moment: Instant) -> u64 {
    interleave::deadline::after(moment.saturating_duration_since(Instant::now()))
}
