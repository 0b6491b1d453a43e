//! A deterministic scheduler for virtual threads.
//!
//! One *execution* runs a program once. Its *tasks* (virtual threads) are stackful coroutines on
//! one OS thread; a *scheduling point* stands before every visible *operation*, and a *strategy*
//! decides there which enabled task goes on. A blocked task is disabled, never polled, so that
//! "nobody is enabled and no timer is left" is a deadlock, found at once. Time is virtual.
//!
//! This crate knows nothing of exercises and nothing of any primitive. The models (`model-std` and
//! its siblings) build mutexes and channels from the few things here:
//!
//! - [`gate`]: the one way to do something visible. It takes the scheduling point, then runs the
//!   effect on the [`Kernel`].
//! - [`Queue`]: a gate that is open or closed; tasks that want to pass a closed one are disabled.
//! - [`Slot`]: gives an object its identity, afresh in every execution (statics too).
//! - [`Executor`]: runs executions and tells how they ended; called by `harness` and `bench`.

#![expect(
    clippy::cast_possible_truncation,
    reason = "tasks, objects and texts of one execution are fewer than its steps, and those fit"
)]

pub mod deadline;
pub mod gate;
pub mod local;
pub mod strategy;
pub mod thread;

mod calm_thread;
mod clock;
mod coroutine;
mod detours;
mod end;
mod executor;
mod heartbeat;
mod id;
mod kernel;
mod limits;
mod memory;
mod modelled;
mod object;
mod queue;
mod schedule;
mod shown;
mod slot;
mod snapshot;
mod task;
mod task_set;
mod trace;
mod trail;

pub use detours::Detour;
pub use end::{Blocked, End, Holder};
pub use executor::{Execution, Executor};
pub use gate::in_execution;
pub use heartbeat::Heartbeat;
pub use id::{Object, TaskId};
pub use kernel::Kernel;
pub use limits::Limits;
pub use memory::Atom;
pub use modelled::{Kind, Modelled};
pub use queue::{Queue, Side, Wake};
pub use schedule::{Choice, Schedule};
pub use shown::Shown;
pub use slot::Slot;
pub use strategy::{Branch, Strategy};
pub use trace::{Event, Op, Trace};
