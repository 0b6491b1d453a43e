//! The hooks of an execution under the scheduler, and how callbacks pass their time there.
//!
//! Called by the worlds.

use interleave::{Branch, gate};

use crate::execution::Execution;
use crate::hooks::{Draw, Hooks, Shared};
use crate::seed::Style;

/// What the scheduler wants to know, and decides.
pub(super) const HOOKS: Hooks = Hooks { touch, below };

fn touch(shared: Shared, changes: bool) {
    if !interleave::in_execution() {
        // It is over, and looked at.
        return;
    }
    let number = match shared {
        // The number of what `gate::mark` shows.
        Shared::Log => 0,
        Shared::Chances => 1,
        Shared::Fairness => 2,
        Shared::Callers => 3,
        // A failure ends the execution.
        Shared::Failure => return,
        Shared::Caller(index) => 4 + index,
    };
    gate::outside(u32::try_from(number).expect("few callers"), changes);
}

fn below(draw: Draw, below: u32) -> u32 {
    let branch = match draw {
        Draw::Each => Branch::Draw,
        Draw::Any => Branch::Sample,
    };
    gate::branch(branch, below)
}

/// One of several: the first one stands for all.
pub(super) fn any<T: Copy>(execution: &Execution, of: &[T]) -> T {
    let options = u32::try_from(of.len()).expect("a few options");
    of[execution.below(Draw::Any, options) as usize]
}

/// How callbacks of threads pass their time in this execution. Whatever can happen when they take no
/// time, or sleep, can happen when they yield.
pub(super) fn style_of_threads(execution: &Execution) -> Style {
    any(execution, &[Style::Yielding, Style::Instant, Style::Mixed, Style::Slow])
}

/// How callbacks of tasks pass their time in this execution. A callback that yields ends a poll, so one
/// that does not is something else.
pub(super) fn style_of_tasks(execution: &Execution) -> Style {
    match execution.below(Draw::Each, 2) {
        0 => any(execution, &[Style::Yielding, Style::Mixed]),
        _ => any(execution, &[Style::Instant, Style::Slow]),
    }
}
