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
    dropped_at_once(evidence)
        .or_else(|| given_back_twice(evidence))
        .or_else(|| given_back_early(evidence))
}

/// `let _ = lock.lock();`
fn dropped_at_once(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let discards = |hold: &&Hold| {
        let held = is_lock(evidence.kind(hold.object)) || evidence.kind(hold.object) == "Semaphore";
        // A condition variable that is given the guard to borrow gives nothing that could be kept.
        let call = evidence.call(hold.from).filter(|call| !call.name.starts_with("wait"));
        let kept = call.map(|call| &call.kept);
        held && evidence.is_own(hold.from) && matches!(kept, Some(Kept::Discarded | Kept::Dropped))
    };
    let at_once =
        |hold: &&Hold| hold.to.is_some_and(|to| evidence.after(hold.lane, hold.from) == Some(to));
    let hold = *evidence.holds.iter().filter(discards).find(at_once)?;
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

/// Held during some callbacks, and let go before the last ones that belong to them.
fn given_back_early(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if evidence.failure.verdict != Verdict::WrongAnswer {
        return None;
    }
    let (hold, other) =
        evidence.holds.iter().find_map(|hold| Some((*hold, taken_early(evidence, hold)?)))?;
    let to = hold.to?;
    let (who, whom) = (evidence.lane(hold.lane), evidence.lane(other.lane));
    let what = evidence.object(hold.object);
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: format!("{what} is given back too early"),
        text: format!(
            "{who} takes {what}{} and lets it go while there is still something to do; {whom} takes it{} and \
             goes on before {who} has finished. Look at where {what} is let go, and what comes after that line.",
            evidence.at(hold.from),
            evidence.at(other.from)
        ),
        step: Some(to),
        marks: marks([
            evidence
                .mark(other.from, format!("{whom} takes {what} here, before {who} has finished")),
            evidence.mark(hold.from, format!("{who} had it from here on, but not long enough")),
        ]),
    })
}

/// Who takes it, and calls back, between the end of a hold and the last callbacks of its holder.
fn taken_early(evidence: &Evidence<'_>, hold: &Hold) -> Option<Hold> {
    let lockable = is_lock(evidence.kind(hold.object)) || evidence.kind(hold.object) == "Semaphore";
    let to = hold.to.filter(|_| evidence.is_own(hold.from) && lockable)?;
    let entries = |lane: usize, from: usize, to: usize| {
        let own = evidence.steps_of(lane).filter(|(_, step)| matches!(step.act, Act::Log { .. }));
        own.map(|(index, _)| index).filter(move |index| (from..to).contains(index))
    };
    // Up to where it takes something again.
    let all = evidence.steps().len();
    let again = evidence.holds.iter().filter(|again| again.lane == hold.lane && again.from > to);
    let until = again.map(|again| again.from).min().unwrap_or(all);
    let mut rest = entries(hold.lane, to, until);
    // The end of a call is an entry too, and comes after whatever is let go in it.
    let (first, _) = (rest.next()?, rest.next()?);
    let called_back = entries(hold.lane, hold.from, to).next().is_some();
    let mut others = evidence.holds.iter().filter(|other| {
        other.object == hold.object && other.lane != hold.lane && (to..first).contains(&other.from)
    });
    let other = others.find(|other| entries(other.lane, other.from, first).next().is_some())?;
    called_back.then_some(*other)
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn a_guard_that_nobody_keeps_falls_at_once() {
        let source = "fn f(&self) {\n let _ = self.m.lock();\n print(); }";
        let story = "a: lock m 2 +m
             a: unlock m 2 -m
             a: \"a begins\"";
        let found = diagnosed(Verdict::WrongAnswer, source, &["a"], &[("m", "Mutex")], story);
        let found = found.expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("permit-lost", Some(1)));
        assert_eq!(found.marks[0].at.line, 2);
    }

    #[test]
    fn a_guard_that_a_wait_borrows_is_not_let_go() {
        let source =
            "fn f(&self) {\n let mut q = self.m.lock();\n self.c.wait(&mut q);\n q.pop(); }";
        let story = "a: lock m 2 +m
             a: ? wait c 3 -m
             b: notify_one c 4 > a
             a: wait c 3 +m
             a: unlock m 2 -m
             b: ? lock m 2";
        let objects = [("m", "Mutex"), ("c", "Condvar")];
        let found = diagnosed(Verdict::WrongAnswer, source, &["a", "b"], &objects, story);
        assert!(found.is_none(), "{found:?}");
    }

    #[test]
    fn a_permit_that_goes_back_by_itself_is_one_too_many() {
        let source = "async fn f(&self) {\n let p = self.s.acquire().await;\n print(); }\n\
                      fn g(&self) {\n self.s.add_permits(1); }";
        let story = "b: add_permits s 5
             a: acquire s 2 +s
             a: \"a begins\"
             a: release s 2 -s";
        let found =
            diagnosed(Verdict::WrongAnswer, source, &["a", "b"], &[("s", "Semaphore")], story);
        assert_eq!(found.expect("a diagnosis").pattern, "permit-lost");
    }

    #[test]
    fn a_lock_that_ends_before_the_last_callbacks_ends_too_early() {
        let source = "fn f(&self) {\n let x = self.m.lock();\n print();\n drop(x);\n print(); }";
        let story = "a: lock m 2 +m
             a: \"a picks\"
             a: unlock m 2 -m
             » b: lock m 2 +m
             b: \"b picks\"
             a: \"a puts\"
             a: \"a returns\"";
        let objects = [("m", "Mutex")];
        let found = diagnosed(Verdict::WrongAnswer, source, &["a", "b"], &objects, story);
        let found = found.expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("permit-lost", Some(2)));
    }
}
