//! [`std::sync::atomic`](https://doc.rust-lang.org/std/sync/atomic/index.html).
//!
//! Every access is one step, and all of them are in one order: for now `Relaxed` is as strong as
//! `SeqCst`. `compare_exchange_weak` may fail for no reason, as documented.

#[macro_use]
mod methods;

mod boolean;
mod integer;
mod ordering;
mod pointer;
mod value;

pub use ::std::sync::atomic::Ordering;
pub use boolean::AtomicBool;
pub use integer::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32,
    AtomicU64, AtomicUsize,
};
pub use ordering::{compiler_fence, fence};
pub use pointer::AtomicPtr;
