//! What a hidden test is written in: one face, two back ends.
//!
//! A hidden test states a scenario once, in [`threads`] or in [`tasks`]; [`threads::check`] and
//! [`tasks::check`] run it many times and report to the grader what came out (`protocol`). Below
//! the face lies a world: real threads and a real async runtime, or the deterministic
//! scheduler with its models.
//!
//! Called by the hidden tests, which the grader compiles together with a learner's file.
#![forbid(unsafe_code)]

mod budget;
mod case;
mod chances;
mod claims;
mod execution;
mod failure;
mod fair;
mod hang;
mod hooks;
mod limits;
mod meter;
mod model;
mod native;
mod order;
mod panics;
mod possible;
mod quiet;
mod records;
mod remains;
mod seed;
mod session;
mod stated;
pub mod tasks;
pub mod threads;
mod watchdog;
mod world;

pub use claims::Claims;
pub use fair::Fair;

// What a learner's file may be linked against is built with the harness, in one go.
#[doc(hidden)]
pub use {crossbeam, parking_lot, rstest, tokio};
