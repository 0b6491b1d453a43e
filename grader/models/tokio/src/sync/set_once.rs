//! [`tokio::sync::SetOnce`](https://docs.rs/tokio/latest/tokio/sync/struct.SetOnce.html).

use std::fmt;
use std::panic::Location;

use interleave::{Kind, Modelled, Object, Op, Shown, gate, in_execution};
use tokio::sync as real;
use tokio::sync::SetOnceError;

use crate::leaf::Leaf;

static KIND: Kind = Kind::closed("SetOnce");

/// A value that is written once, and can be waited for.
pub struct SetOnce<T> {
    inner: Modelled<real::SetOnce<T>>,
}

// SAFETY: the real one is `Sync` for these; the cell around it is touched by one OS thread alone
// (see the crate's page).
unsafe impl<T: Send + Sync> Sync for SetOnce<T> {}

impl<T> SetOnce<T> {
    /// Without a value.
    pub fn new() -> Self {
        Self::const_new()
    }

    /// As [`SetOnce::new`], for statics.
    pub const fn const_new() -> Self {
        Self { inner: Modelled::new(real::SetOnce::const_new()) }
    }

    /// With a value, if there is one.
    pub fn new_with(value: Option<T>) -> Self {
        value.map_or_else(Self::new, Self::const_new_with)
    }

    /// With a value, for statics.
    pub const fn const_new_with(value: T) -> Self {
        Self { inner: Modelled::new(real::SetOnce::const_new_with(value)) }
    }

    /// Whether the value is there.
    #[track_caller]
    pub fn initialized(&self) -> bool {
        let set = self.step("initialized", Location::caller()).1.initialized();
        gate::closely(|kernel| kernel.found_value(&set));
        set
    }

    /// The value, if it is there.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        let value = self.step("get", Location::caller()).1.get();
        if value.is_none() {
            gate::closely(|kernel| kernel.refused("empty"));
        }
        value
    }

    /// Writes the value, if none is there, and wakes whoever waits for it.
    ///
    /// # Errors
    /// The new value, if one was there.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), SetOnceError<T>> {
        let (object, real) = self.step("set", Location::caller());
        let set = real.set(value);
        gate::closely(|kernel| match &set {
            Ok(()) => kernel.tell(object, "set", Shown::Bool(true)),
            Err(_) => kernel.refused("set already"),
        });
        set
    }

    /// Waits until the value is there.
    #[track_caller]
    pub fn wait(&self) -> impl Future<Output = &T> {
        let place = Location::caller();
        async move { Leaf::free(self.op("wait", place), self.real().wait()).await }
    }

    /// Takes the cell apart.
    pub fn into_inner(self) -> Option<T> {
        self.inner.into_inner().into_inner()
    }

    fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: self.inner.object(&KIND), place }
    }

    /// Its number and the real one, after a scheduling point.
    fn step(
        &self,
        verb: &'static str,
        place: &'static Location<'static>,
    ) -> (Object, &real::SetOnce<T>) {
        let op = self.op(verb, place);
        gate::step(op, |_| ());
        (op.object, self.real())
    }

    fn real(&self) -> &real::SetOnce<T> {
        // SAFETY: it is only ever shared.
        unsafe { &*self.inner.get() }
    }

    /// The real one, without a step: a static may have to start afresh.
    fn peek(&self) -> &real::SetOnce<T> {
        if in_execution() {
            self.inner.object(&KIND);
        }
        self.real()
    }
}

impl<T> Default for SetOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for SetOnce<T> {
    fn from(value: T) -> Self {
        Self::const_new_with(value)
    }
}

impl<T: Clone> Clone for SetOnce<T> {
    fn clone(&self) -> Self {
        Self::new_with(self.peek().get().cloned())
    }
}

impl<T: PartialEq> PartialEq for SetOnce<T> {
    fn eq(&self, other: &Self) -> bool {
        self.peek() == other.peek()
    }
}

impl<T: Eq> Eq for SetOnce<T> {}

impl<T: fmt::Debug> fmt::Debug for SetOnce<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.peek().fmt(f)
    }
}
