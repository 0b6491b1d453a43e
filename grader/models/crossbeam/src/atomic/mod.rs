//! [`crossbeam::atomic`](https://docs.rs/crossbeam/0.8/crossbeam/atomic/index.html). Every access is
//! one step, and all of them are in one order.

mod arithmetic;
mod atomic_cell;
mod atomic_consume;

pub use atomic_cell::AtomicCell;
pub use atomic_consume::AtomicConsume;
