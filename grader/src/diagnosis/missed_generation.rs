//! Somebody misses a round: it is over before he looks.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, marks};
use super::words::{is_signal, notifies};
use super::{Diagnosis, Mark, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "missed-generation",
    meaning: "rounds are not told apart: somebody misses one, or takes part in two",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    lagged(evidence).or_else(|| passed(evidence))
}

/// A receiver of a broadcast was too slow.
fn lagged(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let failure = evidence.failure;
    if failure.verdict != Verdict::RuntimeError || !failure.summary.contains("Lagged(") {
        return None;
    }
    let at = failure.at.clone()?;
    let recv = evidence.steps().iter().enumerate().rev().find(|(index, _)| {
        matches!(evidence.operation(*index), Some(("recv", Some(object)))
            if evidence.kind(object) == "broadcast channel")
    });
    let (step, lane) = recv.map(|(index, step)| (index, step.lane))?;
    let who = evidence.lane(lane);
    let reads = evidence.at_line(Some(&at));
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "a message was gone before it was read".to_owned(),
        text: format!(
            "{who} asks for its next message{reads} and hears that it has missed some: a broadcast channel keeps \
             only so many, and forgets the oldest for those who are slow. Look at how many can be sent before \
             {who} comes to read."
        ),
        step: Some(step),
        marks: vec![Mark {
            at,
            label: format!("{who} learns here that it has missed messages"),
            step: Some(step),
        }],
    })
}

/// Somebody is woken, and before he looks, what he was woken for is over.
fn passed(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if evidence.failure.verdict != Verdict::Deadlock {
        return None;
    }
    let stuck: Vec<usize> = evidence.stuck().map(|(lane, _)| lane).collect();
    let gone = |lane: &usize| {
        evidence.told.lanes[*lane].kit || stuck.contains(lane) || evidence.has_ended(*lane)
    };
    let &[lane] = stuck.as_slice() else { return None };
    if !(0..evidence.told.lanes.len()).all(|lane| gone(&lane)) {
        return None;
    }
    let last = evidence.last_wait(lane)?;
    let (_, Some(signal)) = evidence.operation(last)? else { return None };
    if !is_signal(evidence.kind(signal)) {
        return None;
    }
    let told = |index: &usize| {
        let on_it = matches!(evidence.operation(*index), Some((verb, Some(object))) if object == signal && notifies(verb));
        on_it && evidence.steps()[*index].lane != lane
    };
    // Each wait that ended: from the wake-up to the next step of the lane.
    let waits = evidence.steps_of(lane).filter(|(index, step)| {
        *index < last && matches!(step.act, Act::Waits { object, .. } if object == Some(signal))
    });
    let mut missed = waits.filter_map(|(wait, _)| {
        let looks = evidence.after(lane, wait).filter(|looks| *looks <= last)?;
        let mut news = (wait..looks).filter(told);
        let (first, second) = (news.next()?, news.next_back()?);
        Some((first, second, looks))
    });
    let (first, second, looks) = missed.next_back()?;
    let who = evidence.lane(lane);
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "a round is over before it is seen".to_owned(),
        text: format!(
            "{who} is woken{}, but before it comes to look, things have moved on again{}. What it was woken for \
             may be over by then; it waits again{}, and nobody is left to wake it. Look at what \
             {who} asks when it wakes: is that still true if somebody is faster?",
            evidence.at(first),
            evidence.at(second),
            evidence.at(last)
        ),
        step: Some(second),
        marks: marks([
            evidence.mark(last, format!("{who} waits here for ever")),
            evidence.mark(
                second,
                format!(
                    "{} moves on here, before {who} has looked",
                    evidence.lane(evidence.steps()[second].lane)
                ),
            ),
            evidence.mark(looks, format!("{who} looks only here")),
        ]),
    })
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn who_looks_after_two_changes_has_missed_one() {
        let source = "fn f(&self) {\n let x = self.m.lock();\n while no() {\n x = self.c.wait(x); }\n\
                      self.c.notify_all(); }";
        let found = diagnosed(
            Verdict::Deadlock,
            source,
            &["a", "b"],
            &[("m", "Mutex"), ("c", "Condvar")],
            "a: lock m 2 +m
             a: ? wait c 4 -m
             b: notify_all c 5 > a
             b: notify_all c 5
             b: end
             a: lock m 4 +m
             a: ? wait c 4 -m",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("missed-generation", Some(3)));
    }
}
