//! Programs for the strategies' own tests: tasks that store to objects, and the order in which they
//! did.

use std::collections::BTreeMap;
use std::panic::Location;

use crate::{End, Event, Execution, Executor, Limits, Object, Op, Strategy, TaskId, gate, thread};

/// So many new objects.
pub(super) fn objects<const N: usize>() -> [Object; N] {
    std::array::from_fn(|_| gate::quietly(|kernel| kernel.new_object("cell")))
}

#[track_caller]
pub(super) fn store(object: Object) {
    gate::step(Op { verb: "store", object, place: Location::caller() }, |_| ());
}

#[track_caller]
pub(super) fn load(object: Object) {
    gate::access(Op { verb: "load", object, place: Location::caller() }, false, |_| ());
}

pub(super) fn spawn(body: impl FnOnce() + 'static) {
    thread::spawn(None, Location::caller(), Box::new(body));
}

/// Runs a program once, to its end.
pub(super) fn run<'a>(
    executor: &'a mut Executor,
    strategy: &mut dyn Strategy,
    program: impl FnOnce() + 'static,
) -> Execution<'a> {
    let execution = executor.run(strategy, program);
    assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
    execution
}

pub(super) fn executor() -> Executor {
    Executor::new(Limits::default())
}

/// Who stored to the first object that is no task, in order.
pub(super) fn stores(execution: &Execution<'_>) -> Vec<TaskId> {
    let mut of = None;
    let mut who = Vec::new();
    for event in &execution.trace().events {
        if let Event::Step { task, op, .. } = event
            && op.verb == "store"
            && *of.get_or_insert(op.object) == op.object
        {
            who.push(*task);
        }
    }
    who
}

/// How far counts are from being all the same: chi-square.
#[expect(clippy::cast_precision_loss, reason = "small counts")]
pub(super) fn unevenness<K>(counts: &BTreeMap<K, u32>, kinds: usize) -> f64 {
    let total: u32 = counts.values().sum();
    let each = f64::from(total) / kinds as f64;
    let missing = (kinds - counts.len()) as f64 * each;
    counts.values().map(|count| (f64::from(*count) - each).powi(2) / each).sum::<f64>() + missing
}
