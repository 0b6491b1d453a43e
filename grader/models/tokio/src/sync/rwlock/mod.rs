//! [`tokio::sync::RwLock`](https://docs.rs/tokio/latest/tokio/sync/struct.RwLock.html): first come,
//! first served, so that readers who come after a waiting writer wait for it.

mod lock;
mod locking;
mod mapped;
mod read;
mod write;

pub use lock::RwLock;
pub use mapped::{OwnedRwLockMappedWriteGuard, RwLockMappedWriteGuard};
pub use read::{OwnedRwLockReadGuard, RwLockReadGuard};
pub use write::{OwnedRwLockWriteGuard, RwLockWriteGuard};
