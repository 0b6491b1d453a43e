//! [`std::sync::atomic`](https://doc.rust-lang.org/std/sync/atomic/index.html).
//!
//! Every access is one step. What a load may read depends on the orderings: the newest value, or an
//! older one if nothing says that the thread has seen a newer one (the engine's `memory` has the
//! rules). Not shown, though C++20 allows it: a load that reads a store which comes later, stores to
//! one location in another order than they were executed in, and an exchange that fails because it
//! reads an older value. `compare_exchange_weak` may fail for no reason, as documented.

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
