//! The ends of timed waits, as the engine counts time. Called by everything with `_for` or `_until`.

use std::time::Duration;

use model_std::time::Instant;

/// The end of a wait that begins now; a wait of centuries has none.
pub(crate) fn after(timeout: Duration) -> u64 {
    let nanoseconds = u64::try_from(timeout.as_nanos()).unwrap_or(u64::MAX);
    interleave::thread::now().saturating_add(nanoseconds)
}

/// The end of a wait until then; now, if that has passed.
pub(crate) fn at(then: Instant) -> u64 {
    after(then.saturating_duration_since(Instant::now()))
}
