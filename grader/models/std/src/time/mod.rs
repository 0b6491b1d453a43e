//! [`std::time`](https://doc.rust-lang.org/std/time/index.html) on the virtual clock, which moves
//! only when nobody can run. To ask for the time is no scheduling point.

mod instant;
mod system_time;

pub use ::std::time::{Duration, SystemTimeError, TryFromFloatSecsError};
pub use instant::Instant;
pub use system_time::{SystemTime, UNIX_EPOCH};

/// The end of a wait that begins now, as the engine counts time; a wait of centuries has none.
pub(crate) fn deadline(timeout: Duration) -> u64 {
    interleave::thread::now().saturating_add(nanoseconds(timeout))
}

pub(crate) fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
