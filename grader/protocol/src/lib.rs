//! What the grader and the process that runs a learner's file say to each other.
//!
//! The grader starts one process per (exercise, engine), writes one [`Order`] as a line of JSON to
//! its standard input, and reads [`Record`]s, one JSON object a line, from the file the order
//! names. Nothing that the learner's code prints is ever read as a result: a record counts only
//! with the order's nonce, and a case counts only with both its records.
//!
//! Called by `grader` (writes orders, reads records) and `harness` (the other way round). It is a
//! crate of its own so that the command need not build the harness.

mod again;
mod claim;
mod failure;
mod interleaving;
mod order;
mod record;
mod story;
mod strength;
mod verdict;

pub use again::{Again, Detours, NotDetours};
pub use claim::Claim;
pub use failure::{Failure, Holder, LogEntry, Place, Wait};
pub use interleaving::{Act, Change, Interleaving, Lane, Step, Thing};
pub use order::{Engine, Order, Play, Replay};
pub use record::{Ending, Record};
pub use story::{About, Alternative, Choice, Made, Next, Story};
pub use strength::Strength;
pub use verdict::Verdict;
