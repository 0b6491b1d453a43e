//! At the end nobody tells those who still wait that it is over.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, marks};
use super::words::{is_signal, list, notifies};
use super::{Diagnosis, Pattern};
use crate::code::{Call, Part};

pub(super) const PATTERN: Pattern = Pattern {
    code: "no-final-wake-up",
    meaning: "at the end nobody tells those who still wait that it is over",
    look,
};

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    if evidence.failure.verdict != Verdict::Deadlock {
        return None;
    }
    if let Some(stays) = helpers_stay(evidence) {
        return Some(stays);
    }
    let stuck: Vec<usize> = evidence.stuck().map(|(lane, _)| lane).collect();
    let waits_here =
        |lane: usize| evidence.last_wait(lane).is_some_and(|wait| evidence.is_own(wait));
    let over = |lane: usize| {
        let kit = evidence.told.lanes[lane].kit && !waits_here(lane);
        kit || (stuck.contains(&lane) && waits_here(lane)) || evidence.has_ended(lane)
    };
    if stuck.is_empty() || !(0..evidence.told.lanes.len()).all(over) {
        return None;
    }
    stays_open(evidence, &stuck)
        .or_else(|| nobody_told(evidence, &stuck))
        .or_else(|| one_told(evidence, &stuck))
}

/// The hidden test says so itself: every call has returned, and helpers of the object still wait.
fn helpers_stay(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let summary = &evidence.failure.summary;
    if !summary.contains("helper") || !(summary.contains("never end") || summary.contains("wait")) {
        return None;
    }
    let helper = |lane: &usize| {
        let starts = evidence.steps_of(*lane).next().map(|(index, _)| index);
        starts.is_some_and(|index| evidence.is_own(index)) && !evidence.has_ended(*lane)
    };
    let lane = (0..evidence.told.lanes.len()).find(helper)?;
    let wait = evidence.last_wait(lane)?;
    let (who, at) = (evidence.lane(lane), evidence.at(wait));
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "helpers are never told that it is over".to_owned(),
        text: format!(
            "Every call has returned, and {who} still waits{at} for something to do. Nothing will come any more, \
             and nobody says so. Look at how {who} could learn that it is no longer needed, and who still holds \
             the other end of what it listens to."
        ),
        step: Some(wait),
        marks: marks([evidence.mark(wait, format!("{who} waits here for ever"))]),
    })
}

/// They receive from a channel, or wait for a group, whose other end is never dropped.
fn stays_open(evidence: &Evidence<'_>, stuck: &[usize]) -> Option<Diagnosis> {
    let listens = |lane: &usize| {
        let wait = evidence.last_wait(*lane);
        let (verb, object) = wait.and_then(|wait| evidence.operation(wait)).unwrap_or_default();
        let kind = object.map_or("", |object| evidence.kind(object));
        // Whoever unwraps what comes does not expect to hear of an end.
        let call = wait.and_then(|wait| evidence.call(wait));
        let unwraps = call.and_then(|call| call.then.as_deref());
        let asks = !matches!(unwraps, Some("unwrap" | "expect"));
        (verb == "recv" && kind.ends_with("channel") && kind != "oneshot channel" && asks)
            || kind == "WaitGroup"
    };
    let helps = |lane: &usize| {
        matches!(
            evidence.last_wait(*lane).and_then(|wait| evidence.operation(wait)),
            Some(("join" | "join_next", _))
        )
    };
    let listening: Vec<usize> = stuck.iter().copied().filter(listens).collect();
    if listening.is_empty() || !stuck.iter().all(|lane| listens(lane) || helps(lane)) {
        return None;
    }
    // Rather one that has brought something, or is read until it ends.
    let used = |lane: &&usize| {
        let wait = evidence.last_wait(**lane);
        wait.is_some_and(|wait| was_used(evidence, wait) || reads_on(evidence, wait))
    };
    let wait = evidence.last_wait(*listening.iter().find(used)?)?;
    let names: Vec<String> = listening.iter().map(|lane| evidence.lane(*lane)).collect();
    let (verb, object) = evidence.operation(wait)?;
    let what = evidence.object(object?);
    let (who, at) = (list(&names), evidence.at(wait));
    let waits = if names.len() == 1 { "waits" } else { "wait" };
    let text = if verb == "recv" {
        format!(
            "{who} {waits}{at} for one more message, and nobody is left who sends any. A channel ends only when \
             its last sender is dropped, and one is still alive. Look at who owns a sender of {what}, and until \
             when."
        )
    } else {
        format!(
            "{who} {waits}{at} for a count to come to zero, and everybody else has ended. Somebody is still \
             counted. Look at who owns a clone of {what}, and until when."
        )
    };
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "the end is never heard".to_owned(),
        text,
        step: Some(wait),
        marks: marks([evidence.mark(wait, format!("{who} {waits} here for ever"))]),
    })
}

/// Whether a lane waits for a group, or at a channel that something was sent to.
fn was_used(evidence: &Evidence<'_>, wait: usize) -> bool {
    let Some((_, Some(object))) = evidence.operation(wait) else { return false };
    let sends = |index: usize| {
        let sent = matches!(evidence.operation(index), Some((verb, Some(to)))
            if to == object && (verb.contains("send") || verb == "recv"));
        sent && matches!(evidence.steps()[index].act, Act::Does { .. })
    };
    evidence.kind(object) == "WaitGroup" || (0..evidence.steps().len()).any(sends)
}

/// Whether the source takes one message after the other until there is an end: `for` has no call.
fn reads_on(evidence: &Evidence<'_>, wait: usize) -> bool {
    let heads = |call: &Call| call.around.iter().any(|around| around.part == Part::WhileLet);
    evidence.call(wait).is_none_or(heads)
}

/// Somebody changes what a sleeper has looked at, wakes nobody, and ends.
fn nobody_told(evidence: &Evidence<'_>, stuck: &[usize]) -> Option<Diagnosis> {
    let sleeper = *stuck.iter().find(|lane| sleeps_at(evidence, **lane).is_some())?;
    let (wait, signal) = sleeps_at(evidence, sleeper)?;
    let looked = (0..wait).rev().find(|index| {
        let look = matches!(
            evidence.operation(*index),
            Some(("load" | "lock" | "read" | "borrow", Some(_)))
        );
        evidence.steps()[*index].lane == sleeper && look && evidence.is_own(*index)
    })?;
    let (_, state) = evidence.operation(looked)?;
    let told = |index: usize| matches!(evidence.operation(index), Some((verb, Some(object))) if object == signal && notifies(verb));
    let state = state?;
    let news = |index: &usize| {
        let lane = evidence.steps()[*index].lane;
        lane != sleeper && evidence.has_ended(lane) && evidence.changes(*index, state)
    };
    let all = evidence.steps().len();
    if (wait..all).any(told) {
        return None;
    }
    let changed = (wait..all).rev().find(news)?;
    let last = evidence.steps()[changed].lane;
    // Whoever wakes at another place has thought of it, but of the wrong place.
    let elsewhere = |index: usize| {
        let notified = matches!(evidence.operation(index), Some((verb, Some(_))) if notifies(verb));
        notified && evidence.steps()[index].lane == last && evidence.is_own(index)
    };
    if (changed..all).any(elsewhere) {
        return None;
    }
    let (who, other) = (evidence.lane(sleeper), evidence.lane(last));
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "the last one leaves somebody asleep".to_owned(),
        text: format!(
            "{other} changes {}{} and ends; it wakes nobody at {}. {who} has slept{} since before that, and there \
             is nobody left who could wake it. Look at what the last one does before it goes, and who may still \
             be asleep then.",
            evidence.object(state),
            evidence.at(changed),
            evidence.object(signal),
            evidence.at(wait)
        ),
        step: Some(changed),
        marks: marks([
            evidence.mark(changed, format!("{other} changes it here, and {who} is not woken")),
            evidence.mark(wait, format!("{who} sleeps here for ever")),
        ]),
    })
}

/// Of all who sleep, one is told that it is over, and ends.
fn one_told(evidence: &Evidence<'_>, stuck: &[usize]) -> Option<Diagnosis> {
    let sleeper = *stuck.iter().find(|lane| sleeps_at(evidence, **lane).is_some())?;
    let (wait, signal) = sleeps_at(evidence, sleeper)?;
    let notified = (wait..evidence.steps().len())
        .rev()
        .find(|index| evidence.operation(*index) == Some(("notify_one", Some(signal))))?;
    let &[woken] = evidence.steps()[notified].wakes.as_slice() else { return None };
    // Whoever did something first was woken for that, not for the end.
    let did = evidence
        .steps_of(woken)
        .any(|(index, step)| index > notified && matches!(step.act, Act::Log { .. }));
    if !evidence.has_ended(woken) || did {
        return None;
    }
    let (who, told, other) = (
        evidence.lane(evidence.steps()[notified].lane),
        evidence.lane(woken),
        evidence.lane(sleeper),
    );
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "one is told that it is over".to_owned(),
        text: format!(
            "{who} wakes one of those who sleep at {}{}: {told}, which sees that it is over and ends. {other} \
             sleeps on{}, and nobody is left to wake it. Look at how many may be asleep there when the end \
             comes.",
            evidence.object(signal),
            evidence.at(notified),
            evidence.at(wait)
        ),
        step: Some(notified),
        marks: marks([
            evidence.mark(notified, format!("{who} wakes {told} here, and only it")),
            evidence.mark(wait, format!("{other} sleeps here for ever")),
        ]),
    })
}

/// Where a lane sleeps at the end, and at what, if others must wake it.
fn sleeps_at(evidence: &Evidence<'_>, lane: usize) -> Option<(usize, usize)> {
    let wait = evidence.last_wait(lane)?;
    let (_, object) = evidence.operation(wait)?;
    let signal = object
        .filter(|object| is_signal(evidence.kind(*object)) && evidence.kind(*object) != "thread")?;
    Some((wait, signal))
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    const SOURCE: &str = "fn f(&self) {\n while self.go.load(O) {\n self.n.notified().await; } }\n\
                          fn g(&self) {\n self.go.store(true, O);\n self.n.notify_one(); }\n\
                          fn h(&self) {\n while let Ok(x) = self.c.recv() {} }\n\
                          fn i(&self) {\n self.c.recv().unwrap(); }\n\
                          fn j(&self) {\n while self.c.recv().is_err() {} }";

    #[test]
    fn the_last_one_changes_it_and_tells_nobody() {
        let found = diagnosed(
            Verdict::Deadlock,
            SOURCE,
            &["a", "b"],
            &[("go", "AtomicBool"), ("n", "Notify")],
            "a: load go 2
             a: notified n 3
             a: ? notified n 3
             b: store go 5
             b: end",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("no-final-wake-up", Some(3)));
    }

    #[test]
    fn who_wakes_at_the_wrong_place_has_not_forgotten_it() {
        let story = "a: load go 2
             a: notified n 3
             a: ? notified n 3
             b: store go 5
             b: notify_one o 6
             b: end";
        let objects = [("go", "AtomicBool"), ("n", "Notify"), ("o", "Notify")];
        assert!(diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &objects, story).is_none());
    }

    #[test]
    fn a_channel_that_is_never_closed() {
        let story = "b: send c 5
             a: recv c 8
             a: ? recv c 8
             b: end";
        let objects = [("c", "channel")];
        let found = diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &objects, story);
        let found = found.expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("no-final-wake-up", Some(2)));
        assert!(found.text.contains("who owns a sender"), "{}", found.text);
    }

    #[test]
    fn a_channel_that_nothing_was_sent_to_is_not_at_its_end() {
        let story = "a: ? recv c 12
             b: start
             b: end";
        let objects = [("c", "channel")];
        assert!(diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &objects, story).is_none());
    }

    #[test]
    fn who_is_woken_and_finds_nothing_may_be_waiting_for_something_else() {
        let story = "a: load go 2
             a: notified n 3
             a: ? notified n 3
             b: store go 5
             b: notify_one n 6 > a
             b: end
             a: notified n 3
             a: load go 2
             a: ? notified n 3";
        let objects = [("go", "AtomicBool"), ("n", "Notify")];
        assert!(diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &objects, story).is_none());
    }

    #[test]
    fn who_unwraps_a_message_does_not_wait_for_an_end() {
        let story = "b: send c 5
             a: recv c 10
             a: ? recv c 10
             b: end";
        let objects = [("c", "channel")];
        assert!(diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &objects, story).is_none());
    }

    #[test]
    fn a_oneshot_brings_a_message_and_not_an_end() {
        let story = "b: send c 5
             a: recv c 8
             a: ? recv c 8
             b: end";
        let objects = [("c", "oneshot channel")];
        assert!(diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &objects, story).is_none());
    }

    #[test]
    fn it_is_not_over_as_long_as_somebody_goes_on() {
        let story = "a: ? recv c 8
             b: start";
        let objects = [("c", "channel")];
        assert!(diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &objects, story).is_none());
    }
}
