//! How tasks pass their time in a callback, and how their starts are staggered.
//!
//! Drawn by the worlds, passed by `pass_time`. A callback that always yields hides mistakes, so many do not.

use std::time::Duration;

use fastrand::Rng;

use crate::execution::Execution;
use crate::seed::Style;

/// One way to pass time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disturbance {
    /// So many turns; none is possible.
    Turns(u8),
    /// Without giving control back, in real time only.
    Spin(Duration),
    Sleep(Duration),
}

impl Disturbance {
    /// Before the first poll of a call. Takes no virtual time.
    fn of_start(is_virtual: bool, rng: &mut Rng) -> Self {
        match rng.u8(0..100) {
            0..60 => Self::Turns(0),
            60..90 => Self::Turns(rng.u8(1..4)),
            _ if is_virtual => Self::Turns(1),
            _ => Self::Sleep(Duration::from_millis(rng.u64(1..3))),
        }
    }

    /// In a callback.
    fn of_work(style: Style, is_virtual: bool, rng: &mut Rng) -> Self {
        match (style, rng.u8(0..100)) {
            (Style::Instant, _) | (Style::Mixed, 0..35) => Self::Turns(0),
            (Style::Mixed, 35..60) => Self::Turns(1),
            (Style::Yielding, _) | (Style::Mixed, 60..75) => Self::Turns(rng.u8(1..6)),
            (Style::Slow | Style::Mixed, _) if is_virtual => Self::Sleep(virtual_while(rng)),
            (Style::Mixed, 75..95) => Self::Spin(Duration::from_micros(rng.u64(1..60))),
            (Style::Slow | Style::Mixed, _) => Self::Sleep(Duration::from_millis(rng.u64(1..4))),
        }
    }
}

/// When time is to pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// Before a call is polled first.
    Start,
    /// In a callback.
    Work,
}

impl Occasion {
    /// What the execution's seed makes of it.
    pub(super) fn drawn(self, execution: &Execution, is_virtual: bool) -> Disturbance {
        let style = execution.style();
        execution.draw(|rng| match self {
            Self::Start => Disturbance::of_start(is_virtual, rng),
            Self::Work => Disturbance::of_work(style, is_virtual, rng),
        })
    }
}

/// A millisecond, a second, an hour: what is short to one is long to another.
fn virtual_while(rng: &mut Rng) -> Duration {
    Duration::from_millis([1, 10, 1_000, 60_000, 3_600_000][rng.usize(0..5)])
}
