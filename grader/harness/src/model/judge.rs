//! What the way an execution ended means: the engine's ends become verdicts.
//!
//! Called by `explore` after every execution.

use interleave::{Blocked, End, Event, TaskId};
use model_tokio::runtime::{NO_WAKER, NO_WORKER};
use protocol::{Failure, Verdict};

use super::explain;
use crate::execution::Execution;
use crate::failure::{list, quoted};
use crate::panics::Panic;

/// Operations that change something for others, for good: whoever takes such steps without end does
/// something, and be it in vain. All others only ask how things stand (a lock that is taken and given
/// back, a look into a queue): if nothing but those is done, and many of them, somebody waits for a
/// change without waiting properly.
const CHANGING: [&str; 30] = [
    "abort",
    "add_permits",
    "close",
    "complete",
    "end",
    "fetch_add",
    "fetch_max",
    "fetch_min",
    "fetch_nand",
    "fetch_sub",
    "fetch_update",
    "fetch_xor",
    "force_push",
    "forget_permits",
    "notify_all",
    "notify_last",
    "notify_one",
    "notify_waiters",
    "print",
    "push",
    "send",
    "send_if_modified",
    "send_modify",
    "send_replace",
    "set",
    "spawn",
    "start",
    "store",
    "unpark",
    "update",
];

/// Gives the execution its failure, if the way it ended is one and no claim failed before.
pub(super) fn judge(ended: &interleave::Execution<'_>, execution: &Execution) {
    let names = explain::names(ended);
    let name = |task: TaskId| names[task.index()].as_str();
    let found = match &ended.end {
        // A destructor had to wait while its thread was unwinding. The engine cannot go on there,
        // though std would: that says nothing about the code. Other schedules let it through.
        // Steps may be endless only because somebody else gets no turn.
        End::Finished
        | End::Halted
        | End::Cut
        | End::BlockedWhileUnwinding { .. }
        | End::Endless { fair: false, .. } => return,
        End::Deadlock { blocked, body_returned } => deadlock(ended, blocked, *body_returned),
        End::Endless { active, verbs, others_wait, .. } => {
            let Some((task, _, op)) = active.first() else { return };
            let asks = !verbs.iter().any(|verb| CHANGING.contains(verb));
            let who: Vec<_> = active.iter().map(|(task, ..)| quoted(name(*task))).collect();
            let what = explain::operation(ended, *task, op);
            let place = format!("{}:{}", op.place.file(), op.place.line());
            if asks && (active.len() == 1 || *others_wait) {
                Failure::new(
                    Verdict::BusyWait,
                    format!(
                        "{} asked again and again instead of waiting: {what} at {place}",
                        list(&who)
                    ),
                )
            } else {
                Failure::new(
                    Verdict::Livelock,
                    format!("{} took steps without end: {what} at {place}", list(&who)),
                )
            }
        }
        End::Panicked { task, payload } => Panic::of(&**payload).failure(name(*task)),
    };
    execution.fail(found);
}

fn deadlock(
    ended: &interleave::Execution<'_>,
    blocked: &[Blocked],
    body_returned: bool,
) -> Failure {
    let names = explain::names(ended);
    // The scenario's own body only waits for the calls.
    let stuck: Vec<_> = blocked.iter().filter(|wait| wait.task != TaskId::MAIN).cloned().collect();
    let stuck = if stuck.is_empty() { blocked } else { &stuck };
    let waits = explain::waits(ended, stuck);
    let (idle, busy): (Vec<_>, Vec<_>) =
        stuck.iter().cloned().partition(|wait| wait.op.verb == NO_WORKER);
    if !idle.is_empty() && !busy.is_empty() {
        let who = names_of(&names, &idle);
        let summary = format!(
            "{} could go on, but the threads of the runtime are blocked for ever: a task must wait \
             with `.await`",
            list(&who)
        );
        return Failure { waits, ..Failure::new(Verdict::Deadlock, summary) };
    }
    let who = names_of(&names, stuck);
    let verb = if who.len() == 1 { "waits" } else { "wait" };
    let summary = if body_returned {
        format!(
            "{} {verb} for ever although every call has returned: a helper thread must end when \
             its object is dropped",
            list(&who)
        )
    } else {
        format!("{} {verb}, and nobody can ever wake {}", list(&who), them(who.len()))
    };
    let notes = forgotten(ended, stuck, &names);
    Failure { waits, notes, ..Failure::new(Verdict::Deadlock, summary) }
}

/// Tasks that wait although the last waker of theirs was dropped.
fn forgotten(
    ended: &interleave::Execution<'_>,
    stuck: &[Blocked],
    names: &[String],
) -> Vec<String> {
    let events = &ended.trace().events;
    let has_no_waker = |waits: TaskId| {
        let is = |event: &Event| matches!(*event, Event::Freedom(task, NO_WAKER) if task == waits);
        events.iter().any(is)
    };
    let left = stuck.iter().filter(|wait| has_no_waker(wait.task));
    left.map(|wait| {
        format!(
            "What `{}` waits for has forgotten it: the last waker of the task was dropped without \
             being woken. Whoever stores a waker must not lose it to the next one who waits.",
            names[wait.task.index()]
        )
    })
    .collect()
}

fn names_of(names: &[String], waits: &[Blocked]) -> Vec<String> {
    let name = |wait: &Blocked| match quoted(&names[wait.task.index()]) {
        scenario if wait.task == TaskId::MAIN => format!("{scenario} (the test's own thread)"),
        name => name,
    };
    waits.iter().map(name).collect()
}

fn them(count: usize) -> &'static str {
    if count == 1 { "it" } else { "them" }
}
