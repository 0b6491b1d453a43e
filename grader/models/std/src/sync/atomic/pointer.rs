//! The atomic pointer, which safe code can at least compare.

use interleave::Kind;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::ptr;
use std::sync::atomic::Ordering;

use super::ordering::{check_failure, check_load, check_store};
use super::value::Value;

/// A raw pointer that threads share.
pub struct AtomicPtr<T> {
    value: Value<*mut T>,
}

common_methods!(AtomicPtr<T>, *mut T, "AtomicPtr", [T]);

impl<T> Default for AtomicPtr<T> {
    fn default() -> Self {
        Self::new(ptr::null_mut())
    }
}

impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.value.peek(&Self::KIND).unwrap_or(ptr::null_mut()), f)
    }
}
