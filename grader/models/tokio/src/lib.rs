//! The model of `tokio`: its paths and promises, on the deterministic scheduler `interleave`.
//!
//! Async tasks are virtual threads that poll; `runtime` says how. The types of `sync` are tokio's
//! own wherever that gives the exact semantics, behind wrappers that add scheduling points. All
//! time is virtual.
//!
//! What is left out does not compile: I/O, processes, signals, and tokio's unstable parts.

#![deny(missing_docs)]

mod leaf;

#[doc(hidden)]
pub mod macros;
pub mod runtime;
pub mod sync;
pub mod task;
pub mod time;

#[doc(no_inline)]
pub use task::spawn;
#[doc(no_inline)]
pub use tokio::{main, test};
