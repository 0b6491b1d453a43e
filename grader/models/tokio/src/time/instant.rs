//! [`tokio::time::Instant`](https://docs.rs/tokio/latest/tokio/time/struct.Instant.html).

use std::fmt;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::time::Duration;

use model_std::time::Instant as Std;

/// A moment of virtual time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    std: Std,
}

impl Instant {
    /// Now. No scheduling point.
    pub fn now() -> Self {
        Self::from_std(Std::now())
    }

    /// The same moment, from `std`'s clock.
    pub fn from_std(std: Std) -> Self {
        Self { std }
    }

    /// The same moment, on `std`'s clock.
    pub fn into_std(self) -> Std {
        self.std
    }

    /// The time since an earlier moment; zero if it is a later one.
    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.std.saturating_duration_since(earlier.std)
    }

    /// The time since an earlier moment, if it is one.
    pub fn checked_duration_since(&self, earlier: Self) -> Option<Duration> {
        self.std.checked_duration_since(earlier.std)
    }

    /// The time since an earlier moment; zero if it is a later one.
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.std.saturating_duration_since(earlier.std)
    }

    /// The time since this moment; zero if it is yet to come.
    pub fn elapsed(&self) -> Duration {
        Self::now().saturating_duration_since(*self)
    }

    /// The moment so much later, if it can be told.
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.std.checked_add(duration).map(Self::from_std)
    }

    /// The moment so much earlier, if it can be told.
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        self.std.checked_sub(duration).map(Self::from_std)
    }
}

impl From<Std> for Instant {
    fn from(std: Std) -> Self {
        Self::from_std(std)
    }
}

impl From<Instant> for Std {
    fn from(instant: Instant) -> Self {
        instant.into_std()
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    #[track_caller]
    fn add(self, other: Duration) -> Self {
        Self::from_std(self.std + other)
    }
}

impl AddAssign<Duration> for Instant {
    #[track_caller]
    fn add_assign(&mut self, other: Duration) {
        *self = *self + other;
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;

    #[track_caller]
    fn sub(self, other: Duration) -> Self {
        Self::from_std(self.std - other)
    }
}

impl SubAssign<Duration> for Instant {
    #[track_caller]
    fn sub_assign(&mut self, other: Duration) {
        *self = *self - other;
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, other: Self) -> Duration {
        self.saturating_duration_since(other)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.std, f)
    }
}
