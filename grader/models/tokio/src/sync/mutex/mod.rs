//! [`tokio::sync::Mutex`](https://docs.rs/tokio/latest/tokio/sync/struct.Mutex.html): first come,
//! first served.

mod guard;
mod lock;
mod locking;
mod mapped;

pub use guard::{MutexGuard, OwnedMutexGuard};
pub use lock::Mutex;
pub use mapped::{MappedMutexGuard, OwnedMappedMutexGuard};
