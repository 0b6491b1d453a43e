//! [`tokio::time::error`](https://docs.rs/tokio/latest/tokio/time/error/index.html).

use std::error;
use std::fmt;
use std::io;

pub use tokio::time::error::Error;

/// The time was up before the future was ready.
#[derive(Debug, PartialEq, Eq)]
pub struct Elapsed(());

impl Elapsed {
    pub(super) fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt("deadline has elapsed", f)
    }
}

impl error::Error for Elapsed {}

impl From<Elapsed> for io::Error {
    fn from(_: Elapsed) -> Self {
        io::ErrorKind::TimedOut.into()
    }
}
