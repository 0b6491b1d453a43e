//! From a learner's file to something that runs: the kit, the generated root, rustc, and what it has
//! to say.
//!
//! Used by `engines`, and by `rerun` for single executions.

pub mod advice;
pub mod compile;
pub mod diagnostics;
pub mod kit;
pub mod toolchain;
pub mod unseen;
pub mod workdir;
