//! [`tokio::sync`](https://docs.rs/tokio/latest/tokio/sync/index.html).
//!
//! Waiting, waking and fairness are tokio's own: a real semaphore, `Notify` or channel does them,
//! behind a wrapper that takes the scheduling point. The point always stands before the real
//! operation, so nothing real is ever locked while another task runs. Where the real type runs a
//! learner's code under a lock of its own (`watch`, `broadcast`), it is modelled instead, and so is
//! the lock.
//!
//! Taken is noted with the engine (`hold`), so that a deadlock can say who has what.

mod as_the_data;
mod barrier;
pub mod broadcast;
mod end;
mod errors;
mod held;
mod identity;
pub mod mpsc;
mod mutex;
mod notified;
mod notify;
mod notify_permit;
mod once_cell;
pub mod oneshot;
mod rwlock;
mod semaphore;
mod set_once;
mod waiting;
pub mod watch;

pub use barrier::{Barrier, BarrierWaitResult};
pub use mutex::{MappedMutexGuard, Mutex, MutexGuard, OwnedMappedMutexGuard, OwnedMutexGuard};
pub use notify::Notify;
pub use once_cell::OnceCell;
pub use rwlock::{
    OwnedRwLockMappedWriteGuard, OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock,
    RwLockMappedWriteGuard, RwLockReadGuard, RwLockWriteGuard,
};
pub use semaphore::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
pub use set_once::SetOnce;
pub use tokio::sync::{AcquireError, SetError, SetOnceError, TryAcquireError, TryLockError};

/// Futures that have names.
pub mod futures {
    pub use super::notified::{Notified, OwnedNotified};
}
