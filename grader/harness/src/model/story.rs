//! The story of one execution that somebody asked for: whole, or up to a choice that is due.
//!
//! Called by `explore` when it replays.

use interleave::strategy::{Pending, Question};
use interleave::{Branch, Event, Execution, Op, TaskId};
use protocol::{About, Alternative, Choice, LogEntry, Made, Next, Story};

use super::explain;

/// The story. What follows a choice that is due has not happened.
pub(super) fn story(
    execution: &Execution<'_>,
    log: &[LogEntry],
    pending: Option<&Pending>,
) -> Story {
    let events = pending.map_or(&execution.trace().events[..], |due| until(execution, due));
    let (interleaving, steps) = explain::told(execution, events, log);
    let is_mark =
        |event: &&Event| matches!(event, Event::Mark(_, mark) if (*mark as usize) < log.len());
    let entries = match pending {
        Some(_) => events.iter().filter(is_mark).count(),
        None => log.len(),
    };
    let made = execution.schedule().iter().zip(0..).zip(&steps);
    let made = made.map(|((choice, at), step)| Made {
        at,
        about: choice.branch.map_or(About::Turn, about),
        chosen: choice.chosen,
        usual: choice.usual,
        step: *step,
    });
    let made = made.take_while(|made| pending.is_none_or(|due| made.at < due.at)).collect();
    let next = pending.map(|due| choice(execution, events, due));
    Story { interleaving, log: log[..entries].to_vec(), made, next }
}

/// What happened before the choice: its own event is the last one.
fn until<'a>(execution: &'a Execution<'_>, due: &Pending) -> &'a [Event] {
    let events = &execution.trace().events;
    let is_due = |event: &Event| matches!(event, Event::Chooses(_, at) if *at == due.at);
    events.iter().position(is_due).map_or(events, |last| &events[..=last])
}

fn choice(execution: &Execution<'_>, events: &[Event], due: &Pending) -> Choice {
    let lane = match events.last() {
        Some(Event::Chooses(task, _)) => task.index(),
        _ => TaskId::MAIN.index(),
    };
    let (about, usual, alternatives) = match &due.what {
        Question::Task { usual, enabled } => {
            let alternatives = enabled.iter().map(|(task, op)| turn(execution, *task, op));
            (About::Turn, number(*usual), alternatives.collect())
        }
        Question::Branch(branch, options) => {
            let waiters = waiters(events);
            let alternative = |number: u32| Alternative {
                number,
                lane: waiters.get(number as usize).map(|waiter| waiter.index()),
                next: None,
            };
            (about(*branch), 0, (0..*options).map(alternative).collect())
        }
    };
    Choice { at: due.at, about, lane, usual, alternatives }
}

fn turn(execution: &Execution<'_>, task: TaskId, op: &Op) -> Alternative {
    let (verb, object) = explain::told_op(execution, task, op);
    let at = Some(op.place).filter(|at| !explain::is_ours(at)).map(explain::place);
    let next = Next { verb, object, at, kit: explain::is_of_kit(op.place) };
    Alternative { number: number(task), lane: Some(task.index()), next: Some(next) }
}

/// What stands for a task among the detours.
fn number(task: TaskId) -> u32 {
    u32::try_from(task.index()).expect("no execution has so many tasks")
}

/// Whom the choice at the end can fall on, in order.
fn waiters(events: &[Event]) -> Vec<TaskId> {
    let before = events.iter().rev().skip(1);
    let waiters = before.map_while(|event| match event {
        Event::Among(task) => Some(*task),
        _ => None,
    });
    let mut waiters: Vec<TaskId> = waiters.collect();
    waiters.reverse();
    waiters
}

fn about(branch: Branch) -> About {
    match branch {
        Branch::NotifyTarget => About::WhichOne,
        Branch::SpuriousWakeUp => About::SpuriousWakeUp,
        Branch::WeakFailure => About::WeakFailure,
        Branch::Poll => About::Poll,
        Branch::StaleRead => About::OlderValue,
        Branch::Timer => About::Timer,
        Branch::Draw | Branch::Sample => About::Draw,
    }
}
