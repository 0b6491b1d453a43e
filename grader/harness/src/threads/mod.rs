//! Scenarios of threads: a hidden test hands one to [`check()`], which runs it many times.
//!
//! Called by `tests/*/threads.rs`.

mod check;
mod delay;
mod native;
mod run;
mod world;

pub use check::check;
pub(crate) use run::Scenario;
pub use run::{Call, Run};
