//! [`crossbeam::atomic::AtomicConsume`](https://docs.rs/crossbeam/0.8/crossbeam/atomic/trait.AtomicConsume.html),
//! for the atomic types of the model of std.

use model_std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8,
    AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering,
};

/// Reading with the ordering "consume". Here it is `Acquire`, as it is in compilers.
pub trait AtomicConsume {
    /// What is read.
    type Val;

    /// Reads.
    #[track_caller]
    fn load_consume(&self) -> Self::Val;
}

macro_rules! load_as_ever {
    ($($Atomic:ty, $value:ty, [$($generics:tt)*];)*) => {
        $(
            impl<$($generics)*> AtomicConsume for $Atomic {
                type Val = $value;

                #[track_caller]
                fn load_consume(&self) -> $value {
                    self.load(Ordering::Acquire)
                }
            }
        )*
    };
}

load_as_ever! {
    AtomicBool, bool, [];
    AtomicU8, u8, [];
    AtomicI8, i8, [];
    AtomicU16, u16, [];
    AtomicI16, i16, [];
    AtomicU32, u32, [];
    AtomicI32, i32, [];
    AtomicU64, u64, [];
    AtomicI64, i64, [];
    AtomicUsize, usize, [];
    AtomicIsize, isize, [];
    AtomicPtr<T>, *mut T, [T];
}
