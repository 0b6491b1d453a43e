//! What the macros' expansions name.

pub use std::future::poll_fn;
pub use std::option::Option;
pub use std::pin::pin;
pub use std::result::Result;

pub use super::chain::{Chain, Empty};
pub use super::join::{Turns, poll_join, poll_try_join};
pub use super::select::{Selected, no_match, none_left, poll_select};
