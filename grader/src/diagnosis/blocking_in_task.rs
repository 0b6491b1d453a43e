//! A task blocks the thread that all tasks need.

use protocol::{Verdict, Wait};

use super::evidence::{Evidence, marks};
use super::words::{is_lock, list};
use super::{Diagnosis, Mark, Pattern};

pub(super) const PATTERN: Pattern = Pattern {
    code: "blocking-in-task",
    meaning: "a call that blocks the thread stands in an async task, whose thread the others need",
    look,
};

/// What the runtime says when somebody blocks inside it.
const PANICS: [&str; 2] =
    ["Cannot start a runtime from within a runtime", "Cannot block the current thread from within"];

fn look(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    blocks(evidence).or_else(|| panics(evidence))
}

/// Somebody blocks, and others could go on if a thread were free.
fn blocks(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let blocking = |lane: &usize| {
        let step = evidence.last_wait(*lane).filter(|step| evidence.is_own(*step));
        step.is_some_and(|step| blocks_thread(evidence, step))
    };
    let (lane, _) = evidence.stuck().find(|(lane, _)| blocking(lane))?;
    // Who has a thread to wait for, or waits for something that is no concern of the learner's code.
    let innocent = |(lane, wait): &(usize, &Wait)| {
        let own = evidence.last_wait(*lane).is_some_and(|step| evidence.is_own(step));
        wait.what.starts_with("be polled") || !own
    };
    let others = evidence.stuck().filter(innocent).map(|(lane, _)| evidence.lane(lane));
    let others: Vec<String> = others.collect();
    if others.is_empty() {
        return None;
    }
    let step = evidence.last_wait(lane)?;
    let (verb, _) = evidence.operation(step)?;
    let (who, others, at) = (evidence.lane(lane), list(&others), evidence.at(step));
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "a task blocks the thread that the others need".to_owned(),
        text: format!(
            "{who} calls `{verb}`{at} and keeps its thread while it waits; {others} could go on, but \
             there is no thread left to do it on. Look at what kind of waiting this is: does it give \
             the thread back to the runtime meanwhile?"
        ),
        step: Some(step),
        marks: marks([evidence.mark(step, format!("{who} blocks its thread here"))]),
    })
}

/// Whether a wait is one that keeps the thread of an async task.
fn blocks_thread(evidence: &Evidence<'_>, step: usize) -> bool {
    let Some((verb, object)) = evidence.operation(step) else { return false };
    let Some(call) = evidence.call(step) else { return false };
    // The call itself says nothing of the task where a plain function of the file is called by one.
    let starved = evidence.stuck().any(|(_, wait)| wait.what.starts_with("be polled"));
    let kind = object.map_or("", |object| evidence.kind(object));
    let blocks = match kind {
        // A guard that is held across an await is another story.
        kind if is_lock(kind) => false,
        "Condvar" | "WaitGroup" => true,
        _ if call.awaited => false,
        // What a future is made of is awaited later; a result is there at once.
        "channel" | "Barrier" => call.then.is_some() || starved,
        "Parker" => true,
        _ => matches!(verb, "park" | "sleep") && starved,
    };
    blocks && (call.is_async || starved)
}

/// The runtime notices it.
fn panics(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let failure = evidence.failure;
    let noticed = PANICS.iter().any(|text| failure.summary.contains(text));
    if failure.verdict != Verdict::RuntimeError || !noticed {
        return None;
    }
    let at = failure.at.clone()?;
    let call = evidence
        .call_at(&at)
        .map_or_else(|| "a call".to_owned(), |call| format!("`{}`", call.name));
    let line = evidence.at_line(Some(&at));
    Some(Diagnosis {
        pattern: PATTERN.code.to_owned(),
        title: "a task blocks the thread that drives the runtime".to_owned(),
        text: format!(
            "{call}{line} blocks until something is done, and the thread that it blocks is the one that \
             should do it: it drives the runtime. So the runtime refuses. Look at how a task waits for \
             another without holding its thread."
        ),
        step: evidence
            .steps()
            .iter()
            .rposition(|step| step.at.as_ref().is_some_and(|place| place.line == at.line)),
        marks: vec![Mark { at, label: "blocks inside the runtime".to_owned(), step: None }],
    })
}
