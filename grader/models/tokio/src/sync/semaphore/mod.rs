//! [`tokio::sync::Semaphore`](https://docs.rs/tokio/latest/tokio/sync/struct.Semaphore.html): first
//! come, first served.

mod acquiring;
mod count;
mod permits;

pub use count::Semaphore;
pub use permits::{OwnedSemaphorePermit, SemaphorePermit};
