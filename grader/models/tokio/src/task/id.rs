//! [`tokio::task::Id`](https://docs.rs/tokio/latest/tokio/task/struct.Id.html).

use std::cell::Cell;
use std::fmt;

use interleave::{Kind, Modelled};

static KIND: Kind = Kind::closed("task counter");
static MADE: Made = Made(Modelled::new(Cell::new(0)));

/// How many tasks the execution has made.
struct Made(Modelled<Cell<u64>>);

// SAFETY: touched by the one OS thread that runs all virtual threads of an execution.
unsafe impl Sync for Made {}

/// Which task: no two of an execution share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Id(u64);

impl Id {
    /// The next task's: counted from 1 in every execution.
    pub(crate) fn next() -> Self {
        MADE.0.object(&KIND);
        // SAFETY: the pointer is the static's own; plain data of the one OS thread.
        let made = unsafe { &*MADE.0.get() };
        made.set(made.get() + 1);
        Self(made.get())
    }

    pub(crate) fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
