//! The atomic truth value.

use interleave::Kind;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::atomic::Ordering;

use super::ordering::{check_failure, check_load, check_store};
use super::value::Value;

/// A `bool` that threads share.
pub struct AtomicBool {
    value: Value<bool>,
}

common_methods!(AtomicBool, bool, "AtomicBool", []);

impl AtomicBool {
    fetch_methods! { bool:
        /// Logical and; returns what was there.
        fetch_and = |a, b| a & b;
        /// Logical nand; returns what was there.
        fetch_nand = |a: bool, b: bool| !(a & b);
        /// Logical or; returns what was there.
        fetch_or = |a, b| a | b;
        /// Logical exclusive or; returns what was there.
        fetch_xor = |a, b| a ^ b;
    }

    /// Logical not; returns what was there.
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.value.change(&Self::KIND, ("fetch_not", Location::caller()), order, |value| !value)
    }
}

impl Default for AtomicBool {
    fn default() -> Self {
        Self::new(false)
    }
}
