//! A guard, permit or message that is let go at the wrong moment.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, Hold, marks};
use super::words::is_lock;
use super::{Diagnosis, Pattern};
use crate::code::{Call, Kept};

pub(super) const PATTERN: Pattern = Pattern {
    code: "permit-lost",
    meaning: "a permit, guard or token is dropped at once, given back too early or twice, so the count is wrong",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if !matches!(evidence.failure.verdict, Verdict::WrongAnswer | Verdict::Deadlock) {
        return None;
    }
    dropped_at_once(evidence).or_else(|| given_back_twice(evidence))
}

/// `let _ = lock.lock();`
fn dropped_at_once(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let discards = |hold: &&Hold| {
        let held = is_lock(evidence.kind(hold.object)) || evidence.kind(hold.object) == "Semaphore";
        let kept = evidence.call(hold.from).map(|call| &call.kept);
        held && evidence.is_own(hold.from) && matches!(kept, Some(Kept::Discarded | Kept::Dropped))
    };
    let hold = *evidence.holds.iter().filter(discards).find(|hold| hold.to.is_some())?;
    let (who, what) = (evidence.lane(hold.lane), evidence.object(hold.object));
    let line = evidence.at(hold.from);
    let next = evidence.steps().iter().enumerate().find(|(index, step)| {
        let takes =
            matches!(evidence.operation(*index), Some((_, object)) if object == Some(hold.object));
        *index > hold.from
            && step.lane != hold.lane
            && takes
            && matches!(step.act, Act::Does { .. })
            && evidence.is_own(*index)
    });
    let next = next.and_then(|(index, step)| {
        evidence.mark(index, format!("{} finds {what} free here", evidence.lane(step.lane)))
    });
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: format!("{what} is let go at once"),
        text: format!(
            "{who} takes {what}{line}, and in the same statement lets it go again: nothing keeps it. What \
             follows runs as if it had never been taken. Look at what that statement does with its result, \
             and how long it lives."
        ),
        step: hold.to,
        marks: marks([
            evidence
                .mark(hold.from, format!("{who} takes {what} and drops it in the same statement")),
            next,
        ]),
    })
}

/// A permit that goes back by itself, to a semaphore that is filled by hand.
fn given_back_twice(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if evidence.failure.verdict != Verdict::WrongAnswer {
        return None;
    }
    let does = |verb: &'static str, object: usize| {
        let all = 0..evidence.steps().len();
        all.rev().find(move |index| {
            evidence.operation(*index) == Some((verb, Some(object))) && evidence.is_own(*index)
        })
    };
    let filled = |hold: &&Hold| {
        let semaphore = evidence.kind(hold.object) == "Semaphore" && evidence.is_own(hold.from);
        let released = hold
            .to
            .is_some_and(|to| evidence.operation(to) == Some(("release", Some(hold.object))));
        semaphore && released && adds(evidence, hold)
    };
    let hold = *evidence.holds.iter().find(filled)?;
    let (who, what) = (evidence.lane(hold.lane), evidence.object(hold.object));
    let added = does("add_permits", hold.object);
    let meant = added.map(|added| evidence.at(added)).unwrap_or_default();
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: format!("a permit of {what} is given back as well"),
        text: format!(
            "{who} takes a permit of {what}{}; when its guard falls, the permit goes back by itself. But the \
             next permit is meant to come from elsewhere{}. So there is one too many. Look at who may give a \
             permit to {what}, and how often in a round it is done.",
            evidence.at(hold.from),
            meant
        ),
        step: hold.to,
        marks: marks([
            evidence.mark(hold.from, "this permit goes back when its guard falls"),
            added.and_then(|added| evidence.mark(added, "and one more is added here")),
        ]),
    })
}

/// Whether the source adds permits to what is held: by hand, beside those that come back.
fn adds(evidence: &Evidence<'_>, hold: &Hold) -> bool {
    let subject = evidence.call(hold.from).and_then(|call| call.subject.as_ref());
    let mut all = evidence.code().into_iter().flat_map(|code| &code.calls);
    let adds = |call: &&Call| call.name == "add_permits" && call.subject.as_ref() == subject;
    subject.is_some() && all.any(|call| adds(&call))
}
