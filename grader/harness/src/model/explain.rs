//! Turns an execution of the engine into what reporters show: lanes and steps, who waits for what.
//!
//! Called by `explore`, for failing executions only.

use std::panic::Location;
use std::time::Duration;

use interleave::{Blocked, Event, Execution, Op, TaskId};
use protocol::{Interleaving, LogEntry, Place, Step, Wait};

/// A longer story than this is cut to its last events; nobody reads more.
const EVENTS_SHOWN: usize = 4_000;

/// The table of an execution. Marks in the trace are indices into `log`.
pub(super) fn interleaving(execution: &Execution<'_>, log: &[LogEntry]) -> Interleaving {
    let events = &execution.trace().events;
    let mut steps: Vec<Step> = Vec::new();
    let mut time = None;
    let mut printed_at = None;
    for event in &events[events.len().saturating_sub(EVENTS_SHOWN)..] {
        let (task, what, at, preempts) = match *event {
            Event::Wakes(task) => {
                match (time.take(), steps.last_mut()) {
                    (None, Some(step)) => step.wakes.push(task.index()),
                    (now, _) => {
                        let now = clock(now.unwrap_or_default());
                        steps.push(row(task, format!("the clock is at {now}: wakes"), None, false));
                        time = None;
                    }
                }
                continue;
            }
            Event::Clock(now) => {
                time = Some(now);
                continue;
            }
            Event::Step { op, .. } if op.verb == "print" => {
                printed_at = Some(op.place);
                continue;
            }
            Event::Step { task, op, preempts, .. } => {
                (task, operation(execution, task, &op), Some(op.place), preempts)
            }
            Event::Blocks(task, op) => (
                task,
                format!("blocked in {}", operation(execution, task, &op)),
                Some(op.place),
                false,
            ),
            Event::Print(task, text) => {
                let text = execution.trace().texts.get(text as usize).map_or("", String::as_str);
                (task, format!("print {:?}", text.trim_end_matches('\n')), printed_at, false)
            }
            Event::Mark(task, mark) => match log.get(mark as usize) {
                Some(entry) => (task, format!("\"{}\"", entry.what), None, false),
                None => continue,
            },
            Event::Freedom(task, what) => (task, what.to_owned(), None, false),
        };
        time = None;
        steps.push(row(task, what, at, preempts));
    }
    Interleaving { lanes: execution.task_names(), steps }
}

fn row(task: TaskId, what: String, at: Option<&Location<'_>>, preempts: bool) -> Step {
    let at = at.filter(|at| !is_ours(at)).map(place);
    Step { lane: task.index(), what, at, wakes: Vec::new(), preempts }
}

/// Whether a place lies in the harness, which is of no interest to a learner.
pub(super) fn is_ours(at: &Location<'_>) -> bool {
    const HERE: &str = file!();
    at.file().starts_with(&HERE[..HERE.len() - "model/explain.rs".len()])
}

/// The wait-for graph of a deadlock.
pub(super) fn waits(execution: &Execution<'_>, blocked: &[Blocked]) -> Vec<Wait> {
    let names = execution.task_names();
    let name = |task: TaskId| names[task.index()].clone();
    let one = |wait: &Blocked| Wait {
        who: name(wait.task),
        what: operation(execution, wait.task, &wait.op),
        at: Some(wait.op.place).filter(|at| !is_ours(at)).map(place),
        held_by: wait.held_by.first().map(|holder| name(holder.task)),
        held_since: wait.held_by.first().map(|holder| place(holder.since)),
    };
    blocked.iter().map(one).collect()
}

/// An operation in words: `lock Mutex #1`, `join second`, `sleep`.
pub(super) fn operation(execution: &Execution<'_>, task: TaskId, op: &Op) -> String {
    if execution.is_self(op.object, task) {
        op.verb.to_owned()
    } else {
        format!("{} {}", op.verb, execution.object_name(op.object))
    }
}

/// A place as the records carry it.
pub(super) fn place(location: &Location<'_>) -> Place {
    Place { file: location.file().to_owned(), line: location.line(), column: location.column() }
}

/// Virtual time for people.
pub(super) fn clock(nanoseconds: u64) -> String {
    let hours = nanoseconds / 3_600_000_000_000;
    if hours > 0 && nanoseconds.is_multiple_of(3_600_000_000_000) {
        format!("{hours} h")
    } else {
        format!("{:?}", Duration::from_nanos(nanoseconds))
    }
}
