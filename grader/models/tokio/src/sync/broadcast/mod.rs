//! [`tokio::sync::broadcast`](https://docs.rs/tokio/latest/tokio/sync/broadcast/index.html).
//!
//! The real channel clones and drops messages under locks that block the thread. Here those locks
//! are the engine's, and only there while a learner's `clone` or `drop` runs.

mod lock;
mod receiver;
mod ring;
mod sender;
mod shared;

pub use receiver::Receiver;
pub use sender::{Sender, WeakSender, channel};
pub use tokio::sync::broadcast::error;
