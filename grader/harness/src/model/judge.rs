//! What the way an execution ended means: the engine's ends become verdicts.
//!
//! Called by `explore` after every execution.

use interleave::{Blocked, End, TaskId};
use protocol::{Failure, Verdict};

use super::explain;
use crate::execution::Execution;
use crate::failure::list;
use crate::panics::Panic;

/// Operations that only ask how things stand. Whoever takes nothing but such steps, and many of
/// them, waits for a change without waiting properly.
const ASKING: [&str; 27] = [
    "compare_exchange",
    "compare_exchange_weak",
    "fetch_and",
    "fetch_or",
    "get",
    "is_completed",
    "is_finished",
    "is_poisoned",
    "load",
    "lock",
    "park",
    "park_timeout",
    "read",
    "recv_timeout",
    "sleep",
    "spin_loop",
    "swap",
    "try_lock",
    "try_read",
    "try_recv",
    "try_send",
    "try_write",
    "unlock",
    "wait",
    "wait_timeout",
    "write",
    "yield_now",
];

/// Gives the execution its failure, if the way it ended is one and no claim failed before.
pub(super) fn judge(ended: &interleave::Execution<'_>, execution: &Execution) {
    let names = ended.task_names();
    let name = |task: TaskId| names[task.index()].as_str();
    let found = match &ended.end {
        // A destructor had to wait while its thread was unwinding. The engine cannot go on there,
        // though std would: that says nothing about the code. Other schedules let it through.
        End::Finished | End::Halted | End::BlockedWhileUnwinding { .. } => return,
        End::Deadlock { blocked, body_returned } => deadlock(ended, blocked, *body_returned),
        End::Endless { active, verbs, others_wait } => {
            let Some((task, _, op)) = active.first() else { return };
            let asks = verbs.iter().all(|verb| ASKING.contains(verb));
            let who: Vec<_> =
                active.iter().map(|(task, ..)| format!("`{}`", name(*task))).collect();
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
    let names = ended.task_names();
    // The scenario's own body only waits for the calls.
    let stuck: Vec<_> = blocked.iter().filter(|wait| wait.task != TaskId::MAIN).cloned().collect();
    let stuck = if stuck.is_empty() { blocked } else { &stuck };
    let who: Vec<_> = stuck.iter().map(|wait| format!("`{}`", names[wait.task.index()])).collect();
    let waits = if who.len() == 1 { "waits" } else { "wait" };
    let summary = if body_returned {
        format!(
            "{} {waits} for ever although every call has returned: a helper thread must end when \
             its object is dropped",
            list(&who)
        )
    } else {
        format!("{} {waits}, and nobody can ever wake {}", list(&who), them(who.len()))
    };
    Failure { waits: explain::waits(ended, stuck), ..Failure::new(Verdict::Deadlock, summary) }
}

fn them(count: usize) -> &'static str {
    if count == 1 { "it" } else { "them" }
}
