//! Steps in words: the same ones in every report.

use protocol::{Act, Interleaving, Step};

use super::text::clean;

/// What happened in a step, in one line: `lock Mutex #1`, `waits: recv channel #1`, `"foo begins"`.
pub fn of(interleaving: &Interleaving, step: &Step) -> String {
    let operation = |verb: &str, object| interleaving.operation(verb, object);
    clean(&match &step.act {
        Act::Does { verb, object, result: None } => operation(verb, *object),
        Act::Does { verb, object, result: Some(result) } => {
            format!("{}: {result}", operation(verb, *object))
        }
        Act::Waits { verb, object } => format!("waits: {}", operation(verb, *object)),
        Act::Clock { now_ns } => format!("the clock is at {}", time(*now_ns)),
        Act::Log { text } => format!("\"{text}\""),
        Act::Print { text } => format!("print {text:?}"),
        Act::Remark { text } => text.clone(),
    })
}

/// Whom a step woke: `wakes second, third`.
pub fn woken(interleaving: &Interleaving, step: &Step) -> Option<String> {
    let names: Vec<_> = step.wakes.iter().map(|&lane| interleaving.lane_name(lane)).collect();
    (!names.is_empty()).then(|| clean(&format!("wakes {}", names.join(", "))))
}

/// `0`, `250 µs`, `1.5 ms`, `20 s`, `2 h`: three digits at most, and no more than are true.
pub fn time(ns: u64) -> String {
    const HOUR: u64 = 3_600_000_000_000;
    if ns >= HOUR && ns.is_multiple_of(HOUR) {
        return format!("{} h", ns / HOUR);
    }
    let units = [(1_000_000_000, "s"), (1_000_000, "ms"), (1000, "µs"), (1, "ns")];
    let Some((unit, name)) = units.into_iter().find(|(unit, _)| ns >= *unit) else {
        return "0".to_owned();
    };
    let (whole, tenth) = (ns / unit, ns % unit * 10 / unit);
    if whole < 10 && tenth > 0 {
        format!("{whole}.{tenth} {name}")
    } else {
        format!("{whole} {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_few_digits() {
        let ns = [0, 999, 1000, 1_500, 250_000, 20_000_000_000, 7_200_000_000_000];
        let shown = ns.map(time);
        assert_eq!(shown, ["0", "999 ns", "1 µs", "1.5 µs", "250 µs", "20 s", "2 h"]);
    }
}
