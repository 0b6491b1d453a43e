//! The deadlocks that the scheduler finds in programs that use the model: and that it tells them
//! well.

use interleave::strategy::RandomWalk;
use interleave::{Blocked, End, Execution, Executor, Limits};
use model_parking_lot::{
    Condvar, FairMutex, Mutex, MutexGuard, Once, ReentrantMutex, ReentrantMutexGuard, RwLock,
    RwLockUpgradableReadGuard,
};
use model_std::sync::Arc;
use model_std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use model_std::thread;
use model_std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn deadlock(execution: &Execution<'_>) -> bool {
    matches!(execution.end, End::Deadlock { .. })
}

/// The first seed under which the program deadlocks.
fn found(executor: &mut Executor, program: fn()) -> Option<u64> {
    (0..2_000).find(|seed| deadlock(&executor.run(&mut RandomWalk::new(*seed), program)))
}

/// For each blocked task of a deadlock: what it does, with what, in which line from `first` on, and
/// the lines in which that was taken.
fn told(program: fn(), first: u32) -> Vec<(&'static str, String, u32, Vec<u32>)> {
    let mut executor = Executor::new(Limits::default());
    let seed = found(&mut executor, program).expect("a random walk finds it soon");
    let execution = executor.run(&mut RandomWalk::new(seed), program);
    let End::Deadlock { blocked, .. } = &execution.end else { panic!("{:?}", execution.end) };
    let tell = |wait: &Blocked| {
        assert!(wait.op.place.file().ends_with("search.rs"), "{}", wait.op.place);
        let held = wait.held_by.iter().map(|holder| holder.since.line() - first).collect();
        let name = execution.object_name(wait.op.object);
        (wait.op.verb, name, wait.op.place.line() - first, held)
    };
    blocked.iter().map(tell).collect()
}

fn told_as(
    verb: &'static str,
    name: &str,
    line: u32,
    held: &[u32],
) -> (&'static str, String, u32, Vec<u32>) {
    (verb, name.to_owned(), line, held.to_vec())
}

#[test]
fn crossed_locks_are_told_with_holders_and_lines() {
    const FIRST: u32 = line!();
    let waits = told(
        || {
            let (first, second) = (FairMutex::new(()), Mutex::new(()));
            thread::scope(|scope| {
                scope.spawn(|| {
                    let _second = second.lock();
                    drop(first.lock());
                });
                let _first = first.lock();
                drop(second.lock());
            });
        },
        FIRST,
    );
    assert_eq!(waits[0], told_as("lock", "Mutex #1", 10, &[6]));
    assert_eq!(waits[1], told_as("lock", "FairMutex #1", 7, &[9]));
}

#[test]
fn a_read_inside_a_read_deadlocks_with_a_writer_in_between() {
    const FIRST: u32 = line!();
    let waits = told(
        || {
            let lock = RwLock::new(());
            thread::scope(|scope| {
                scope.spawn(|| drop(lock.write()));
                let _outer = lock.read();
                let _inner = lock.read();
            });
        },
        FIRST,
    );
    assert_eq!(waits[0], told_as("read", "RwLock #1", 7, &[6]));
    assert_eq!(waits[1], told_as("write", "RwLock #1", 5, &[6]));
}

#[test]
fn a_reader_that_upgrades_beside_itself_waits_for_itself() {
    const FIRST: u32 = line!();
    let waits = told(
        || {
            let lock = RwLock::new(());
            let _reader = lock.read();
            let upgradable = lock.upgradable_read();
            drop(RwLockUpgradableReadGuard::upgrade(upgradable));
        },
        FIRST,
    );
    assert_eq!(waits, [told_as("upgrade", "RwLock #1", 6, &[4])]);
}

#[test]
fn the_end_of_unlocked_is_told_with_its_line() {
    const FIRST: u32 = line!();
    let waits = told(
        || {
            let mutex = Mutex::new(());
            thread::scope(|scope| {
                scope.spawn(|| {
                    thread::sleep(SECOND);
                    std::mem::forget(mutex.lock());
                });
                let mut guard = mutex.lock();
                MutexGuard::unlocked(&mut guard, || thread::sleep(SECOND * 2));
            });
        },
        FIRST,
    );
    // A guard locks there, in a line of `lock_api`.
    assert_eq!(waits, [told_as("lock", "Mutex #1", 10, &[7])]);
}

#[test]
fn a_reentrant_mutex_is_told_with_lines_too() {
    const FIRST: u32 = line!();
    let waits = told(
        || {
            let mutex = ReentrantMutex::new(());
            thread::scope(|scope| {
                scope.spawn(|| {
                    thread::sleep(SECOND);
                    std::mem::forget(mutex.lock());
                });
                let mut guard = mutex.lock();
                ReentrantMutexGuard::unlocked(&mut guard, || thread::sleep(SECOND * 2));
            });
        },
        FIRST,
    );
    // The line of `unlocked` is not to be had; the guard's own is.
    assert_eq!(waits, [told_as("lock", "ReentrantMutex #1", 9, &[7])]);
}

#[test]
fn an_initialiser_that_calls_itself_waits_for_itself() {
    const FIRST: u32 = line!();
    let waits = told(
        || {
            let once = Once::new();
            once.call_once(|| once.call_once(|| ()));
        },
        FIRST,
    );
    assert_eq!(waits, [told_as("call_once", "Once #1", 4, &[4])]);
}

#[test]
fn a_lost_wake_up_is_found() {
    let mut executor = Executor::new(Limits::default());
    let seed = found(&mut executor, || {
        let shared = Arc::new((AtomicBool::new(false), Mutex::new(()), Condvar::new()));
        let other = Arc::clone(&shared);
        let waits = thread::spawn(move || {
            let mut guard = other.1.lock();
            while !other.0.load(SeqCst) {
                other.2.wait(&mut guard);
            }
        });
        // The mistake: the flag is set without the mutex.
        shared.0.store(true, SeqCst);
        shared.2.notify_one();
        waits.join().unwrap();
    });
    assert!(seed.is_some());
}
