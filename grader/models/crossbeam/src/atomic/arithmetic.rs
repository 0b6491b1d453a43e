//! What [`AtomicCell`] does with numbers and truth values: each method replaces the value by a
//! function of it and the argument, and returns the former one.

use std::panic::Location;

use super::atomic_cell::AtomicCell;

/// Implements the methods for one type.
macro_rules! fetch_methods {
    ($value:ty: $($(#[$doc:meta])* $method:ident = |$before:ident, $val:ident| $change:expr;)*) => {
        impl AtomicCell<$value> {
            $(
                $(#[$doc])*
                #[track_caller]
                pub fn $method(&self, $val: $value) -> $value {
                    self.change(stringify!($method), Location::caller(), |$before| $change)
                }
            )*
        }
    };
}

macro_rules! for_numbers {
    ($($value:ty)*) => {
        $(fetch_methods! { $value:
            /// Adds, around the end of the range.
            fetch_add = |before, val| before.wrapping_add(val);
            /// Subtracts, around the end of the range.
            fetch_sub = |before, val| before.wrapping_sub(val);
            /// Bitwise and.
            fetch_and = |before, val| before & val;
            /// Bitwise not-and.
            fetch_nand = |before, val| !(before & val);
            /// Bitwise or.
            fetch_or = |before, val| before | val;
            /// Bitwise exclusive or.
            fetch_xor = |before, val| before ^ val;
            /// The greater of the two.
            fetch_max = |before, val| before.max(val);
            /// The lesser of the two.
            fetch_min = |before, val| before.min(val);
        })*
    };
}

for_numbers!(u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize);

fetch_methods! { bool:
    /// Logical and.
    fetch_and = |before, val| before & val;
    /// Logical not-and.
    fetch_nand = |before, val| !(before & val);
    /// Logical or.
    fetch_or = |before, val| before | val;
    /// Logical exclusive or.
    fetch_xor = |before, val| before ^ val;
}
