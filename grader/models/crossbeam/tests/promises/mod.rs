//! What crossbeam promises, a function a promise. Included twice: `real.rs` compiles it against the
//! real crossbeam, `model.rs` against the model; both must keep every promise.

pub(crate) mod cells;
pub(crate) mod channels;
pub(crate) mod deques;
pub(crate) mod groups;
pub(crate) mod queues;
pub(crate) mod rendezvous;
pub(crate) mod scopes;
pub(crate) mod select_macro;
pub(crate) mod selects;
pub(crate) mod sharded_locks;
pub(crate) mod timers;
pub(crate) mod types;

use std::time::{Duration, Instant};

pub(crate) use parity::{Promise, promises};

/// All of them.
pub(crate) fn all() -> Vec<Promise> {
    let files = [
        cells::ALL,
        channels::ALL,
        deques::ALL,
        groups::ALL,
        queues::ALL,
        rendezvous::ALL,
        scopes::ALL,
        select_macro::ALL,
        selects::ALL,
        sharded_locks::ALL,
        timers::ALL,
        types::ALL,
    ];
    files.concat()
}

/// So long that the others have got as far as they can.
pub(crate) const WHILE: Duration = Duration::from_millis(15);

/// So long that nobody waits for it.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// Whether so much time has passed since: exactly, if time is virtual.
#[track_caller]
pub(crate) fn passed(since: Instant, expected: Duration) {
    let passed = since.elapsed();
    assert!(passed >= expected, "only {passed:?}");
    assert!(!crate::VIRTUAL || passed == expected, "{passed:?}");
}
