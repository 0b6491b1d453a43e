//! How real threads pass their time: heavy-tailed delays, since some mistakes need long starvation
//! and others many tiny shifts.
//!
//! Delays come at starts and in callbacks only: interrupting threads at random much more often than
//! every 60 µs starves right code and reads as a hang. Called by `native`.

use std::hint;
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::seed::Style;

/// One way to pass time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delay {
    None,
    Yield,
    Spin(Duration),
    Sleep(Duration),
}

impl Delay {
    /// Between the call and the first step of a caller.
    pub(super) fn of_start(is_victim: bool, rng: &mut Rng) -> Self {
        if is_victim {
            return Self::of_victim(rng);
        }
        match rng.u8(0..100) {
            0..40 => Self::None,
            40..55 => Self::Yield,
            55..75 => Self::Spin(log_uniform(rng, 1, 50)),
            75..95 => Self::Sleep(log_uniform(rng, 20, 500)),
            _ => Self::Sleep(log_uniform(rng, 500, 3_000)),
        }
    }

    /// In a callback.
    pub(super) fn of_work(style: Style, is_victim: bool, rng: &mut Rng) -> Self {
        if is_victim {
            return Self::of_victim(rng);
        }
        match (style, rng.u8(0..100)) {
            (Style::Instant, _) | (Style::Mixed, 0..35) => Self::None,
            (Style::Yielding, _) | (Style::Mixed, 35..60) => Self::Yield,
            (Style::Mixed, 60..88) => Self::Spin(log_uniform(rng, 1, 100)),
            (Style::Mixed, 88..98) | (Style::Slow, 0..90) => Self::Sleep(log_uniform(rng, 50, 500)),
            (Style::Mixed | Style::Slow, _) => Self::Sleep(log_uniform(rng, 1_000, 3_000)),
        }
    }

    /// Whatever a victim does, it comes late.
    fn of_victim(rng: &mut Rng) -> Self {
        Self::Sleep(log_uniform(rng, 200, 5_000))
    }

    /// Passes the time.
    pub(super) fn pass(self) {
        match self {
            Self::None => {}
            Self::Yield => thread::yield_now(),
            Self::Spin(time) => {
                let began = Instant::now();
                while began.elapsed() < time {
                    hint::spin_loop();
                }
            }
            Self::Sleep(time) => thread::sleep(time),
        }
    }
}

/// Microseconds from `least` to `most`, every order of magnitude equally likely.
fn log_uniform(rng: &mut Rng, least: u32, most: u32) -> Duration {
    let (least, most) = (f64::from(least).ln(), f64::from(most).ln());
    Duration::from_secs_f64((least + rng.f64() * (most - least)).exp() / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_keep_their_word_and_delays_their_bounds() {
        let mut rng = Rng::with_seed(1);
        for _ in 0..1000 {
            assert_eq!(Delay::of_work(Style::Instant, false, &mut rng), Delay::None);
            assert_eq!(Delay::of_work(Style::Yielding, false, &mut rng), Delay::Yield);
            assert!(matches!(Delay::of_work(Style::Slow, false, &mut rng), Delay::Sleep(_)));
            let (Delay::Spin(time) | Delay::Sleep(time)) = Delay::of_start(false, &mut rng) else {
                continue;
            };
            assert!(time <= Duration::from_millis(3) && time >= Duration::from_nanos(999));
        }
    }
}
