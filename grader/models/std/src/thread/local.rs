//! [`std::thread::LocalKey`](https://doc.rust-lang.org/std/thread/struct.LocalKey.html): values that
//! belong to one virtual thread each. They are destroyed when the thread ends.

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt;
use std::ptr;

/// A key of `thread_local!`.
pub struct LocalKey<T: 'static> {
    init: fn() -> T,
}

/// The thread's value was already destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccessError;

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}

impl Error for AccessError {}

impl<T: 'static> LocalKey<T> {
    /// For `thread_local!` alone.
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> Self {
        Self { init }
    }

    /// Calls `body` with the calling thread's value, which is made when first asked for.
    ///
    /// # Panics
    /// If the value was already destroyed.
    #[track_caller]
    pub fn with<R>(&'static self, body: impl FnOnce(&T) -> R) -> R {
        unless_destroyed(self.try_with(body))
    }

    /// Calls `body` with the calling thread's value, which is made when first asked for.
    ///
    /// # Errors
    /// If the value was already destroyed.
    pub fn try_with<R>(&'static self, body: impl FnOnce(&T) -> R) -> Result<R, AccessError> {
        self.visit(self.init, body)
    }

    fn visit<R>(
        &'static self,
        init: impl FnOnce() -> T,
        body: impl FnOnce(&T) -> R,
    ) -> Result<R, AccessError> {
        interleave::local::with(ptr::from_ref(self).addr(), init, body).map_err(|_| AccessError)
    }

    /// Gives the thread a value without running the initialiser, or hands it to `replace`.
    #[track_caller]
    fn put<V>(&'static self, value: V, make: impl FnOnce(V) -> T, replace: impl FnOnce(&T, V)) {
        let value = Cell::new(Some(value));
        let init = || make(value.take().expect("nobody has taken it"));
        unless_destroyed(self.visit(init, |there| {
            if let Some(value) = value.take() {
                replace(there, value);
            }
        }));
    }
}

#[track_caller]
fn unless_destroyed<R>(result: Result<R, AccessError>) -> R {
    match result {
        Ok(result) => result,
        Err(error) => panic!(
            "cannot access a Thread Local Storage value during or after destruction: {error:?}"
        ),
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Sets the value; the initialiser does not run.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.put(value, Cell::new, Cell::set);
    }

    /// A copy of the value.
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// Takes the value and leaves the default.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// Replaces the value and returns the former one.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Borrows the value.
    ///
    /// # Panics
    /// If it is borrowed mutably.
    #[track_caller]
    pub fn with_borrow<R>(&'static self, body: impl FnOnce(&T) -> R) -> R {
        self.with(|cell| body(&cell.borrow()))
    }

    /// Borrows the value mutably.
    ///
    /// # Panics
    /// If it is borrowed.
    #[track_caller]
    pub fn with_borrow_mut<R>(&'static self, body: impl FnOnce(&mut T) -> R) -> R {
        self.with(|cell| body(&mut cell.borrow_mut()))
    }

    /// Sets the value; the initialiser does not run.
    ///
    /// # Panics
    /// If it is borrowed.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.put(value, RefCell::new, |cell, value| *cell.borrow_mut() = value);
    }

    /// Takes the value and leaves the default.
    ///
    /// # Panics
    /// If it is borrowed.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// Replaces the value and returns the former one.
    ///
    /// # Panics
    /// If it is borrowed.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}
