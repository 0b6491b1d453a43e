//! What tokio promises, a function a promise. Included twice: `real.rs` compiles it against the
//! real tokio, `model.rs` against the model; both must keep every promise.

pub(crate) mod barrier;
pub(crate) mod bounds;
pub(crate) mod broadcast;
pub(crate) mod cells;
pub(crate) mod clocks;
pub(crate) mod locals;
pub(crate) mod macros;
pub(crate) mod mpsc;
pub(crate) mod mutex;
pub(crate) mod noted;
pub(crate) mod notify;
pub(crate) mod oneshot;
pub(crate) mod polled;
pub(crate) mod runtimes;
pub(crate) mod rwlock;
pub(crate) mod select;
pub(crate) mod semaphore;
pub(crate) mod tasks;
pub(crate) mod time;
pub(crate) mod watch;

use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

pub(crate) use parity::{Promise, promises};

/// All of them.
pub(crate) fn all() -> Vec<Promise> {
    let files = [
        barrier::ALL,
        bounds::ALL,
        broadcast::ALL,
        cells::ALL,
        clocks::ALL,
        locals::ALL,
        macros::ALL,
        mpsc::ALL,
        mutex::ALL,
        notify::ALL,
        oneshot::ALL,
        runtimes::ALL,
        rwlock::ALL,
        select::ALL,
        semaphore::ALL,
        tasks::ALL,
        time::ALL,
        watch::ALL,
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

/// A runtime with one thread.
pub(crate) fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A runtime with two workers.
pub(crate) fn multi_thread() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Runs the program on both kinds of runtime, as a task and as the future of `block_on`.
pub(crate) fn run<F>(program: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    for runtime in [current_thread(), multi_thread()] {
        runtime.block_on(program());
        let task = runtime.spawn(program());
        runtime.block_on(task).unwrap();
    }
}

/// Runs the program on one thread with a paused clock, so that durations are exact.
pub(crate) fn run_paused(program: impl Future<Output = ()>) {
    let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    runtime.block_on(program);
}
