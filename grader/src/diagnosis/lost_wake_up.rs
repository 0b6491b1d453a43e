//! A notification comes when nobody waits for it yet, and is not kept.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, is_operation, marks, writes};
use super::words::{LOOKS, is_signal, notifies};
use super::{Diagnosis, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "lost-wake-up",
    meaning: "a notification comes when nobody waits yet and is not kept; then somebody waits for it for ever",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if evidence.failure.verdict != Verdict::Deadlock {
        return None;
    }
    let signals = |lane: &usize| {
        let wait = evidence.last_wait(*lane);
        wait.and_then(|wait| signal(evidence, *lane, wait)).is_some()
    };
    let lanes: Vec<usize> = evidence.stuck().map(|(lane, _)| lane).filter(signals).collect();
    lanes.iter().find_map(|lane| {
        let wait = evidence.last_wait(*lane)?;
        between(evidence, *lane, wait)
            .or_else(|| told_too_early(evidence, *lane, wait))
            .or_else(|| looked_too_early(evidence, *lane, wait))
    })
}

/// What a lane waits for in this step, if it is something that one is notified by.
fn signal(evidence: &Evidence<'_>, lane: usize, wait: usize) -> Option<usize> {
    match evidence.operation(wait)? {
        // It looks at the value itself before it sleeps.
        ("wait_for", Some(object)) if evidence.kind(object) == "watch channel" => None,
        (_, Some(object)) => is_signal(evidence.kind(object)).then_some(object),
        ("park", None) => evidence.told.objects.iter().position(|thing| thing.lane == Some(lane)),
        _ => None,
    }
}

/// It looks, then the notification comes, then it begins to wait.
fn between(evidence: &Evidence<'_>, lane: usize, wait: usize) -> Option<Diagnosis> {
    let signal = signal(evidence, lane, wait)?;
    let began = registered(evidence, lane, wait, signal);
    // Whoever looks once more after that misses nothing.
    if last_look(evidence, lane, wait, signal).is_some_and(|look| look > began) {
        return None;
    }
    let looked = last_look(evidence, lane, began, signal);
    let from = looked.unwrap_or(0);
    let missed = (from..began).rev().find(|index| {
        let step = &evidence.steps()[*index];
        let on_it = matches!(evidence.operation(*index), Some((verb, Some(object)))
            if object == signal && notifies(verb));
        step.lane != lane && on_it && !step.wakes.contains(&lane) && is_lost(evidence, *index)
    })?;
    // Somebody who comes without looking must never have waited for it before.
    if looked.is_none() && waited_before(evidence, lane, began, signal) {
        return None;
    }
    let (who, other) = (evidence.lane(lane), evidence.lane(evidence.steps()[missed].lane));
    let what = name(evidence, signal, lane);
    let (verb, _) = evidence.operation(missed)?;
    let (told, waits) = (evidence.at(missed), evidence.at(wait));
    let (text, look) = match looked {
        Some(look) => (
            format!(
                "{who} looks{} and finds that it has to wait. Before it does, {other} calls `{verb}`{told}: \
                 {who} does not wait for {what} yet, so nothing wakes it. Then it begins to wait{waits}, \
                 for something that has already happened. Look at the gap between its look and its wait.",
                evidence.at(look)
            ),
            evidence.mark(look, format!("{who} looks here, before that")),
        ),
        None => (
            format!(
                "{other} calls `{verb}`{told} when nobody waits for {what} yet; such a call is not kept for \
                 later. {who} comes afterwards and waits{waits}, for something that has already happened. Look at how somebody \
                 who comes late could find out that it has happened already."
            ),
            None,
        ),
    };
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "a wake-up is lost".to_owned(),
        text,
        step: Some(missed),
        marks: marks([
            evidence.mark(missed, format!("{other} notifies here, and {who} does not wait yet")),
            evidence.mark(wait, format!("{who} begins to wait here, too late")),
            look,
        ]),
    })
}

/// It is notified, looks, and what it looks for comes only then.
fn told_too_early(evidence: &Evidence<'_>, lane: usize, wait: usize) -> Option<Diagnosis> {
    let signal = signal(evidence, lane, wait)?;
    let looked = last_look(evidence, lane, wait, signal)?;
    let (_, seen) = evidence.operation(looked)?;
    let news = |index: &usize| {
        let changing = matches!(evidence.operation(*index), Some((verb, object))
            if object == seen && changes_value(verb));
        evidence.steps()[*index].lane != lane && changing
    };
    let changed = (wait..evidence.steps().len()).find(news)?;
    let other_lane = evidence.steps()[changed].lane;
    let told = (0..changed).rev().find(|index| {
        let step = &evidence.steps()[*index];
        let notified = matches!(evidence.operation(*index), Some((verb, Some(object)))
            if object == signal && notifies(verb));
        step.lane == other_lane && notified
    })?;
    let same = match (evidence.call(told), evidence.call(changed)) {
        (Some(first), Some(second)) => first.function == second.function && first.at < second.at,
        _ => false,
    };
    let nothing_after = !(changed..evidence.steps().len()).any(|index| {
        matches!(evidence.operation(index), Some((verb, Some(object))) if object == signal && notifies(verb))
    });
    // The notification must be of this round: nothing of the same lane was changed in between.
    let between = (told + 1..changed).any(|index| news(&index));
    if !same || !nothing_after || between {
        return None;
    }
    let (who, other) = (evidence.lane(lane), evidence.lane(other_lane));
    let (verb, _) = evidence.operation(told)?;
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "a wake-up comes too early".to_owned(),
        text: format!(
            "{other} calls `{verb}`{} first and changes {}{} afterwards. {who} is awake in between, looks{}, \
             finds nothing new and waits again{}; the change comes when it sleeps, and nobody tells it. \
             Look at the order of those two lines.",
            evidence.at(told),
            seen.map(|object| evidence.object(object)).unwrap_or_default(),
            evidence.at(changed),
            evidence.at(looked),
            evidence.at(wait),
        ),
        step: Some(changed),
        marks: marks([
            evidence.mark(told, format!("{other} notifies here, before there is anything new")),
            evidence.mark(changed, "what is waited for changes here, and nobody is told"),
            evidence.mark(wait, format!("{who} sleeps here for ever")),
        ]),
    })
}

/// It looks at something that has changed by the time it begins to wait, and nobody tells it.
fn looked_too_early(evidence: &Evidence<'_>, lane: usize, wait: usize) -> Option<Diagnosis> {
    let signal = signal(evidence, lane, wait)?;
    let steps = evidence.steps();
    let began = (0..wait).rev().find(|index| {
        let step = &steps[*index];
        let ends = matches!(step.act, Act::Log { .. } | Act::Waits { .. });
        step.lane == lane && ends
    });
    let stale = |look: &usize| {
        let (verb, object) = evidence.operation(*look)?;
        let looks =
            steps[*look].lane == lane && matches!(verb, "load" | "get") && evidence.is_own(*look);
        let object = object.filter(|_| looks)?;
        let others = |index: &usize| steps[*index].lane != lane && evidence.changes(*index, object);
        (*look..wait).find(others)
    };
    let told = |index: usize| matches!(evidence.operation(index), Some((verb, Some(object))) if object == signal && notifies(verb));
    let (look, changed) =
        (began.unwrap_or(0)..wait).rev().find_map(|look| Some((look, stale(&look)?)))?;
    if (changed..steps.len()).any(told) {
        return None;
    }
    let (_, object) = evidence.operation(look)?;
    let (who, other, what) =
        (evidence.lane(lane), evidence.lane(steps[changed].lane), evidence.object(object?));
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "a wake-up is lost".to_owned(),
        text: format!(
            "{who} looks at {what}{} and decides to wait. Before it does, {other} changes {what}{} and finds \
             nobody to wake. Then {who} begins to wait{}, for something that has already happened. Look at the \
             gap between its look and its wait.",
            evidence.at(look),
            evidence.at(changed),
            evidence.at(wait)
        ),
        step: Some(changed),
        marks: marks([
            evidence.mark(changed, format!("{other} changes {what} here, and nobody waits yet")),
            evidence.mark(wait, format!("{who} begins to wait here, too late")),
            evidence.mark(look, format!("{who} looks here, before that")),
        ]),
    })
}

/// From when on a notification would have reached the lane: `notified()` counts from when it is made,
/// a subscription from when it began.
fn registered(evidence: &Evidence<'_>, lane: usize, wait: usize, signal: usize) -> usize {
    let kind = evidence.kind(signal);
    let before = evidence.steps()[..wait].iter().enumerate().rev();
    let mut own = before.filter(|(_, step)| step.lane == lane && is_operation(step));
    if matches!(kind, "watch channel" | "broadcast channel") {
        let subscribed = |(index, _): &(usize, _)| {
            evidence.operation(*index) == Some(("subscribe", Some(signal)))
        };
        // Whoever subscribed before this execution is told hears everything.
        return own.find(subscribed).map_or(0, |(index, _)| index);
    }
    let registers = |(index, step): &(usize, &protocol::Step)| {
        let own = matches!(evidence.operation(*index), Some(("notified" | "enable", Some(object)))
            if object == signal);
        own && matches!(step.act, Act::Does { .. })
    };
    own.take_while(registers).last().map_or(wait, |(index, _)| index)
}

/// The last step before a wait in which the lane looked at something that is shared.
fn last_look(evidence: &Evidence<'_>, lane: usize, before: usize, signal: usize) -> Option<usize> {
    // A wait with a condition of its own looks with the lock that it is given.
    let bare = evidence.call(before).filter(|call| !call.name.contains("while"));
    let waits = bare.map(|call| call.range);
    let mut earlier = evidence.steps()[..before].iter().enumerate().rev();
    earlier.find_map(|(index, step)| {
        // What the wait itself is given: `wait(self.lock.lock())`.
        let part = evidence.place(index) != evidence.place(before)
            && evidence
                .call(index)
                .is_some_and(|call| waits.is_some_and(|waits| waits.has(call.at)));
        if step.lane != lane || !evidence.is_own(index) || part {
            return None;
        }
        match evidence.operation(index)? {
            // What ends a look, or has to do with the waiting itself.
            ("unlock" | "drop", _) => None,
            (_, Some(object)) if object == signal && evidence.kind(object) != "watch channel" => {
                None
            }
            (verb, Some(_)) if LOOKS.contains(&verb) => Some(index),
            _ => None,
        }
    })
}

/// Whether a notification is one that reached nobody and is not kept.
fn is_lost(evidence: &Evidence<'_>, step: usize) -> bool {
    let Some((verb, Some(object))) = evidence.operation(step) else { return false };
    match evidence.kind(object) {
        "Condvar" | "watch channel" | "broadcast channel" => true,
        "Notify" => verb == "notify_waiters",
        _ => false,
    }
}

fn waited_before(evidence: &Evidence<'_>, lane: usize, before: usize, signal: usize) -> bool {
    (0..before).any(|index| {
        let waits = matches!(evidence.steps()[index].act, Act::Waits { object, .. } if object == Some(signal));
        evidence.steps()[index].lane == lane && waits
    })
}

fn changes_value(verb: &str) -> bool {
    writes(verb) || matches!(verb, "lock" | "write" | "compare_exchange")
}

fn name(evidence: &Evidence<'_>, signal: usize, lane: usize) -> String {
    match evidence.kind(signal) {
        "thread" => evidence.lane(lane),
        _ => evidence.object(signal),
    }
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    const SOURCE: &str = "fn f(&self) {\n while self.go.load(O) {\n self.n.notified().await; } }\n\
                          fn g(&self) {\n self.go.store(true, O);\n self.n.notify_waiters(); }";
    const OBJECTS: [(&str, &str); 2] = [("go", "AtomicBool"), ("n", "Notify")];

    #[test]
    fn a_notification_between_look_and_wait_is_lost() {
        let found = diagnosed(
            Verdict::Deadlock,
            SOURCE,
            &["a", "b"],
            &OBJECTS,
            "a: load go 2
             » b: store go 5
             b: notify_waiters n 6
             b: end
             a: notified n 3
             a: ? notified n 3",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("lost-wake-up", Some(2)));
        assert_eq!(found.marks.iter().map(|mark| mark.at.line).collect::<Vec<_>>(), [6, 3, 2]);
    }

    #[test]
    fn one_that_comes_after_the_future_was_made_is_heard() {
        let story = "a: notified n 3
             » b: notify_waiters n 6
             b: end
             a: load go 2
             a: ? notified n 3";
        let found = diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &OBJECTS, story);
        assert!(found.is_none_or(|found| found.pattern != "lost-wake-up"));
    }

    #[test]
    fn a_wait_with_a_condition_looks_itself() {
        let source = "fn f(&self) {\n drop(self.c.wait_while(self.m.lock(), no)); }\n\
                      fn g(&self) {\n self.c.notify_all(); }";
        let story = "b: notify_all c 4
             b: end
             a: lock m 2 +m
             a: ? wait c 2 -m";
        let objects = [("m", "Mutex"), ("c", "Condvar")];
        let found = diagnosed(Verdict::Deadlock, source, &["a", "b"], &objects, story);
        assert!(found.is_none(), "{found:?}");
    }
}
