//! The model of `crossbeam`: its paths and promises, on the deterministic scheduler `interleave`.
//!
//! A crate whose root begins with
//!
//! ```ignore
//! #[macro_use]
//! extern crate model_std as std;
//! extern crate model_crossbeam as crossbeam;
//! ```
//!
//! compiles unmodified files against the model: whatever synchronises, blocks or tells the time is
//! modelled at the path that it has in crossbeam. Plain data (error types, `Steal`, `CachePadded`)
//! is the real thing. `epoch` is left out, so the compiler names it.
//!
//! What `model-std` says of all models holds here too: objects are used inside an execution, one OS
//! thread runs all threads of it, and memory is as weak as orderings allow. What crossbeam's
//! documentation leaves open (which of several ready operations `select!` takes, which of several
//! receivers gets a message, a steal that must be retried, a `ready` that is not) is a choice of
//! the strategy.

#![deny(missing_docs)]

mod choice;

pub mod atomic;
pub mod channel;
pub mod deque;
pub mod queue;
pub mod sync;
pub mod thread;
pub mod utils;

#[doc(hidden)]
pub use channel::no_such_case;
pub use thread::scope;
