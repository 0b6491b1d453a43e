//! [`tokio::time`](https://docs.rs/tokio/latest/tokio/time/index.html) on the virtual clock.
//!
//! - Every clock of an execution is the same one, `std`'s included, and it moves only when nobody
//!   can run. A sleep of a year costs nothing.
//! - Timers go off at the very nanosecond. (tokio rounds them up to the next millisecond.)
//! - A timer that is due when it is first asked is ready at once. (Where the clock is real, tokio's
//!   may wait for the next millisecond.)
//! - Timers that are due at the same instant wake their tasks in no order that may be relied on.
//! - [`pause`] keeps its rules and changes nothing; [`advance`] moves the clock.

mod clock;
pub mod error;
mod instant;
mod interval;
mod sleep;
mod timeout;

pub use std::time::Duration;

pub use clock::{advance, pause, resume};
pub use instant::Instant;
pub use interval::{Interval, interval, interval_at};
pub use sleep::{Sleep, sleep, sleep_until};
pub use timeout::{Timeout, timeout, timeout_at};
pub use tokio::time::MissedTickBehavior;

use sleep::no_more_than_decades;
