//! Scenarios of async tasks: a hidden test hands one to [`check()`], which runs it many times: on
//! real runtimes, first under a virtual clock on one thread, then in real time on several; or on
//! modelled ones.
//!
//! Called by `tests/*/tasks.rs`.

mod base;
mod call;
mod check;
mod disturb;
mod metered;
mod native;
mod pass_time;
mod run;
mod virtual_time;
mod world;

pub use call::Call;
pub use check::check;
pub use run::Run;

// For the model's world.
pub(crate) use base::Base;
pub(crate) use disturb::{Disturbance, Occasion};
pub(crate) use run::{Scenario, whole};
pub(crate) use virtual_time::{helpers_end, idle_hour};
pub(crate) use world::{Abort, BoxFuture, World};
