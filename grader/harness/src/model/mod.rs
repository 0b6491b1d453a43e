//! The model back end: scenarios under the deterministic scheduler.
//!
//! Called by `threads::check` and `tasks::check`.

mod explain;
mod explore;
mod found;
mod hooks;
mod judge;
mod prove;
mod shorten;
mod story;
mod tasks;
mod threads;

pub(crate) use explore::explore;
pub(crate) use tasks::of_tasks;
pub(crate) use threads::of_threads;
