//! [`tokio::runtime`](https://docs.rs/tokio/latest/tokio/runtime/index.html): runtimes whose workers
//! are virtual threads.
//!
//! An async task is a virtual thread of the engine that polls one future (`poller`). Between two
//! polls it is disabled until its waker wakes it *and* a worker of its runtime is free (`pool`).
//! A current-thread runtime has one worker, there only while somebody is in `block_on`; so its
//! tasks never interleave inside a poll, and whatever blocks one blocks them all. The workers of a
//! multi-thread runtime poll tasks side by side, and those interleave at every modelled operation.
//!
//! Which task a free worker polls is the strategy's choice: tokio promises no order.

mod alarm;
mod alarms;
mod block_on;
mod blocking;
mod blocking_pool;
mod builder;
mod context;
mod drive;
mod flavor;
mod handle;
mod metrics;
mod poller;
mod pool;
#[expect(clippy::module_inception, reason = "the type is named like its module, as in tokio")]
mod runtime;
mod scheduler;
mod spawn;
mod tasks;
mod waker;

pub use builder::Builder;
pub use flavor::RuntimeFlavor;
pub use handle::{EnterGuard, Handle, TryCurrentError};
pub use metrics::RuntimeMetrics;
pub use runtime::Runtime;

#[doc(hidden)]
pub use spawn::spawn_named;
#[doc(hidden)]
pub use {poller::NO_WAKER, pool::NO_WORKER};

pub(crate) use alarm::Alarm;
pub(crate) use block_on::block_here as block_on_here;
pub(crate) use blocking::in_place;
pub(crate) use context::{
    branch, budget_again, has_budget, just_went_on, local_sets, run, running, spend,
    unlimited_budget, waits_for,
};
pub(crate) use handle::{current, require_time};
