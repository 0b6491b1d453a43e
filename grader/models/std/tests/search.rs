//! What the scheduler finds in programs that use the model: and that it tells it well.

use std::collections::BTreeSet;
use std::rc::Rc;

use interleave::strategy::RandomWalk;
use interleave::{End, Executor, Limits};
use model_std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use model_std::sync::{Arc, Condvar, Mutex, RwLock, RwLockWriteGuard, mpsc};
use model_std::thread::{self, Builder, JoinHandle};
use model_std::time::Duration;

/// Runs the program under the seeds and collects what it returns.
fn outcomes<T: Ord + 'static>(
    limits: &Limits,
    seeds: u64,
    program: impl Fn() -> T + Clone + 'static,
) -> BTreeSet<T> {
    let mut executor = Executor::new(limits.clone());
    let mut seen = BTreeSet::new();
    for seed in 0..seeds {
        let result = Rc::new(std::cell::Cell::new(None));
        let (program, there) = (program.clone(), Rc::clone(&result));
        let end = executor.run(&mut RandomWalk::new(seed), move || there.set(Some(program()))).end;
        assert!(matches!(end, End::Finished), "seed {seed}: {end:?}");
        seen.insert(result.take().expect("it has finished"));
    }
    seen
}

/// The first seed under which the program deadlocks.
fn deadlock(executor: &mut Executor, program: fn()) -> Option<u64> {
    (0..2_000).find(|seed| {
        let end = executor.run(&mut RandomWalk::new(*seed), program).end;
        matches!(end, End::Deadlock { .. })
    })
}

fn join(threads: impl IntoIterator<Item = JoinHandle<()>>) {
    for thread in threads {
        thread.join().unwrap();
    }
}

fn without_freedoms() -> Limits {
    Limits { freedoms: 0, ..Limits::default() }
}

fn crossed_locks() {
    let locks = Arc::new((Mutex::new(()), Mutex::new(())));
    let other = Arc::clone(&locks);
    let crossing = Builder::new().name("crossing".to_owned()).spawn(move || {
        let _second = other.1.lock().unwrap();
        let _first = other.0.lock().unwrap();
    });
    {
        let _first = locks.0.lock().unwrap();
        let _second = locks.1.lock().unwrap();
    }
    crossing.unwrap().join().unwrap();
}

#[test]
fn crossed_locks_are_told_with_holders_and_lines() {
    let mut executor = Executor::new(Limits::default());
    let seed = deadlock(&mut executor, crossed_locks).expect("a random walk finds it soon");
    let execution = executor.run(&mut RandomWalk::new(seed), crossed_locks);
    let End::Deadlock { blocked, .. } = &execution.end else { panic!("{:?}", execution.end) };
    assert_eq!(execution.task_names(), ["main", "crossing"]);
    let told: Vec<_> = blocked
        .iter()
        .map(|wait| {
            let holder = wait.held_by[0];
            assert!(wait.op.place.file().ends_with("search.rs"));
            assert_ne!(holder.task, wait.task);
            (wait.op.verb, execution.object_name(wait.op.object), holder.since, wait.op.place)
        })
        .collect();
    assert_eq!((told[0].0, told[1].0), ("lock", "lock"));
    assert_ne!(told[0].1, told[1].1, "each waits for the other mutex");
    // Who waits in line n has taken its own lock, which the other waits for, in line n - 1.
    assert_eq!(told[0].2.line() + 1, told[1].3.line());
    assert_eq!(told[1].2.line() + 1, told[0].3.line());
}

#[test]
fn a_mutex_that_is_locked_twice_waits_for_itself() {
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(1), || {
        let mutex = Mutex::new(());
        let _guard = mutex.lock();
        let _again = mutex.lock();
    });
    let End::Deadlock { blocked, .. } = &execution.end else { panic!("{:?}", execution.end) };
    assert_eq!(blocked[0].held_by[0].task, blocked[0].task);
}

#[test]
fn a_lost_wake_up_is_found() {
    let mut executor = Executor::new(without_freedoms());
    let found = deadlock(&mut executor, || {
        let shared = Arc::new((AtomicUsize::new(0), Mutex::new(()), Condvar::new()));
        let other = Arc::clone(&shared);
        let waits = thread::spawn(move || {
            let mut guard = other.1.lock().unwrap();
            while other.0.load(SeqCst) == 0 {
                guard = other.2.wait(guard).unwrap();
            }
        });
        // The mistake: the flag is set without the mutex.
        shared.0.store(1, SeqCst);
        shared.2.notify_one();
        waits.join().unwrap();
    });
    assert!(found.is_some());
}

/// How often a wait without any notification came back before its time.
fn early_returns() -> u32 {
    let (mutex, condvar) = (Mutex::new(()), Condvar::new());
    let mut guard = mutex.lock().unwrap();
    let mut early = 0;
    for _ in 0..10 {
        let result;
        (guard, result) = condvar.wait_timeout(guard, Duration::from_secs(1)).unwrap();
        early += u32::from(!result.timed_out());
    }
    early
}

#[test]
fn spurious_wake_ups_happen_within_the_limit() {
    let limits = Limits { freedoms: 2, ..Limits::default() };
    assert_eq!(outcomes(&limits, 300, early_returns), BTreeSet::from([0, 1, 2]));
    assert_eq!(outcomes(&without_freedoms(), 300, early_returns), BTreeSet::from([0]));
}

#[test]
fn weak_exchanges_fail_within_the_limit() {
    let fails = || {
        let atomic = AtomicUsize::new(0);
        (0..10).filter(|_| atomic.compare_exchange_weak(0, 0, SeqCst, SeqCst).is_err()).count()
    };
    assert_eq!(outcomes(&Limits::default(), 300, fails), BTreeSet::from([0, 1, 2]));
    assert_eq!(outcomes(&without_freedoms(), 300, fails), BTreeSet::from([0]));
}

#[test]
fn notify_one_wakes_any_waiter() {
    let seen = outcomes(&without_freedoms(), 300, || {
        let shared = Arc::new((Mutex::new((0, None)), Condvar::new()));
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    let mut state = shared.0.lock().unwrap();
                    let arrived = state.0;
                    state.0 += 1;
                    state = shared.1.wait(state).unwrap();
                    state.1.get_or_insert(arrived);
                })
            })
            .collect();
        thread::sleep(Duration::from_secs(1));
        shared.1.notify_one();
        thread::sleep(Duration::from_secs(1));
        shared.1.notify_all();
        join(threads);
        shared.0.lock().unwrap().1
    });
    assert_eq!(seen, BTreeSet::from([Some(0), Some(1), Some(2)]));
}

#[test]
fn a_newcomer_may_overtake_whoever_was_woken() {
    let seen = outcomes(&without_freedoms(), 500, || {
        let log = Arc::new(Mutex::new(Vec::new()));
        let threads = ['a', 'b'].map(|name| {
            let log = Arc::clone(&log);
            thread::spawn(move || (0..2).for_each(|_| log.lock().unwrap().push(name)))
        });
        join(threads);
        log.lock().unwrap().iter().collect::<String>()
    });
    assert_eq!(seen.len(), 6, "{seen:?}");
}

#[test]
fn readers_and_writers_come_in_every_order() {
    let seen = outcomes(&without_freedoms(), 500, || {
        let lock = Arc::new(RwLock::new(0));
        let writers = [1, 2].map(|digit| {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                let mut value = lock.write().unwrap();
                *value = *value * 10 + digit;
            })
        });
        let reader = thread::spawn(move || *lock.read().unwrap());
        join(writers);
        reader.join().unwrap()
    });
    assert_eq!(seen, BTreeSet::from([0, 1, 2, 12, 21]));
}

#[test]
fn downgrade_lets_readers_in_but_no_writer() {
    let seen = outcomes(&without_freedoms(), 300, || {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let mut writer = lock.write().unwrap();
            scope.spawn(|| *lock.write().unwrap() += 10);
            let reads = scope.spawn(|| *lock.read().unwrap());
            *writer = 1;
            let reader = RwLockWriteGuard::downgrade(writer);
            thread::yield_now();
            assert_eq!(*reader, 1);
            assert!(lock.try_write().is_err() && lock.try_read().is_ok());
            drop(reader);
            reads.join().unwrap()
        })
    });
    assert_eq!(seen, BTreeSet::from([1, 11]));
}

#[test]
fn a_hundred_threads() {
    let sum = outcomes(&Limits::default(), 20, || {
        let (sender, receiver) = mpsc::channel();
        let count = Arc::new(Mutex::new(0));
        for n in 0..100_u64 {
            let (sender, count) = (sender.clone(), Arc::clone(&count));
            thread::spawn(move || {
                *count.lock().unwrap() += 1;
                sender.send(n).unwrap();
            });
        }
        drop(sender);
        (receiver.iter().sum::<u64>(), *count.lock().unwrap())
    });
    assert_eq!(sum, BTreeSet::from([(4950, 100)]));
}
