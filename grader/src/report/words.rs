//! Steps in words: the same ones in every report.

use protocol::{Act, Change, Interleaving, Step};

use super::text::clean;

/// What happened in a step, in one line: `lock forks`, `waits: recv channel #1`, `● foo begins`.
pub fn of(interleaving: &Interleaving, step: &Step) -> String {
    with(interleaving, step, "")
}

/// The same, with something said of the operation itself: `park goes on`.
pub fn with(interleaving: &Interleaving, step: &Step, remark: &str) -> String {
    let operation = |verb: &str, object| interleaving.operation(verb, object);
    clean(&match &step.act {
        Act::Does { verb, object, result } => {
            let brought = result.iter().cloned().chain(consequences(interleaving, step, *object));
            let brought = brought.collect::<Vec<_>>().join(", ");
            let separator = if brought.is_empty() { "" } else { ": " };
            format!("{}{remark}{separator}{brought}", operation(verb, *object))
        }
        Act::Waits { verb, object } => {
            let what = match object {
                // `waits: wait …` says it twice.
                Some(object) if verb == "wait" => {
                    format!("waits for {}", interleaving.object_name(*object))
                }
                _ => format!("waits: {}", operation(verb, *object)),
            };
            let also = consequences(interleaving, step, *object);
            also.into_iter().fold(format!("{what}{remark}"), |what, also| format!("{what}, {also}"))
        }
        Act::Clock { now_ns } => format!("clock: {}", time(*now_ns)),
        Act::Log { text } => format!("{ENTRY} {text}"),
        Act::Print { text } => format!("prints {text:?}"),
        Act::Remark { text } => text.clone(),
    })
}

/// What begins an entry of the log.
pub const ENTRY: &str = "●";
/// What begins a wake-up.
pub const WAKES: &str = "→";

/// What a step changed beyond what its verb says: `now 3`, `permits 2`, `closed`, `frees counts`.
fn consequences(of: &Interleaving, step: &Step, own: Option<usize>) -> Vec<String> {
    let is_itself = |object: usize| {
        let lane = of.objects.get(object).and_then(|thing| thing.lane);
        Some(object) == own || lane == Some(step.lane)
    };
    let mut said = Vec::new();
    for change in &step.changes {
        match change {
            Change::Is { object, what, now } => {
                let how = match (what.as_str(), now.as_str()) {
                    // To lock something changes nothing in it: this is what is found there.
                    ("value", now) if locks(step) => now.to_owned(),
                    ("value", now) => format!("now {now}"),
                    (what, "true") => what.to_owned(),
                    (what, "false") => format!("no {what}"),
                    (what, now) => format!("{what} {now}"),
                };
                let whose = (!is_itself(*object)).then(|| format!("{}: ", of.object_name(*object)));
                said.push(whose.unwrap_or_default() + &how);
            }
            // Whoever waits in one object lets go of another: that is not in the verb.
            Change::Frees { object, .. } if Some(*object) != own && waits(step) => {
                said.push(format!("frees {}", of.object_name(*object)));
            }
            Change::Takes { .. } | Change::Frees { .. } => {}
        }
    }
    said
}

fn locks(step: &Step) -> bool {
    let Act::Does { verb, .. } = &step.act else { return false };
    ["lock", "read", "write", "upgradable_read"].contains(&verb.trim_start_matches("try_"))
}

fn waits(step: &Step) -> bool {
    let (Act::Does { verb, .. } | Act::Waits { verb, .. }) = &step.act else { return false };
    verb.starts_with("wait")
}

/// Whom a step woke: `→ wakes second, third`. The scenario itself does not count: it only waits for
/// the others.
pub fn woken(interleaving: &Interleaving, step: &Step) -> Option<String> {
    let is_kit = |lane: usize| interleaving.lanes.get(lane).is_some_and(|lane| lane.kit);
    let frees = step.changes.iter().any(|change| matches!(change, Change::Frees { .. }));
    let before = interleaving.steps.iter().position(|other| std::ptr::eq(other, step));
    let before = &interleaving.steps[..before.unwrap_or(0)];
    // Whoever has not come to ask for what is free now does not sleep.
    let sleeps = |lane: usize| {
        let last = before.iter().rev().find(|before| before.lane == lane);
        !frees || last.is_none_or(|last| matches!(last.act, Act::Waits { .. }))
    };
    let woken = step.wakes.iter().copied();
    let woken = woken.filter(|&lane| lane != step.lane && !is_kit(lane) && sleeps(lane));
    let names: Vec<_> = woken.map(|lane| interleaving.lane_name(lane)).collect();
    let who = match names.as_slice() {
        [] => return None,
        // Only one of them will get what is free now.
        names if frees && names.len() > 2 => {
            return Some(format!("{WAKES} {} can try again", names.len()));
        }
        [one, two, rest @ ..] if rest.len() > 2 => {
            format!("{one}, {two} and {} others", rest.len())
        }
        names => names.join(", "),
    };
    Some(clean(&format!("{WAKES} wakes {who}")))
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

/// `one`, `one and two`, `one, two and three`.
pub fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Lane, Thing};

    use super::*;

    #[test]
    fn times_have_few_digits() {
        let ns = [0, 999, 1000, 1_500, 250_000, 20_000_000_000, 7_200_000_000_000];
        let shown = ns.map(time);
        assert_eq!(shown, ["0", "999 ns", "1 µs", "1.5 µs", "250 µs", "20 s", "2 h"]);
    }

    fn said(act: Act, changes: Vec<Change>) -> String {
        let lane = |name: &str| Lane { name: name.into(), kit: false };
        let thing = |name: &str| Thing { name: name.into(), kind: String::new(), lane: None };
        let of = Interleaving {
            lanes: vec![lane("foo"), lane("bar")],
            objects: vec![thing("turn"), thing("changed")],
            ..Interleaving::default()
        };
        let (wakes, at) = (vec![], None);
        super::of(&of, &Step { lane: 0, act, at, kit: false, preempts: false, wakes, changes })
    }

    #[test]
    fn a_step_says_what_it_found_and_what_it_changed() {
        let does = |verb: &str, result: Option<&str>| Act::Does {
            verb: verb.into(),
            object: Some(0),
            result: result.map(str::to_owned),
        };
        let is = |object, what: &str, now: &str| Change::Is {
            object,
            what: what.into(),
            now: now.into(),
        };
        let waits = |verb: &str| Act::Waits { verb: verb.into(), object: Some(1) };
        let frees = |object, lane| Change::Frees { object, lane };
        for (act, changes, expected) in [
            (does("lock", None), vec![Change::Takes { object: 0 }], "lock turn"),
            (does("lock", None), vec![is(0, "value", "3")], "lock turn: 3"),
            (does("unlock", None), vec![is(0, "value", "4")], "unlock turn: now 4"),
            (does("load", Some("false")), vec![], "load turn: false"),
            (does("fetch_add", Some("3")), vec![is(0, "value", "4")], "fetch_add turn: 3, now 4"),
            (does("release", None), vec![is(0, "permits", "2")], "release turn: permits 2"),
            (does("wait", None), vec![frees(1, 0)], "wait turn: frees changed"),
            (does("drop", None), vec![frees(1, 0)], "drop turn"),
            (does("close", None), vec![is(0, "closed", "true")], "close turn: closed"),
            (does("recv", None), vec![is(1, "closed", "false")], "recv turn: changed: no closed"),
            (waits("wait"), vec![frees(0, 0)], "waits for changed, frees turn"),
            (waits("recv"), vec![], "waits: recv changed"),
        ] {
            assert_eq!(said(act, changes), expected);
        }
    }
}
