//! Somebody asks again and again instead of waiting.

use std::collections::BTreeMap;

use protocol::{Act, Place, Step, Verdict};

use super::evidence::Evidence;
use super::{Diagnosis, Mark, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "busy-wait",
    meaning: "somebody spins, yields or polls instead of waiting to be woken",
    look,
};

/// What is repeated shows in this many last steps.
const LAST: usize = 60;

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if evidence.failure.verdict != Verdict::BusyWait {
        return None;
    }
    let from = evidence.steps().len().saturating_sub(LAST);
    let mut often: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, step) in evidence.steps().iter().enumerate().skip(from) {
        if evidence.is_own(index) {
            *often.entry(step.lane).or_default() += 1;
        }
    }
    let spinner = often.iter().max_by_key(|(_, count)| **count).map(|(lane, _)| *lane);
    let (mut asks, mut pauses) = (None, None);
    for index in (from..evidence.steps().len()).filter(|index| evidence.is_own(*index)) {
        let lane = evidence.steps()[index].lane;
        match evidence.operation(index) {
            _ if Some(lane) != spinner => {}
            Some(("sleep" | "yield_now" | "spin_loop" | "timeout", _)) => pauses = Some(index),
            Some((verb, Some(_))) if !matches!(verb, "unlock" | "drop") => asks = Some(index),
            _ => {}
        }
    }
    let who = spinner.map_or_else(|| "somebody".to_owned(), |lane| evidence.lane(lane));
    let line = |step: Option<usize>| step.map(|step| evidence.at(step)).unwrap_or_default();
    let pause = match pauses.and_then(|step| evidence.operation(step)) {
        Some(("sleep" | "timeout", _)) => {
            format!(", sleeps a while{} and asks again", line(pauses))
        }
        Some(("yield_now" | "spin_loop", _)) => {
            format!(", lets others go first{} and asks again", line(pauses))
        }
        _ if passes_time(evidence, spinner, from) => {
            ", lets some time pass and asks again".to_owned()
        }
        _ => ", and asks again at once".to_owned(),
    };
    let mut marks = Vec::new();
    marks.extend(
        asks.and_then(|step| evidence.mark(step, format!("{who} asks here again and again"))),
    );
    marks.extend(pauses.and_then(|step| evidence.mark(step, "a pause, but nobody wakes it")));
    if let (true, Some(at)) = (marks.is_empty(), failure_place(evidence)) {
        marks.push(Mark { at, label: "asked again and again".to_owned(), step: None });
    }
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: format!("{who} asks again and again"),
        text: format!(
            "{who} checks whether it may go on{}{pause}. Whatever it waits for, somebody else makes it \
             true at one known moment. Look for that line: who could say so there, and how could {who} \
             sleep until then?",
            line(asks)
        ),
        step: asks.or(pauses),
        marks,
    })
}

/// Whether it is the clock that wakes whoever asks, whatever it sleeps in.
fn passes_time(evidence: &Evidence<'_>, spinner: Option<usize>, from: usize) -> bool {
    let clock = |step: &Step| matches!(step.act, Act::Clock { .. });
    let woken = |step: &Step| spinner.is_some_and(|lane| step.wakes.contains(&lane));
    evidence.steps().iter().skip(from).any(|step| clock(step) && woken(step))
}

fn failure_place(evidence: &Evidence<'_>) -> Option<Place> {
    evidence.failure.at.clone()
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn who_asks_and_who_pauses_where() {
        let source = "fn f(&self) {\n while !self.go.load(O) {\n thread::sleep(SHORT); } }";
        let found = diagnosed(
            Verdict::BusyWait,
            source,
            &["a"],
            &[("go", "AtomicBool")],
            "a: load go 2
             a: sleep 3
             a: load go 2",
        )
        .expect("a diagnosis");
        assert_eq!(found.pattern, "busy-wait");
        assert!(found.text.contains("at line 2, sleeps a while at line 3"), "{}", found.text);
    }

    #[test]
    fn who_is_woken_by_the_clock_does_not_ask_again_at_once() {
        let source = "fn f(&self) {\n every.tick();\n self.m.lock(); }";
        let found = diagnosed(
            Verdict::BusyWait,
            source,
            &["a"],
            &[("m", "Mutex")],
            "a: lock m 3 +m
             a: unlock m 3 -m
             a: ? tick 2
             clock > a
             a: tick 2
             a: lock m 3 +m",
        );
        let found = found.expect("a diagnosis");
        assert!(found.text.contains("lets some time pass"), "{}", found.text);
    }
}
