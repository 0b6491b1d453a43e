//! [`tokio::sync::OnceCell`](https://docs.rs/tokio/latest/tokio/sync/struct.OnceCell.html).
//!
//! Like the real one it is a semaphore with one permit, closed once the value is there; the value
//! stays here, so that no future of a learner's runs inside of a real operation.

use std::cell::Cell;
use std::convert::Infallible;
use std::fmt;
use std::panic::Location;

use interleave::{Kind, Modelled, Op, Shown, gate, in_execution};
use tokio::sync::{Semaphore, SetError, TryAcquireError};

use super::held::{self, HasPermits};

static KIND: Kind = Kind::closed("OnceCell");

/// A value that is written once.
pub struct OnceCell<T> {
    inner: Modelled<State<T>>,
}

struct State<T> {
    /// One permit for whoever makes the value.
    turn: Semaphore,
    set: Cell<bool>,
    /// There once `set`. Written by whoever has the turn, while nobody reads it.
    value: Option<T>,
}

// SAFETY: as tokio's: the value is shared, and may be dropped by another thread than wrote it. The
// cells inside are touched by one OS thread alone (see the crate's page).
unsafe impl<T: Send + Sync> Sync for OnceCell<T> {}

impl<T> OnceCell<T> {
    /// Without a value.
    pub fn new() -> Self {
        Self::const_new()
    }

    /// As [`OnceCell::new`], for statics.
    pub const fn const_new() -> Self {
        let turn = Semaphore::const_new(1);
        Self { inner: Modelled::new(State { turn, set: Cell::new(false), value: None }) }
    }

    /// With a value, if there is one.
    pub fn new_with(value: Option<T>) -> Self {
        value.map_or_else(Self::new, Self::const_new_with)
    }

    /// With a value, for statics.
    pub const fn const_new_with(value: T) -> Self {
        // Whoever looks sees the value first, so the permit is never taken.
        let turn = Semaphore::const_new(0);
        Self { inner: Modelled::new(State { turn, set: Cell::new(true), value: Some(value) }) }
    }

    /// Whether the value is there.
    #[track_caller]
    pub fn initialized(&self) -> bool {
        gate::step(self.op("initialized", Location::caller()), |kernel| {
            kernel.found_value(&self.is_set().get());
        });
        self.is_set().get()
    }

    /// The value, if it is there.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        gate::step(self.op("get", Location::caller()), |kernel| {
            if !self.is_set().get() {
                kernel.refused("empty");
            }
        });
        self.value()
    }

    /// The value of a cell that nobody else can see.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.inner.get_mut().value.as_mut()
    }

    /// Writes the value, if none is there and nobody is just making one.
    ///
    /// # Errors
    /// The new value, and which of the two it was.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), SetError<T>> {
        gate::step(self.op("set", Location::caller()), |_| ());
        if self.is_set().get() {
            gate::closely(|kernel| kernel.refused("set already"));
            return Err(SetError::AlreadyInitializedError(value));
        }
        match self.permits().try_acquire() {
            Ok(turn) => {
                turn.forget();
                self.write(value);
                Ok(())
            }
            Err(TryAcquireError::NoPermits) => {
                gate::closely(|kernel| kernel.refused("just being set"));
                Err(SetError::InitializingError(value))
            }
            Err(TryAcquireError::Closed) => Err(SetError::AlreadyInitializedError(value)),
        }
    }

    /// The value; made by `f` if it is not there. Only one task makes it, the others wait. If that
    /// task is cancelled or panics, the next one tries.
    #[track_caller]
    pub fn get_or_init<F, Fut>(&self, f: F) -> impl Future<Output = &T>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = T>,
    {
        let place = Location::caller();
        async move {
            let op = self.op("get_or_init", place);
            let made = self.fill(op, async || Ok::<T, Infallible>(f().await)).await;
            made.unwrap_or_else(|never| match never {})
        }
    }

    /// As [`OnceCell::get_or_init`], where making the value may fail: then the next one tries.
    ///
    /// # Errors
    /// What `f` failed with.
    #[track_caller]
    pub fn get_or_try_init<E, F, Fut>(&self, f: F) -> impl Future<Output = Result<&T, E>>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        let place = Location::caller();
        async move { self.fill(self.op("get_or_try_init", place), f).await }
    }

    /// Takes the cell apart.
    pub fn into_inner(self) -> Option<T> {
        self.inner.into_inner().value
    }

    /// Takes the value out, so that it can be written again.
    pub fn take(&mut self) -> Option<T> {
        std::mem::take(self).into_inner()
    }

    async fn fill<E, F, Fut>(&self, op: Op, f: F) -> Result<&T, E>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        if self.is_set().get() {
            gate::step(op, |_| ());
        } else if let Ok(turn) = held::take(self, op, "give up", 1).await {
            let value = f().await?;
            gate::step(Op { verb: "set", ..op }, |_| ());
            turn.forget();
            self.write(value);
        }
        Ok(self.value().expect("whoever was first has written it"))
    }

    /// The caller has had the turn, and nobody else gets it any more.
    fn write(&self, value: T) {
        // SAFETY: nobody else writes, and nobody reads before `set`.
        unsafe { (*self.inner.get()).value = Some(value) };
        self.is_set().set(true);
        self.permits().close();
        let object = self.inner.object(&KIND);
        gate::closely(|kernel| kernel.tell(object, "set", Shown::Bool(true)));
    }

    fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: self.inner.object(&KIND), place }
    }

    fn is_set(&self) -> &Cell<bool> {
        // SAFETY: a shared reference to a cell of the one OS thread, apart from `value`.
        unsafe { &(*self.inner.get()).set }
    }

    fn value(&self) -> Option<&T> {
        if !self.is_set().get() {
            return None;
        }
        // SAFETY: written once, before it was set, and from then on only read.
        unsafe { (*self.inner.get()).value.as_ref() }
    }

    /// The value, without a step: a static may have to start afresh.
    fn peek(&self) -> Option<&T> {
        if in_execution() {
            self.inner.object(&KIND);
        }
        self.value()
    }
}

impl<T> HasPermits for OnceCell<T> {
    fn permits(&self) -> &Semaphore {
        // SAFETY: the semaphore is only ever shared, and apart from `value`.
        unsafe { &(*self.inner.get()).turn }
    }
}

impl<T> Default for OnceCell<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for OnceCell<T> {
    fn from(value: T) -> Self {
        Self::const_new_with(value)
    }
}

impl<T: Clone> Clone for OnceCell<T> {
    fn clone(&self) -> Self {
        Self::new_with(self.peek().cloned())
    }
}

impl<T: PartialEq> PartialEq for OnceCell<T> {
    fn eq(&self, other: &Self) -> bool {
        self.peek() == other.peek()
    }
}

impl<T: Eq> Eq for OnceCell<T> {}

impl<T: fmt::Debug> fmt::Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceCell").field("value", &self.peek()).finish()
    }
}
