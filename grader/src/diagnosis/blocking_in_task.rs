//! A task blocks the thread that all tasks need.

use protocol::{Verdict, Wait};

use super::evidence::{Evidence, marks};
use super::words::{is_lock, list};
use super::{Diagnosis, Mark, Pattern};
use crate::code::Call;

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
    // A plain function of the file that a task calls runs in the task.
    let called = |other: &Call| other.is_async && other.name == call.function;
    let in_task =
        call.is_async || evidence.code().is_some_and(|code| code.calls.iter().any(called));
    blocks && (in_task || starved)
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
        .map_or_else(|| "A call".to_owned(), |call| format!("`{}`", call.name));
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

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::super::testing::diagnosed;

    #[test]
    fn a_task_that_blocks_keeps_the_thread_of_the_others() {
        let source = "async fn f(&self) {\n drop(self.c.wait_while(self.m.lock(), no)); }";
        let found = diagnosed(
            Verdict::Deadlock,
            source,
            &["a", "b"],
            &[("m", "Mutex"), ("c", "Condvar")],
            "a: lock m 2 +m
             a: ? wait c 2 -m
             b: ? sleep",
        )
        .expect("a diagnosis");
        assert_eq!((found.pattern.as_str(), found.step), ("blocking-in-task", Some(1)));
        assert!(found.text.contains("`b` could go on"), "{}", found.text);
    }

    #[test]
    fn threads_may_block() {
        let source = "fn f(&self) {\n drop(self.c.wait_while(self.m.lock(), no)); }";
        let story = "a: lock m 2 +m
             a: ? wait c 2 -m
             b: ? sleep";
        let objects = [("m", "Mutex"), ("c", "Condvar")];
        assert!(diagnosed(Verdict::Deadlock, source, &["a", "b"], &objects, story).is_none());
    }
}
