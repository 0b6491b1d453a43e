//! What `parking_lot` promises, a function a promise. Included twice: `real.rs` compiles it against
//! the real one, `model.rs` against the model; both must keep every promise.

pub(crate) mod arcs;
pub(crate) mod condvars;
pub(crate) mod fair_mutexes;
pub(crate) mod mutexes;
pub(crate) mod once;
pub(crate) mod reentrant;
pub(crate) mod rwlocks;
pub(crate) mod types;
pub(crate) mod upgrades;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

pub(crate) use parity::{Promise, promises};

/// All of them.
pub(crate) fn all() -> Vec<Promise> {
    let files = [
        arcs::ALL,
        condvars::ALL,
        fair_mutexes::ALL,
        mutexes::ALL,
        once::ALL,
        reentrant::ALL,
        rwlocks::ALL,
        types::ALL,
        upgrades::ALL,
    ];
    files.concat()
}

/// So long that the others have got as far as they can.
pub(crate) const WHILE: Duration = Duration::from_millis(15);

/// So long that it only passes if something is wrong.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// Whether so much time has passed since: exactly, if time is virtual.
#[track_caller]
pub(crate) fn passed(since: Instant, expected: Duration) {
    let passed = since.elapsed();
    assert!(passed >= expected, "only {passed:?}");
    assert!(!crate::VIRTUAL || passed == expected, "{passed:?}");
}

/// The message of the panic that the program ends with.
pub(crate) fn panics(body: impl FnOnce()) -> Option<String> {
    let payload = catch_unwind(AssertUnwindSafe(body)).err()?;
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref::<String>().cloned())
}
