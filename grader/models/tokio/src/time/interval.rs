//! [`tokio::time::Interval`](https://docs.rs/tokio/latest/tokio/time/struct.Interval.html).

use std::future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::{Instant, MissedTickBehavior, Sleep, no_more_than_decades, sleep_until};

/// A tick that is no later than this is not missed.
const TOLERANCE: Duration = Duration::from_millis(5);

/// Ticks now, and then once a period.
///
/// # Panics
/// If the period is zero; outside of a runtime, and in one that has no timers.
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    must_not_be_zero(period);
    interval_at(Instant::now(), period)
}

/// Ticks at `start`, and then once a period.
///
/// # Panics
/// If the period is zero; outside of a runtime, and in one that has no timers.
#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    must_not_be_zero(period);
    Interval {
        next: Box::pin(sleep_until(start)),
        period: no_more_than_decades(period),
        missed: MissedTickBehavior::default(),
    }
}

#[track_caller]
fn must_not_be_zero(period: Duration) {
    assert!(!period.is_zero(), "`period` must be non-zero.");
}

/// Ticks, a period apart.
#[derive(Debug)]
pub struct Interval {
    next: Pin<Box<Sleep>>,
    period: Duration,
    missed: MissedTickBehavior,
}

impl Interval {
    /// Waits for the next tick, and says when it was due. Dropped before it is ready, it has not
    /// used up a tick.
    #[track_caller]
    pub fn tick(&mut self) -> impl Future<Output = Instant> {
        let place = Location::caller();
        async move { future::poll_fn(|context| self.poll_at(place, context)).await }
    }

    /// Asks for the next tick, and says when it was due. Only the waker of the last call is woken.
    #[track_caller]
    pub fn poll_tick(&mut self, context: &mut Context<'_>) -> Poll<Instant> {
        self.poll_at(Location::caller(), context)
    }

    fn poll_at(
        &mut self,
        place: &'static Location<'static>,
        context: &mut Context<'_>,
    ) -> Poll<Instant> {
        self.next.as_mut().poll_as("tick", place, context).map(|()| {
            let due = self.next.deadline();
            let next = self.after(due, Instant::now());
            self.next.as_mut().put_off(next);
            due
        })
    }

    /// When the tick comes after one that was due then and happens now.
    fn after(&self, due: Instant, now: Instant) -> Instant {
        if now <= due + TOLERANCE {
            return due + self.period;
        }
        match self.missed {
            MissedTickBehavior::Burst => due + self.period,
            MissedTickBehavior::Delay => now + self.period,
            MissedTickBehavior::Skip => {
                let over = (now - due).as_nanos() % self.period.as_nanos();
                let over = u64::try_from(over).expect("a period is decades at most");
                now + self.period.saturating_sub(Duration::from_nanos(over))
            }
        }
    }

    /// The next tick comes one period from now.
    pub fn reset(&mut self) {
        self.reset_at(Instant::now() + self.period);
    }

    /// The next tick comes now.
    pub fn reset_immediately(&mut self) {
        self.reset_at(Instant::now());
    }

    /// The next tick comes so much later than now.
    pub fn reset_after(&mut self, after: Duration) {
        self.reset_at(Instant::now() + no_more_than_decades(after));
    }

    /// The next tick comes then. Ticks that were missed are forgotten.
    pub fn reset_at(&mut self, deadline: Instant) {
        self.next.as_mut().reset(deadline);
    }

    /// What becomes of ticks that nobody asked for in time.
    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        self.missed
    }

    /// Says what becomes of ticks that nobody asks for in time.
    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.missed = behavior;
    }

    /// The time between two ticks.
    pub fn period(&self) -> Duration {
        self.period
    }
}
