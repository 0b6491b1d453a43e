//! The times as a table in Markdown.

use std::fmt::Write as _;
use std::time::Duration;

use super::contestant::{Contestant, Version};

/// A line each for who watched and what was saved.
pub(super) fn of(contestants: &[Contestant]) -> String {
    let mut out = machine() + HEAD;
    let measure = contestants.iter().find(|contestant| contestant.is_measure);
    for contestant in contestants {
        for version in &contestant.versions {
            let Some((median, worst)) = summary(&version.times) else { continue };
            let same = |other: &&Version| other.kind == version.kind;
            let measure = measure.and_then(|measure| measure.versions.iter().find(same));
            let ratio = measure
                .and_then(|measure| summary(&measure.times))
                .map_or_else(String::new, |(other, _)| {
                    format!("{:.1}", seconds(median) / seconds(other))
                });
            let _ = writeln!(
                out,
                "| {} | {} | {} | {:.2} s | {:.2} s | {ratio} |",
                contestant.name,
                version.kind,
                version.times.len(),
                seconds(median),
                seconds(worst),
            );
        }
    }
    out
}

/// How much room there was: what else is running makes everybody slower.
fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown");
    format!("Processors: {processors}; load in the last minute: {load}.\n\n")
}

const HEAD: &str = "\
| | saved | saves | median | worst | median, rustlings' being 1 |
|---|---|--:|--:|--:|--:|
";

fn summary(times: &[Duration]) -> Option<(Duration, Duration)> {
    let mut sorted = times.to_vec();
    sorted.sort();
    Some((*sorted.get(sorted.len() / 2)?, *sorted.last()?))
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}
