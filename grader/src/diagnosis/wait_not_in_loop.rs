//! A wait whose end is believed without another look.

use protocol::{Act, Step, Verdict};

use super::evidence::{Evidence, marks};
use super::words::{LOOKS, is_signal};
use super::{Diagnosis, Pattern};
use crate::code::{Call, Part};

pub(super) const PATTERN: Pattern = Pattern {
    code: "wait-not-in-loop",
    meaning: "the end of a wait is believed without looking again: it may be spurious, stolen or stale",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if !matches!(evidence.failure.verdict, Verdict::WrongAnswer | Verdict::RuntimeError) {
        return None;
    }
    let all = evidence.steps().len();
    let (wait, goes_on) =
        (0..all).rev().find_map(|index| Some((index, went_on(evidence, index)?)))?;
    let lane = evidence.steps()[wait].lane;
    let call = evidence.call(wait)?;
    let who = evidence.lane(lane);
    let spurious = spurious(evidence, lane, wait, goes_on);
    let why = if spurious.is_some() {
        format!("{who} wakes although nobody has notified it, which is allowed to happen")
    } else {
        format!("{who} is woken, and by the time it runs things may have changed again")
    };
    let place = evidence.at(wait);
    let goes_on_elsewhere = evidence.at(goes_on) != place;
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "a wake-up is trusted without a second look".to_owned(),
        text: format!(
            "{who} waits{place} (`{}`). {why}; it goes on at once as if what it waited for were true. Look \
             at what {who} does between waking up and going on: does it look at the state again?",
            call.name
        ),
        step: Some(goes_on),
        marks: marks([
            evidence.mark(wait, format!("{who} waits here, and does not look again afterwards")),
            evidence.mark(goes_on, "and goes on here").filter(|_| goes_on_elsewhere),
        ]),
    })
}

/// The step with which a lane goes on after a wait that is not asked again, if this is such a wait.
fn went_on(evidence: &Evidence<'_>, wait: usize) -> Option<usize> {
    let step = &evidence.steps()[wait];
    let (verb, object) = evidence.operation(wait)?;
    // A barrier has its own condition.
    let bare = object.is_none_or(|object| is_signal(evidence.kind(object)));
    if !evidence.is_own(wait) || !bare || verb == "lock" || verb == "unlock" {
        return None;
    }
    let call = evidence.call(wait).filter(|call| is_bare_wait(call))?;
    if !looked(evidence, step.lane, wait) {
        return None;
    }
    let later = evidence.steps_of(step.lane).filter(|(index, _)| *index > wait);
    let elsewhere = |(_, step): &(usize, &Step)| {
        let moved = step.at.as_ref().is_some_and(|at| at.line != call.at.line);
        moved || matches!(step.act, Act::Log { .. })
    };
    if let Some((index, _)) = later.clone().find(elsewhere) {
        return Some(index);
    }
    // The claim may fail in the very callback that comes next, which takes no step of its own.
    let last = { later }.next_back().filter(|(_, step)| matches!(step.act, Act::Does { .. }))?.0;
    (last + 1 == evidence.steps().len()).then_some(last)
}

/// Whether the lane had looked at something before it began to wait: else there is nothing to look at again.
fn looked(evidence: &Evidence<'_>, lane: usize, wait: usize) -> bool {
    let earlier = evidence.steps()[..wait].iter().enumerate().rev();
    let own = earlier.filter(|(_, step)| step.lane == lane);
    let since = own.take_while(|(_, step)| !matches!(step.act, Act::Log { .. }));
    { since }.any(|(index, _)| {
        let looks =
            matches!(evidence.operation(index), Some((verb, Some(_))) if LOOKS.contains(&verb));
        looks && evidence.is_own(index)
    })
}

/// A wait that says nothing of a condition, after which nothing leads back to a look.
fn is_bare_wait(call: &Call) -> bool {
    const WAITS: [&str; 6] =
        ["wait", "wait_timeout", "park", "park_timeout", "notified", "changed"];
    if !WAITS.contains(&call.name.as_str()) {
        return false;
    }
    let near = call.around.iter().find(|around| {
        matches!(
            around.part,
            Part::IfBranch | Part::LoopBody | Part::LoopCondition | Part::WhileLet
        )
    });
    near.is_some_and(|around| around.part == Part::IfBranch && !around.leads_back)
}

/// The remark that the wake-up is a spurious one.
fn spurious(evidence: &Evidence<'_>, lane: usize, from: usize, to: usize) -> Option<usize> {
    (from..to).find(|index| {
        let step = &evidence.steps()[*index];
        step.lane == lane
            && matches!(&step.act, Act::Remark { text } if text.contains("spuriously"))
    })
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    const OBJECTS: [(&str, &str); 2] = [("m", "Mutex"), ("c", "Condvar")];
    const STORY: &str = "a: lock m 2 +m
             a: ? wait c 4 -m
             a: ! wakes spuriously
             a: lock m 4 +m
             a: pop m 5";

    #[test]
    fn going_on_after_an_if_is_believing() {
        let source = "fn f(&self) {\n let x = self.m.lock();\n if no() {\n x = self.c.wait(x); }\n x.pop(); }";
        let found = diagnosed(Verdict::RuntimeError, source, &["a"], &OBJECTS, STORY);
        let found = found.expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("wait-not-in-loop", Some(4)));
        assert!(found.text.contains("nobody has notified it"), "{}", found.text);
    }

    #[test]
    fn a_loop_looks_again() {
        let source = "fn f(&self) {\n let x = self.m.lock();\n while no() {\n x = self.c.wait(x); }\n x.pop(); }";
        assert!(diagnosed(Verdict::RuntimeError, source, &["a"], &OBJECTS, STORY).is_none());
    }
}
