//! [`crossbeam::deque`](https://docs.rs/crossbeam/0.8/crossbeam/deque/index.html): queues of tasks
//! from which other threads steal. They never wait.
//!
//! Each operation is one step; a batch is two, since its tasks leave one queue before they come to
//! the other. `Steal::Retry`, and a batch of other than half the tasks, are choices of the strategy
//! wherever another thread came between.

mod injector;
mod stealer;
mod tasks;
mod worker;

pub use crossbeam::deque::Steal;
pub use injector::Injector;
pub use stealer::Stealer;
pub use worker::Worker;
