//! How many steps the tasks of a program take: learned from executions that have ended, asked while
//! another one runs. Called by the strategies that want to be uniform.
//!
//! A task is the same in two executions if its signature is: which child of which parent, spawned
//! where. Before a task has spawned a child, the child's steps count as its own.

use std::collections::BTreeMap;

use crate::{Event, Execution, Op, TaskId};

/// Whether an operation was a scheduling point: a spawn takes effect in the step in which it
/// happens, and so does the end of a task.
pub(super) fn is_choice(op: &Op) -> bool {
    !matches!(op.verb, "spawn" | "end")
}

/// A task's signature, and who spawned it.
pub(super) type Kin = (u64, Option<TaskId>);

/// The tasks of an execution, by number.
pub(super) fn kin(execution: &Execution<'_>) -> Vec<Kin> {
    execution.tasks().iter().map(|task| (task.signature, task.parent)).collect()
}

/// Counts by signature: those of the task and of all that it spawns.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// In how many executions the task was there, and how many steps they had together.
    counts: BTreeMap<u64, (u64, u64)>,
}

impl Profile {
    pub(super) fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Adds an execution: so many steps of each task.
    pub(super) fn add(&mut self, tasks: &[Kin], mut steps: Vec<u64>) {
        steps.resize(tasks.len(), 0);
        for (index, (signature, parent)) in tasks.iter().enumerate().rev() {
            let (times, sum) = self.counts.entry(*signature).or_default();
            *times += 1;
            *sum += steps[index];
            if let Some(parent) = parent {
                steps[parent.index()] += steps[index];
            }
        }
    }

    /// How many steps a task and those that it spawns are to be expected to take; nothing of a task
    /// that was never there.
    pub(super) fn expect(&self, signature: u64) -> Option<u64> {
        self.counts.get(&signature).map(|(times, sum)| (sum + times / 2) / times)
    }
}

/// The steps that each task took.
pub(super) fn steps(execution: &Execution<'_>) -> Vec<u64> {
    let mut steps = vec![0; execution.tasks().len()];
    for event in &execution.trace().events {
        if let Event::Step { task, op, .. } = event
            && is_choice(op)
        {
            steps[task.index()] += 1;
        }
    }
    steps
}
