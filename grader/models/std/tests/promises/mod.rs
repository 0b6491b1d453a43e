//! What std promises, a function a promise. Included twice: `real.rs` compiles it against the real
//! std, `model.rs` against the model; both must keep every promise.

pub mod atomics;
pub mod channels;
pub mod condvars;
pub mod locals;
pub mod locks;
pub mod once;
pub mod rwlocks;
pub mod threads;
pub mod time;

use std::time::{Duration, Instant};

/// A promise: its name, and a program that panics if it is broken.
pub type Promise = (&'static str, fn());

/// Declares programs, each a promise by its name, and `ALL` of them.
macro_rules! promises {
    ($(fn $name:ident() $body:block)*) => {
        $(fn $name() $body)*

        pub const ALL: &[crate::promises::Promise] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use promises;

/// All of them.
pub fn all() -> Vec<Promise> {
    let files = [
        atomics::ALL,
        channels::ALL,
        condvars::ALL,
        locals::ALL,
        locks::ALL,
        once::ALL,
        rwlocks::ALL,
        threads::ALL,
        time::ALL,
    ];
    files.concat()
}

/// So long that the others have got as far as they can.
pub const WHILE: Duration = Duration::from_millis(15);

/// Whether so much time has passed since: exactly, if time is virtual.
#[track_caller]
pub fn passed(since: Instant, expected: Duration) {
    let passed = since.elapsed();
    assert!(passed >= expected, "only {passed:?}");
    assert!(!crate::VIRTUAL || passed == expected, "{passed:?}");
}
