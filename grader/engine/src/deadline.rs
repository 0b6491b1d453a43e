//! Durations and deadlines as the engine counts time: nanoseconds since the execution began. The
//! greatest number is no deadline at all: centuries from now.
//!
//! Called by the models and the harness, wherever somebody waits for a limited time.

use std::time::Duration;

use crate::thread;

/// So many nanoseconds; the greatest number for centuries.
pub fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// The end of a wait that begins now.
pub fn after(timeout: Duration) -> u64 {
    thread::now().saturating_add(nanoseconds(timeout))
}
