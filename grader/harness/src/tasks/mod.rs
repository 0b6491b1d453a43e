//! Scenarios of async tasks: a hidden test hands one to [`check()`], which runs it many times, first
//! under a virtual clock on one thread, then in real time on several.
//!
//! Called by `tests/*/tasks.rs`.

mod call;
mod check;
mod disturb;
mod metered;
mod native;
mod run;
mod runtime;
mod who;
mod world;

pub use call::Call;
pub use check::check;
pub use run::Run;
