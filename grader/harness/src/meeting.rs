//! How long callers wait for each other in a callback: they look again and again, after a pause that
//! doubles each time, from a millisecond to half an hour.
//!
//! Where the clock is virtual that is an hour, which costs nothing; where it is real, long pauses are
//! compressed, and it is about a second. Called by `meet` of both faces.

use std::time::Duration;

/// The pauses between two looks.
pub(crate) fn pauses() -> impl Iterator<Item = Duration> {
    (0..22).map(|doublings| Duration::from_millis(1 << doublings))
}
