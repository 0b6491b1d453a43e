//! A sleep or a time limit is believed to give an order.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, marks};
use super::{Diagnosis, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "sleep-as-order",
    meaning: "a sleep, a time limit or a few yields are believed to give an order",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if evidence.failure.verdict != Verdict::WrongAnswer {
        return None;
    }
    let all = evidence.steps().len();
    let (timed, entry) = (0..all).rev().find_map(|clock| passes(evidence, clock))?;
    let lane = evidence.steps()[timed].lane;
    let (verb, _) = evidence.operation(timed)?;
    let (who, at) = (evidence.lane(lane), evidence.at(timed));
    let (how, but) = match verb {
        "sleep" => (
            format!("{who} sleeps{at} and then goes on as if the others were done by now"),
            "They are not: nothing says how long another thread takes",
        ),
        _ => (
            format!("{who} waits{at} only so long, then goes on as if what it waited for had come"),
            "It has not: that time is over says nothing about the others",
        ),
    };
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "time is taken for an order".to_owned(),
        text: format!(
            "In this execution {how}. {but}. Look at what {who} really waits for, and how it could know that it has happened."
        ),
        step: Some(entry),
        marks: marks([evidence.mark(timed, format!("{who} relies on the time that passes here"))]),
    })
}

/// Time wakes somebody, who goes on without having heard from anybody.
fn passes(evidence: &Evidence<'_>, clock: usize) -> Option<(usize, usize)> {
    let step = &evidence.steps()[clock];
    if !matches!(step.act, Act::Clock { .. }) {
        return None;
    }
    step.wakes.iter().find_map(|&lane| {
        // A wait that the execution did not get as far as to tell shows when it ends.
        let began = evidence.before(lane, clock).filter(|index| evidence.is_own(*index));
        let ended = evidence.after(lane, clock).filter(|index| evidence.is_own(*index));
        let timed = began.or(ended)?;
        let (verb, _) = evidence.operation(timed)?;
        let is_timed = matches!(
            verb,
            "sleep"
                | "timeout"
                | "recv_timeout"
                | "wait_timeout"
                | "wait_for"
                | "wait_until"
                | "park_timeout"
        );
        let line = evidence.place(timed)?.line;
        let later = evidence.steps_of(lane).filter(|(index, _)| *index > clock);
        // The claim may fail in the very callback that comes next, which takes no step of its own.
        let last = later.clone().next_back().map(|(index, _)| Some(index));
        let last = last.filter(|last| *last == evidence.steps().len().checked_sub(1));
        let entry = later
            .clone()
            .find_map(|(index, step)| match &step.act {
                Act::Log { .. } => Some(Some(index)),
                Act::Waits { .. } => Some(None),
                Act::Does { verb, .. } => {
                    let same = step.at.as_ref().is_some_and(|at| at.line == line) && verb != "wait"
                        || verb == "sleep";
                    let ends = verb.starts_with("drop") || verb == "unlock";
                    (!same && !ends).then_some(None)
                }
                _ => None,
            })
            .or(last)??;
        (is_timed).then_some((timed, entry))
    })
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn who_sleeps_and_goes_on_believes_in_time() {
        let source = "fn f(&self) {\n thread::sleep(LONG);\n print(); }";
        let found = diagnosed(
            Verdict::WrongAnswer,
            source,
            &["a", "b"],
            &[],
            "a: ? sleep 2
             clock > a
             a: sleep 2
             a: \"a begins\"",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("sleep-as-order", Some(3)));
        assert_eq!(found.marks[0].at.line, 2);
    }
}
