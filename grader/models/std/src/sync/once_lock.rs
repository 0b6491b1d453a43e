//! [`std::sync::OnceLock`](https://doc.rust-lang.org/std/sync/struct.OnceLock.html).

use std::cell::Cell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::{Kind, Modelled, Op, in_execution};

use super::once::{self, Phase};
use crate::look::look_for;

static KIND: Kind = Kind { name: "OnceLock", main_open: true, other_open: false };

/// A value that is written once.
pub struct OnceLock<T> {
    inner: Modelled<State<T>>,
}

struct State<T> {
    phase: Cell<Phase>,
    /// There once `phase` is done. Written by whoever has the turn, while nobody reads it.
    value: Option<T>,
}

// SAFETY: as std's: the value is shared, and may be dropped by another thread than wrote it. The
// cells inside are touched by one OS thread alone (see the crate's page).
unsafe impl<T: Send + Sync> Sync for OnceLock<T> {}
impl<T: UnwindSafe> UnwindSafe for OnceLock<T> {}
impl<T: RefUnwindSafe + UnwindSafe> RefUnwindSafe for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// Without a value.
    pub const fn new() -> Self {
        Self { inner: Modelled::new(State { phase: Cell::new(Phase::New), value: None }) }
    }

    /// The value, if it is there.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        look_for(self.op("get"), || self.value())
    }

    /// The value of a cell that nobody else can see.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.inner.get_mut().value.as_mut()
    }

    /// Waits until the value is there.
    #[track_caller]
    pub fn wait(&self) -> &T {
        let op = self.op("wait");
        while !once::wait(op, self.phase(), false) {}
        self.value().expect("who is done has written")
    }

    /// Writes the value, if none is there; waits if somebody is just making one.
    ///
    /// # Errors
    /// The new value, if one was there.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.fill(self.op("set"), || value.take().expect("asked once"));
        value.map_or(Ok(()), Err)
    }

    /// The value; made by `make` if it is not there. Only one thread makes it, the others wait. If
    /// `make` panics, the next one tries again.
    #[track_caller]
    pub fn get_or_init<F: FnOnce() -> T>(&self, make: F) -> &T {
        self.fill(self.op("get_or_init"), make)
    }

    /// Takes the cell apart.
    pub fn into_inner(self) -> Option<T> {
        self.inner.into_inner().value
    }

    /// Takes the value out, so that it can be written again.
    pub fn take(&mut self) -> Option<T> {
        let state = self.inner.get_mut();
        state.phase.set(Phase::New);
        state.value.take()
    }

    fn fill(&self, op: Op, make: impl FnOnce() -> T) -> &T {
        if let Some(turn) = once::begin(op, self.phase()) {
            let value = make();
            // SAFETY: the turn is this thread's, so nobody writes; nobody reads before `done`.
            unsafe { (*self.inner.get()).value = Some(value) };
            turn.done();
        }
        self.value().expect("who is done has written")
    }

    #[track_caller]
    fn op(&self, verb: &'static str) -> Op {
        Op { verb, object: self.inner.object(&KIND), place: Location::caller() }
    }

    fn phase(&self) -> &Cell<Phase> {
        // SAFETY: a shared reference to a cell of the one OS thread, apart from `value`.
        unsafe { &(*self.inner.get()).phase }
    }

    fn value(&self) -> Option<&T> {
        if self.phase().get() != Phase::Done {
            return None;
        }
        // SAFETY: written once, before it was done, and from then on only read.
        unsafe { (*self.inner.get()).value.as_ref() }
    }
}

impl<T> Default for OnceLock<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> Self {
        let phase = Cell::new(Phase::Done);
        Self { inner: Modelled::new(State { phase, value: Some(value) }) }
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    fn clone(&self) -> Self {
        self.peek().cloned().map_or_else(Self::new, Self::from)
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    fn eq(&self, other: &Self) -> bool {
        self.peek() == other.peek()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// The value, without a step.
    fn peek(&self) -> Option<&T> {
        self.inner.object(&KIND);
        self.value()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut f = f.debug_tuple("OnceLock");
        match in_execution().then(|| self.peek()).flatten() {
            Some(value) => f.field(value),
            None => f.field(&format_args!("<uninit>")),
        };
        f.finish()
    }
}
