//! [`crossbeam::sync`](https://docs.rs/crossbeam/0.8/crossbeam/sync/index.html).

mod count;
mod parker;
mod sharded_lock;
mod sharded_lock_guards;
mod wait_group;

pub use parker::{Parker, Unparker};
pub use sharded_lock::ShardedLock;
pub use sharded_lock_guards::{ShardedLockReadGuard, ShardedLockWriteGuard};
pub use wait_group::WaitGroup;

pub(crate) use count::Count;
