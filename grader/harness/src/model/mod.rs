//! The model back end: scenarios of threads under the deterministic scheduler.
//!
//! Called by `threads::check`.

mod explain;
mod explore;
mod judge;
mod world;

pub(crate) use explore::explore;
