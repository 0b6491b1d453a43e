//! The atomic integers.

use interleave::Kind;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::atomic::Ordering;

use super::ordering::{check_failure, check_load, check_store};
use super::value::Value;

macro_rules! integers {
    ($($Atomic:ident $value:ident)*) => {
        $(
            #[doc = concat!("An `", stringify!($value), "` that threads share.")]
            pub struct $Atomic {
                value: Value<$value>,
            }

            common_methods!($Atomic, $value, stringify!($Atomic), []);

            impl $Atomic {
                fetch_methods! { $value:
                    /// Adds, wrapping around; returns what was there.
                    fetch_add = $value::wrapping_add;
                    /// Subtracts, wrapping around; returns what was there.
                    fetch_sub = $value::wrapping_sub;
                    /// Bitwise and; returns what was there.
                    fetch_and = |a, b| a & b;
                    /// Bitwise nand; returns what was there.
                    fetch_nand = |a: $value, b: $value| !(a & b);
                    /// Bitwise or; returns what was there.
                    fetch_or = |a, b| a | b;
                    /// Bitwise exclusive or; returns what was there.
                    fetch_xor = |a, b| a ^ b;
                    /// The greater one; returns what was there.
                    fetch_max = Ord::max;
                    /// The smaller one; returns what was there.
                    fetch_min = Ord::min;
                }
            }

            impl Default for $Atomic {
                fn default() -> Self {
                    Self::new(0)
                }
            }
        )*
    };
}

integers! {
    AtomicU8 u8
    AtomicU16 u16
    AtomicU32 u32
    AtomicU64 u64
    AtomicUsize usize
    AtomicI8 i8
    AtomicI16 i16
    AtomicI32 i32
    AtomicI64 i64
    AtomicIsize isize
}
