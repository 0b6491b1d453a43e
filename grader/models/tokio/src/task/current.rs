//! [`tokio::task::id`](https://docs.rs/tokio/latest/tokio/task/fn.id.html): which task runs.

use super::Id;
use crate::runtime;

/// The running task's.
///
/// # Panics
/// Outside of a task.
#[track_caller]
pub fn id() -> Id {
    try_id().expect("Can't get a task id when not inside a task")
}

/// The running task's, inside of one.
pub fn try_id() -> Option<Id> {
    runtime::running().map(|joint| joint.id())
}
