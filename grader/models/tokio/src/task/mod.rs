//! [`tokio::task`](https://docs.rs/tokio/latest/tokio/task/index.html): tasks, and handles to them.

mod abort_handle;
pub mod coop;
mod current;
mod id;
mod join_error;
mod join_handle;
pub mod join_set;
mod joint;
mod local_key;
mod local_set;
mod spawn;
mod yield_now;

pub use abort_handle::AbortHandle;
pub use coop::{Unconstrained, consume_budget, unconstrained};
pub use current::{id, try_id};
pub use id::Id;
pub use join_error::JoinError;
pub use join_handle::JoinHandle;
pub use join_set::JoinSet;
pub use local_key::LocalKey;
pub use local_set::{LocalEnterGuard, LocalSet, spawn_local};
pub use spawn::{block_in_place, spawn, spawn_blocking};
pub use yield_now::yield_now;

/// Futures of this module.
pub mod futures {
    pub use super::local_key::TaskLocalFuture;
}

pub(crate) use join_handle::Packet;
pub(crate) use joint::Joint;
