//! Days, counted in UTC: what a date in the history says, and how people speak of one.
//!
//! Used by the schedule of reviews and by whoever shows it.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A day: so many since the first of January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(u64);

const SECONDS: u64 = 86_400;

impl Day {
    /// The day of a moment. What lies before 1970 is its first day.
    pub fn of(moment: SystemTime) -> Self {
        Self(moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / SECONDS))
    }

    /// The day of `2026-11-21T19:38:35Z`; none if that is no date.
    pub fn read(at: &str) -> Option<Self> {
        humantime::parse_rfc3339(at).ok().map(Self::of)
    }

    /// So many days later.
    #[must_use]
    pub fn after(self, days: u16) -> Self {
        Self(self.0 + u64::from(days))
    }

    /// As seen from another day: `today`, `yesterday`, `12 days ago`, `tomorrow`, `in 3 days`.
    pub fn seen_from(self, today: Self) -> String {
        match (self.0.checked_sub(today.0), today.0.saturating_sub(self.0)) {
            (Some(0), _) => "today".to_owned(),
            (Some(1), _) => "tomorrow".to_owned(),
            (Some(later), _) => format!("in {later} days"),
            (None, 1) => "yesterday".to_owned(),
            (None, earlier) => format!("{earlier} days ago"),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = UNIX_EPOCH + Duration::from_secs(self.0 * SECONDS);
        let text = humantime::format_rfc3339_seconds(moment).to_string();
        f.pad(text.split('T').next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_utc() {
        let day = |at| Day::read(at).expect("a date");
        assert_eq!(day("2026-11-21T00:00:00Z"), day("2026-11-21T23:59:59Z"));
        assert_ne!(day("2026-11-21T23:59:59Z"), day("2026-11-22T00:00:00Z"));
        assert_eq!(day("2026-11-21T19:38:35Z").to_string(), "2026-11-21");
        assert_eq!(day("2024-02-28T12:00:00Z").after(2).to_string(), "2024-03-01");
        assert_eq!(Day::of(UNIX_EPOCH).to_string(), "1970-01-01");
        for bad in ["", "yesterday", "2026-13-01T00:00:00Z", "2026-11-21"] {
            assert_eq!(Day::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_are_told_as_people_speak_of_them() {
        let today = Day(100);
        for (day, words) in [
            (100, "today"),
            (101, "tomorrow"),
            (103, "in 3 days"),
            (99, "yesterday"),
            (88, "12 days ago"),
            (0, "100 days ago"),
        ] {
            assert_eq!(Day(day).seen_from(today), words);
        }
    }
}
