//! [`tokio::task::LocalKey`](https://docs.rs/tokio/latest/tokio/task/struct.LocalKey.html): values
//! that belong to a future while it is polled.
//!
//! As in tokio, the value stands in a thread-local cell of whichever thread polls, for the length
//! of one poll. A poll keeps its thread to itself, so nobody else sees it there.

use std::cell::RefCell;
use std::error::Error;
use std::fmt;
use std::marker::PhantomPinned;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use interleave::in_execution;
use model_std::thread;

/// Declares values that belong to a task, or to a part of one.
#[macro_export]
macro_rules! task_local {
    () => {};
    ($(#[$attribute:meta])* $vis:vis static $name:ident: $t:ty; $($rest:tt)*) => {
        $crate::task_local!($(#[$attribute])* $vis static $name: $t);
        $crate::task_local!($($rest)*);
    };
    ($(#[$attribute:meta])* $vis:vis static $name:ident: $t:ty) => {
        $(#[$attribute])*
        $vis static $name: $crate::task::LocalKey<$t> = $crate::task::LocalKey::new();
    };
}

/// A key of [`task_local!`](crate::task_local).
pub struct LocalKey<T: 'static> {
    value: thread::LocalKey<RefCell<Option<T>>>,
}

impl<T: 'static> LocalKey<T> {
    /// For `task_local!` alone.
    #[doc(hidden)]
    pub const fn new() -> Self {
        Self { value: thread::LocalKey::new(|| RefCell::new(None)) }
    }

    /// A future that has the value while it is polled, and while it is dropped.
    pub fn scope<F: Future>(&'static self, value: T, future: F) -> TaskLocalFuture<T, F> {
        TaskLocalFuture {
            key: self,
            value: Some(value),
            future: Some(future),
            _pinned: PhantomPinned,
        }
    }

    /// Calls `body`, which has the value.
    ///
    /// # Panics
    /// Inside a call of [`LocalKey::with`] for the same key.
    #[track_caller]
    pub fn sync_scope<F, R>(&'static self, value: T, body: F) -> R
    where
        F: FnOnce() -> R,
    {
        match self.lend(&mut Some(value), body) {
            Ok(result) => result,
            Err(refused) => refused.panic(),
        }
    }

    /// Calls `body` while the value in `slot` is the thread's, which is put back afterwards, be it
    /// that `body` panics.
    fn lend<R>(
        &'static self,
        slot: &mut Option<T>,
        body: impl FnOnce() -> R,
    ) -> Result<R, Refused> {
        struct Back<'a, T: 'static>(&'static LocalKey<T>, &'a mut Option<T>);
        impl<T> Drop for Back<'_, T> {
            fn drop(&mut self) {
                // It went in, so the thread still has the cell, and every borrow has ended.
                let _ = self.0.swap(self.1);
            }
        }
        self.swap(slot)?;
        let _back = Back(self, slot);
        Ok(body())
    }

    fn swap(&'static self, slot: &mut Option<T>) -> Result<(), Refused> {
        let swapped = self
            .value
            .try_with(|value| value.try_borrow_mut().map(|mut value| mem::swap(&mut *value, slot)));
        swapped.map_err(|_| Refused::Destroyed)?.map_err(|_| Refused::Borrowed)
    }

    /// Calls `body` with the value.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn with<F, R>(&'static self, body: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        let Ok(result) = self.try_with(body) else {
            panic!("cannot access a task-local storage value without setting it first")
        };
        result
    }

    /// Calls `body` with the value.
    ///
    /// # Errors
    /// If there is none.
    pub fn try_with<F, R>(&'static self, body: F) -> Result<R, AccessError>
    where
        F: FnOnce(&T) -> R,
    {
        let result = self.value.try_with(|value| value.borrow().as_ref().map(body));
        result.ok().flatten().ok_or(AccessError(()))
    }
}

impl<T: Clone + 'static> LocalKey<T> {
    /// A clone of the value.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn get(&'static self) -> T {
        self.with(T::clone)
    }

    /// A clone of the value.
    ///
    /// # Errors
    /// If there is none.
    pub fn try_get(&'static self) -> Result<T, AccessError> {
        self.try_with(T::clone)
    }
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("LocalKey { .. }")
    }
}

/// Why a scope cannot be entered.
enum Refused {
    Borrowed,
    Destroyed,
}

impl Refused {
    #[track_caller]
    fn panic(&self) -> ! {
        match self {
            Self::Borrowed => {
                panic!("cannot enter a task-local scope while the task-local storage is borrowed")
            }
            Self::Destroyed => panic!(
                "cannot enter a task-local scope during or after destruction of the underlying \
                 thread-local"
            ),
        }
    }
}

/// See [`LocalKey::scope`].
pub struct TaskLocalFuture<T: 'static, F> {
    key: &'static LocalKey<T>,
    value: Option<T>,
    /// Nothing once it was ready.
    future: Option<F>,
    _pinned: PhantomPinned,
}

impl<T: 'static, F> TaskLocalFuture<T, F> {
    /// Takes the value out; the future goes on without it.
    pub fn take_value(self: Pin<&mut Self>) -> Option<T> {
        self.parts().1.take()
    }

    fn parts(self: Pin<&mut Self>) -> (&'static LocalKey<T>, &mut Option<T>, Pin<&mut Option<F>>) {
        // SAFETY: `future` is pinned as long as this is and only ever dropped in place; the value
        // is never pinned. This is `Unpin` for nobody, and its `Drop` keeps to the same.
        unsafe {
            let this = self.get_unchecked_mut();
            (this.key, &mut this.value, Pin::new_unchecked(&mut this.future))
        }
    }
}

impl<T: 'static, F: Future> Future for TaskLocalFuture<T, F> {
    type Output = F::Output;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let (key, value, mut future) = self.parts();
        let polled = key.lend(value, || {
            let polled = future.as_mut().as_pin_mut()?.poll(context);
            if polled.is_ready() {
                future.set(None);
            }
            Some(polled)
        });
        match polled {
            Ok(Some(polled)) => polled,
            Ok(None) => panic!("`TaskLocalFuture` polled after completion"),
            Err(refused) => refused.panic(),
        }
    }
}

/// A future that has not ended is dropped while it has the value.
impl<T: 'static, F> Drop for TaskLocalFuture<T, F> {
    fn drop(&mut self) {
        if !mem::needs_drop::<F>() || self.future.is_none() || !in_execution() {
            return;
        }
        // SAFETY: this is dropped now, so it never moves again.
        let this = unsafe { Pin::new_unchecked(self) };
        let (key, value, mut future) = this.parts();
        // If it cannot have the value, it goes with the other fields.
        let _ = key.lend(value, || future.set(None));
    }
}

#[expect(clippy::missing_fields_in_debug, reason = "tokio's shows no more")]
impl<T: fmt::Debug + 'static, F> fmt::Debug for TaskLocalFuture<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value: &dyn fmt::Debug = match &self.value {
            Some(value) => value,
            None => &format_args!("<missing>"),
        };
        f.debug_struct("TaskLocalFuture").field("value", value).finish()
    }
}

/// The task has no value for this key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccessError(());

impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessError").finish()
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt("task-local value not set", f)
    }
}

impl Error for AccessError {}
