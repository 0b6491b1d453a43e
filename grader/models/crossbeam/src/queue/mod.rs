//! [`crossbeam::queue`](https://docs.rs/crossbeam/0.8/crossbeam/queue/index.html): queues that never
//! wait. Each operation is one step.

mod array_queue;
mod seg_queue;
mod step;

pub use array_queue::ArrayQueue;
pub use seg_queue::SegQueue;
