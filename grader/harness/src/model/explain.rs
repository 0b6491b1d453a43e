//! Turns an execution of the engine into what reporters show: lanes and steps, who waits for what.
//!
//! Called by `explore`, for executions that somebody wants to see.

use std::panic::Location;

use interleave::{Blocked, Event, Execution, Object, Op, TaskId};
use protocol::{Act, Change, Holder, Interleaving, Lane, LogEntry, Place, Step, Thing, Wait};

use crate::execution::SCENARIO;

/// A longer story than this is cut to its last steps; nobody reads more.
const STEPS_SHOWN: usize = 2_000;

/// What an attempt brings back that may still bring something else.
const NOT_YET: &str = "not yet";

/// The table of an execution. Marks in the trace are indices into `log`.
pub(super) fn interleaving(execution: &Execution<'_>, log: &[LogEntry]) -> Interleaving {
    told(execution, &execution.trace().events, log).0
}

/// The table of a part of an execution, and how many of its steps came before each choice in it.
pub(super) fn told(
    execution: &Execution<'_>,
    events: &[Event],
    log: &[LogEntry],
) -> (Interleaving, Vec<usize>) {
    let names = names(execution);
    let thing = |object: Object| {
        let lane = execution.task_of(object).map(TaskId::index);
        let name = lane.map(|lane| names[lane].clone());
        Thing {
            name: name.unwrap_or_else(|| execution.object_name(object)),
            kind: execution.object_kind(object).to_owned(),
            lane,
        }
    };
    let objects = execution.objects().map(thing).collect();
    let lane = |(index, name): (usize, &String)| Lane { name: name.clone(), kit: index == 0 };
    let lanes = names.iter().enumerate().map(lane).collect();
    let (mut steps, mut choices) = steps(execution, events, log);
    let left_out = steps.len().saturating_sub(STEPS_SHOWN);
    steps.drain(..left_out);
    for steps in &mut choices {
        *steps = steps.saturating_sub(left_out);
    }
    (Interleaving { lanes, objects, left_out, steps }, choices)
}

fn steps(execution: &Execution<'_>, events: &[Event], log: &[LogEntry]) -> (Vec<Step>, Vec<usize>) {
    let mut steps: Vec<Step> = Vec::new();
    let mut choices = Vec::new();
    // A task prints in a step of its own.
    let mut printing = None;
    // The steps that follow from the clock come after it.
    let mut time = None;
    // The step that wakes: whoever was woken before may have found its lock taken in between.
    let mut running_step = None;
    for event in events {
        match *event {
            Event::Step { op, .. } if op.verb == "print" => printing = Some(op.place),
            Event::Step { task, op, preempts, .. } => {
                let (verb, object) = told_op(execution, task, &op);
                let act = Act::Does { verb, object, result: None };
                steps.push(Step { preempts, ..step(task, act, Some(op.place)) });
                running_step = Some((task, steps.len() - 1));
            }
            Event::Blocks(task, op) => {
                let (verb, object) = told_op(execution, task, &op);
                let waits = Act::Waits { verb, object };
                let attempt = running(&mut steps).filter(|last| is_attempt(last, task, object));
                if let Some(attempt) = attempt {
                    attempt.act = waits;
                } else {
                    steps.push(step(task, waits, Some(op.place)));
                    if running_step.is_some_and(|(runs, _)| runs == task) {
                        running_step = Some((task, steps.len() - 1));
                    }
                }
            }
            Event::Clock(now_ns) => time = Some(now_ns),
            Event::Wakes(task) => match (time.take(), running_step) {
                (Some(now_ns), _) => {
                    let clock = step(task, Act::Clock { now_ns }, None);
                    steps.push(Step { wakes: vec![task.index()], ..clock });
                    // Whoever else has slept until now is woken by the clock too.
                    running_step = Some((task, steps.len() - 1));
                }
                (None, Some((_, running))) => steps[running].wakes.push(task.index()),
                (None, None) => {}
            },
            Event::Print(task, text) => {
                let text = execution.trace().texts.get(text as usize);
                let text = text.map_or("", |text| text.trim_end_matches('\n')).to_owned();
                steps.push(step(task, Act::Print { text }, printing));
            }
            Event::Mark(task, mark) => {
                if let Some(entry) = log.get(mark as usize) {
                    steps.push(step(task, Act::Log { text: entry.what.clone() }, None));
                }
            }
            Event::Freedom(task, what) => {
                steps.push(step(task, Act::Remark { text: what.to_owned() }, None));
            }
            Event::Holds(_, object) => {
                change(&mut steps, Change::Takes { object: object.index() });
            }
            Event::Frees(task, object) => {
                change(&mut steps, Change::Frees { object: object.index(), lane: task.index() });
            }
            Event::State(object, what, now) => {
                let (what, now) = (what.to_owned(), now.to_string());
                change(&mut steps, Change::Is { object: object.index(), what, now });
            }
            Event::Found(what) => {
                if let Some(Step { act: Act::Does { result, .. }, .. }) = running(&mut steps) {
                    *result = Some(match result.take() {
                        Some(before) if before != NOT_YET => format!("{before}, {what}"),
                        _ => what.to_string(),
                    });
                }
            }
            Event::Chooses(..) => choices.push(steps.len()),
            Event::Among(_) => {}
        }
    }
    (steps, choices)
}

/// Whether the task's last step asked for the same thing, in vain: it is one with the wait.
fn is_attempt(last: &Step, task: TaskId, wanted: Option<usize>) -> bool {
    let asked = matches!(last.act, Act::Does { object, .. } if object == wanted);
    asked && last.lane == task.index()
}

/// The step that is told more of: a remark on it may have come in between.
fn running(steps: &mut [Step]) -> Option<&mut Step> {
    steps.iter_mut().rev().find(|step| !matches!(step.act, Act::Remark { .. }))
}

fn change(steps: &mut [Step], change: Change) {
    if let Some(step) = running(steps) {
        step.changes.push(change);
    }
}

fn step(task: TaskId, act: Act, at: Option<&Location<'_>>) -> Step {
    let kit = matches!(act, Act::Does { .. } | Act::Waits { .. }) && at.is_some_and(is_of_kit);
    let at = at.filter(|at| !is_ours(at)).map(place);
    Step { at, kit, ..Step::new(task.index(), act) }
}

/// Verb and object of an operation; no object if it is about the task itself.
pub(super) fn told_op(execution: &Execution<'_>, task: TaskId, op: &Op) -> (String, Option<usize>) {
    let object = Some(op.object).filter(|object| !execution.is_self(*object, task));
    (op.verb.to_owned(), object.map(Object::index))
}

/// Whether a place lies in the harness or in a hidden test.
pub(super) fn is_of_kit(at: &Location<'_>) -> bool {
    is_ours(at) || at.file().replace('\\', "/").starts_with("tests/")
}

/// Whether a place lies in the harness, which is of no interest to a learner.
pub(super) fn is_ours(at: &Location<'_>) -> bool {
    const HERE: &str = file!();
    at.file().starts_with(&HERE[..HERE.len() - "model/explain.rs".len()])
}

/// The names of the tasks. The first one is the scenario itself.
pub(super) fn names(execution: &Execution<'_>) -> Vec<String> {
    let mut names = execution.task_names();
    if let Some(first) = names.first_mut() {
        SCENARIO.clone_into(first);
    }
    names
}

/// The wait-for graph of a deadlock.
pub(super) fn waits(execution: &Execution<'_>, blocked: &[Blocked]) -> Vec<Wait> {
    let names = names(execution);
    let name = |task: TaskId| names[task.index()].clone();
    let holder = |holder: &interleave::Holder| Holder {
        who: name(holder.task),
        lane: holder.task.index(),
        since: Some(holder.since).filter(|at| !is_ours(at)).map(place),
    };
    let one = |wait: &Blocked| Wait {
        who: name(wait.task),
        lane: Some(wait.task.index()),
        what: operation(execution, wait.task, &wait.op),
        object: told_op(execution, wait.task, &wait.op).1,
        at: Some(wait.op.place).filter(|at| !is_ours(at)).map(place),
        holders: wait.held_by.iter().map(holder).collect(),
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
