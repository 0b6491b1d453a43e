//! [`std::process`](https://doc.rust-lang.org/std/process/index.html), without other processes:
//! waiting for one would stop all virtual threads.

pub use ::std::process::{ExitCode, Termination, abort, exit, id};
