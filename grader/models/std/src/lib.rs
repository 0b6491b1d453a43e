//! The model of `std`: its paths and promises, on the deterministic scheduler `interleave`.
//!
//! A crate whose root begins with
//!
//! ```ignore
//! #[macro_use]
//! extern crate model_std as std;
//! extern crate model_std as core;
//! ```
//!
//! compiles unmodified files against the model: whatever synchronises, blocks, tells the time or
//! prints is modelled at the path that it has in std (`src/sync/mutex.rs` is `std::sync::Mutex`),
//! everything else is the real thing. An item that could block or synchronise behind the
//! scheduler's back is left out, so that the compiler names it.
//!
//! What all models have in common:
//!
//! - **Use them inside an execution.** Outside, objects can be made, dropped, formatted and
//!   unwrapped, but not locked, sent to or waited for. An object that is made outside must not be
//!   used in more than one execution, unless it is a static: a later execution puts the bytes of
//!   its state back to what they were at first use, so that statics start afresh.
//! - **One OS thread runs all threads of an execution**, and only one execution exists in a process
//!   at a time. That is why plain cells inside may be shared: each type says `Sync` exactly where
//!   std does.
//! - **Memory is as weak as the orderings allow**: see [`sync::atomic`].
//! - `Arc` is the real one, and neither a clone nor a drop is a scheduling point. Code that asks for
//!   its counts (`strong_count`, `try_unwrap`, `Weak::upgrade`) meets fewer interleavings than there
//!   are. Nor does it pass on what a thread has seen of the atomics: whoever gets the value for himself
//!   (`Arc::get_mut`, the last drop) without having waited for the others may read older values in it.
//! - What std's documentation leaves open (which waiter is notified, a spurious wake-up, a weak
//!   exchange that fails, an older value) is a choice of the strategy.

#![deny(missing_docs)]

pub use ::std::*;

mod look;
mod macros;

pub mod hint;
pub mod net;
pub mod process;
pub mod sync;
pub mod thread;
pub mod time;

#[doc(hidden)]
pub use macros::print_to;
