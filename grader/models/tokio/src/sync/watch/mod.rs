//! [`tokio::sync::watch`](https://docs.rs/tokio/latest/tokio/sync/watch/index.html).
//!
//! The real channel keeps its value behind a lock that blocks the thread, and lends it out with the
//! lock held. Here that lock is one of the engine's: a `Ref` that is held while somebody sends makes
//! the sender's thread wait, and the worker with it.

mod lock;
mod receiver;
mod sender;
mod shared;

pub use lock::Ref;
pub use receiver::Receiver;
pub use sender::{Sender, channel};
pub use tokio::sync::watch::error;
