//! Deadlines as the engine counts time: virtual nanoseconds since the execution began.
//!
//! Called by everything here that waits for a limited time.

use std::time::Duration;

use model_std::time::Instant;

/// The end of a wait that begins now; a wait of centuries has none (the engine's greatest number).
pub(crate) fn after(timeout: Duration) -> u64 {
    interleave::thread::now().saturating_add(nanoseconds(timeout))
}

/// A moment; one that has passed is as good as now.
pub(crate) fn at(moment: Instant) -> u64 {
    after(moment.saturating_duration_since(Instant::now()))
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
