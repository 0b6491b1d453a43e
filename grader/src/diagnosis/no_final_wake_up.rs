//! At the end nobody tells those who still wait that it is over.

use protocol::{Act, Verdict};

use super::evidence::{Evidence, marks};
use super::words::{is_signal, list, notifies};
use super::{Diagnosis, Pattern};

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
        .or_else(|| asks_the_wrong_thing(evidence, &stuck))
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
        (verb == "recv" && kind.ends_with("channel")) || kind == "WaitGroup"
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
    let wait = evidence.last_wait(listening[0])?;
    let names: Vec<String> = listening.iter().map(|lane| evidence.lane(*lane)).collect();
    let (verb, object) = evidence.operation(wait)?;
    let what = evidence.object(object?);
    let (who, at) = (list(&names), evidence.at(wait));
    let waits = if names.len() == 1 { "waits" } else { "wait" };
    let text = if verb == "recv" {
        format!(
            "{who} {waits}{at} for one more message, and everybody who could send one has ended. A channel ends \
             only when its last sender is dropped, and one is still alive. Look at who owns a sender of {what}, \
             and until when."
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
    let (who, other) = (evidence.lane(sleeper), evidence.lane(last));
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "the last one tells nobody".to_owned(),
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
            evidence.mark(changed, format!("{other} changes it here, and wakes nobody")),
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

/// A sleeper is told, looks, and sleeps again, when everybody else has gone.
fn asks_the_wrong_thing(evidence: &Evidence<'_>, stuck: &[usize]) -> Option<Diagnosis> {
    let woken_last = |lane: &&usize| {
        let Some((wait, signal)) = sleeps_at(evidence, **lane) else { return false };
        let news = (0..wait).rev().find(|index| {
            let on_it = matches!(evidence.operation(*index), Some((verb, Some(object))) if object == signal && notifies(verb));
            on_it && evidence.steps()[*index].wakes.contains(lane)
        });
        let slept = |index: usize| {
            evidence.steps_of(**lane).any(|(at, step)| {
                at < index
                    && matches!(step.act, Act::Waits { object, .. } if object == Some(signal))
            })
        };
        news.is_some_and(|news| slept(news) && !begins_after(evidence, news))
    };
    // All who are left sleep in that way, and nobody else could go on.
    if !stuck.iter().all(|lane| woken_last(&lane)) {
        return None;
    }
    let sleeper = *stuck.first()?;
    let (wait, _) = sleeps_at(evidence, sleeper)?;
    let names: Vec<String> = stuck.iter().map(|lane| evidence.lane(*lane)).collect();
    let who = list(&names);
    let (is, sleeps, does) =
        if names.len() == 1 { ("is", "sleeps", "does it") } else { ("are", "sleep", "do they") };
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "the end is not noticed".to_owned(),
        text: format!(
            "{who} {is} woken for the last time, {sleeps} again{} and {is} never woken any more: all others have \
             ended. Look at the question that {who} must answer to stop sleeping: {does} notice that it is over?",
            evidence.at(wait)
        ),
        step: Some(wait),
        marks: marks([evidence.mark(wait, format!("{who} {sleeps} here for ever"))]),
    })
}

/// Whether whoever notifies begins something afterwards: then that was no word that it is over.
fn begins_after(evidence: &Evidence<'_>, news: usize) -> bool {
    let mut later = evidence.steps_of(evidence.steps()[news].lane);
    later.any(|(index, step)| {
        index > news && matches!(&step.act, Act::Log { text } if text.ends_with(" begins"))
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
                          fn h(&self) {\n self.c.recv().unwrap(); }";

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
    fn a_channel_that_is_never_closed() {
        let story = "a: ? recv c 8
             b: start
             b: end";
        let objects = [("c", "channel")];
        let found = diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &objects, story);
        let found = found.expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("no-final-wake-up", Some(0)));
        assert!(found.text.contains("who owns a sender"), "{}", found.text);
    }

    #[test]
    fn who_sleeps_again_at_the_end_does_not_notice_it_but_a_beginning_is_no_end() {
        let told = |after: &str| {
            let story = format!(
                "a: ? notified n 3
                 b: notify_all n 6 > a
                 {after}a: ? notified n 3
                 b: end"
            );
            let objects = [("n", "Notify")];
            diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &objects, &story)
        };
        let found = told("").expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("no-final-wake-up", Some(2)));
        assert!(told("b: \"b begins\"\n").is_none());
    }

    #[test]
    fn it_is_not_over_as_long_as_somebody_goes_on() {
        let story = "a: ? recv c 8
             b: start";
        let objects = [("c", "channel")];
        assert!(diagnosed(Verdict::Deadlock, SOURCE, &["a", "b"], &objects, story).is_none());
    }
}
