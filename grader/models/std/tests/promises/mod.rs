//! What std promises, a function a promise. Included twice: `real.rs` compiles it against the real
//! std, `model.rs` against the model; both must keep every promise.

pub(crate) mod atomics;
pub(crate) mod channels;
pub(crate) mod condvars;
pub(crate) mod locals;
pub(crate) mod locks;
pub(crate) mod once;
pub(crate) mod rwlocks;
pub(crate) mod threads;
pub(crate) mod time;

use std::time::{Duration, Instant};

pub(crate) use parity::{Promise, promises};

/// All of them.
pub(crate) fn all() -> Vec<Promise> {
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
pub(crate) const WHILE: Duration = Duration::from_millis(15);

/// Whether so much time has passed since: exactly, if time is virtual.
#[track_caller]
pub(crate) fn passed(since: Instant, expected: Duration) {
    let passed = since.elapsed();
    assert!(passed >= expected, "only {passed:?}");
    assert!(!crate::VIRTUAL || passed == expected, "{passed:?}");
}
