//! [`tokio::sync::mpsc`](https://docs.rs/tokio/latest/tokio/sync/mpsc/index.html): tokio's own
//! channels, with scheduling points before their operations.
//!
//! To clone a sender is no visible operation, as with an `Arc`: only the counts tell.

mod channel;
mod permit;
mod receiver;
mod sender;
mod sending;
mod unbounded;

pub use channel::{channel, unbounded_channel};
pub use permit::{OwnedPermit, Permit, PermitIterator};
pub use receiver::{Receiver, UnboundedReceiver};
pub use sender::{Sender, WeakSender};
pub use tokio::sync::mpsc::error;
pub use unbounded::{UnboundedSender, WeakUnboundedSender};
