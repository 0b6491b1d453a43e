//! Who gets a lock next: every order that the documentation leaves open is found, and no other.

mod seen;

use std::collections::BTreeSet;

use model_parking_lot::{
    Condvar, FairMutex, Mutex, MutexGuard, ReentrantMutex, RwLock, RwLockReadGuard,
    RwLockUpgradableReadGuard, RwLockWriteGuard,
};
use model_std::thread;
use seen::{SECOND, logs, only, outcomes, start};

#[test]
fn no_wait_ends_spuriously() {
    let early = outcomes(|| {
        let (mutex, condvar) = (Mutex::new(()), Condvar::new());
        let mut guard = mutex.lock();
        (0..10).filter(|_| !condvar.wait_for(&mut guard, SECOND).timed_out()).count()
    });
    assert_eq!(early, BTreeSet::from([0]));
}

#[test]
fn notify_one_wakes_any_waiter() {
    let seen = logs(|log| {
        let condvar = Condvar::new();
        thread::scope(|scope| {
            for name in ['a', 'b', 'c'] {
                let condvar = &condvar;
                start(scope, move || {
                    let mut log = log.lock();
                    condvar.wait(&mut log);
                    log.push(name);
                });
            }
            condvar.notify_one();
            thread::sleep(SECOND);
            log.lock().push(' ');
            condvar.notify_all();
        });
    });
    assert_eq!(seen, only(&["a bc", "a cb", "b ac", "b ca", "c ab", "c ba"]));
}

#[test]
fn whoever_is_notified_competes_for_the_mutex() {
    let seen = logs(|log| {
        let condvar = Condvar::new();
        thread::scope(|scope| {
            start(scope, || {
                let mut log = log.lock();
                condvar.wait(&mut log);
                log.push('w');
            });
            let guard = log.lock();
            condvar.notify_one();
            drop(guard);
            log.lock().push('n');
        });
    });
    assert_eq!(seen, only(&["wn", "nw"]));
}

/// What the holder of a mutex and a waiter do after `unlock`.
macro_rules! after {
    ($unlock:expr) => {
        logs(|log| {
            thread::scope(|scope| {
                let guard = log.lock();
                start(scope, || log.lock().push('w'));
                $unlock(guard);
                log.lock().push('h');
            });
        })
    };
}

#[test]
fn an_unlock_lets_anybody_in_and_a_fair_one_a_waiter() {
    assert_eq!(after!(drop), only(&["hw", "wh"]));
    assert_eq!(after!(MutexGuard::unlock_fair), only(&["wh"]));
    let bump = after!(|mut guard: MutexGuard<'_, _>| {
        MutexGuard::bump(&mut guard);
        assert_eq!(*guard, "w", "the waiter was first");
    });
    assert_eq!(bump, only(&["wh"]));
}

#[test]
fn nobody_steals_a_mutex_that_is_handed_over() {
    let seen = logs(|log| {
        thread::scope(|scope| {
            let guard = log.lock();
            start(scope, || log.lock().push('w'));
            scope.spawn(|| {
                if let Some(mut log) = log.try_lock() {
                    log.push('t');
                }
            });
            MutexGuard::unlock_fair(guard);
        });
    });
    assert_eq!(seen, only(&["w", "wt"]));
}

#[test]
fn a_mutex_can_be_handed_to_a_timed_waiter() {
    let seen = logs(|log| {
        thread::scope(|scope| {
            let guard = log.lock();
            start(scope, || log.try_lock_for(SECOND * 9).unwrap().push('w'));
            start(scope, || assert!(log.try_lock_for(SECOND / 2).is_none()));
            MutexGuard::unlock_fair(guard);
            log.lock().push('h');
        });
    });
    assert_eq!(seen, only(&["wh"]));
}

#[test]
fn a_timed_wait_keeps_its_result_when_the_mutex_is_handed_to_it() {
    let seen = logs(|log| {
        let condvar = Condvar::new();
        thread::scope(|scope| {
            for seconds in [2, 60] {
                let condvar = &condvar;
                scope.spawn(move || {
                    let mut log = log.lock();
                    let result = condvar.wait_for(&mut log, SECOND * seconds);
                    log.push(if result.timed_out() { 't' } else { 'n' });
                });
            }
            thread::sleep(SECOND);
            let mut guard = log.lock();
            thread::sleep(SECOND * 2);
            // One waits for the mutex because its time was over.
            MutexGuard::bump(&mut guard);
            assert_eq!(*guard, "t");
            // The other one does because it was notified; its time is over only then.
            assert_eq!(condvar.notify_all(), 1);
            thread::sleep(SECOND * 90);
            MutexGuard::unlock_fair(guard);
            log.lock().push('h');
        });
    });
    assert_eq!(seen, only(&["tnh"]));
}

/// The orders in which three threads that came one after the other get a lock.
macro_rules! order {
    ($lock:expr) => {
        logs(|log| {
            let lock = $lock;
            thread::scope(|scope| {
                let held = lock.lock();
                for name in ['a', 'b', 'c'] {
                    let lock = &lock;
                    start(scope, move || {
                        let _held = lock.lock();
                        log.lock().push(name);
                    });
                }
                drop(held);
            });
        })
    };
}

#[test]
fn a_fair_mutex_keeps_the_order() {
    assert_eq!(order!(FairMutex::new(())), only(&["abc"]));
    assert_eq!(order!(Mutex::new(())).len(), 6);
    assert_eq!(order!(ReentrantMutex::new(())).len(), 6);
}

#[test]
fn a_fair_mutex_passes_over_whoever_has_given_up() {
    let seen = logs(|log| {
        let lock = FairMutex::new(());
        thread::scope(|scope| {
            let held = lock.lock();
            start(scope, || assert!(lock.try_lock_for(SECOND / 2).is_none()));
            start(scope, || {
                let _held = lock.try_lock_for(SECOND * 9).unwrap();
                log.lock().push('a');
            });
            drop(held);
            let _held = lock.lock();
            log.lock().push('h');
        });
    });
    assert_eq!(seen, only(&["ah"]));
}

/// What the holder of a lock and others that wait do after `unlock`: a writer, and a reader.
macro_rules! after_rwlock {
    ($enter:ident, $unlock:expr) => {
        logs(|log| {
            let lock = RwLock::new(());
            thread::scope(|scope| {
                let guard = lock.$enter();
                start(scope, || {
                    let _writer = lock.write();
                    log.lock().push('w');
                });
                $unlock(guard);
                let _writer = lock.write();
                log.lock().push('h');
            });
        })
    };
}

#[test]
fn an_rwlock_is_handed_over_to_those_who_wait() {
    assert_eq!(after_rwlock!(write, drop), only(&["hw", "wh"]));
    assert_eq!(after_rwlock!(write, RwLockWriteGuard::unlock_fair), only(&["wh"]));
    assert_eq!(after_rwlock!(upgradable_read, drop), only(&["hw", "wh"]));
    let upgradable = after_rwlock!(upgradable_read, RwLockUpgradableReadGuard::unlock_fair);
    assert_eq!(upgradable, only(&["wh"]));
    // A writer that waits for readers to leave is next in any case.
    assert_eq!(after_rwlock!(read, drop), only(&["wh"]));
    assert_eq!(after_rwlock!(read, RwLockReadGuard::unlock_fair), only(&["wh"]));
    let bump = after_rwlock!(write, |mut guard: RwLockWriteGuard<'_, _>| {
        RwLockWriteGuard::bump(&mut guard);
    });
    assert_eq!(bump, only(&["wh"]));
}

#[test]
fn readers_and_writers_that_wait_come_in_every_order() {
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let guard = lock.write();
            for digit in [1, 2] {
                let lock = &lock;
                start(scope, move || {
                    let mut value = lock.write();
                    *value = *value * 10 + digit;
                });
            }
            let reader = scope.spawn(|| *lock.read());
            let recursive = scope.spawn(|| *lock.read_recursive());
            RwLockWriteGuard::unlock_fair(guard);
            (reader.join().unwrap(), recursive.join().unwrap())
        })
    });
    let values = [0, 1, 2, 12, 21];
    assert_eq!(seen.iter().map(|pair| pair.0).collect::<BTreeSet<_>>(), BTreeSet::from(values));
    assert_eq!(seen.iter().map(|pair| pair.1).collect::<BTreeSet<_>>(), BTreeSet::from(values));
}

#[test]
fn a_writer_that_waits_for_an_upgradable_reader_keeps_no_reader_out() {
    // As in the real one; its page speaks of all writers that wait.
    outcomes(|| {
        let lock = RwLock::new(());
        thread::scope(|scope| {
            let upgradable = lock.upgradable_read();
            start(scope, || drop(lock.write()));
            assert!(lock.try_read().is_some());
            RwLockUpgradableReadGuard::unlock_fair(upgradable);
        });
    });
}

#[test]
fn a_recursive_read_gets_in_while_the_lock_is_handed_to_a_writer() {
    outcomes(|| {
        let lock = RwLock::new(());
        thread::scope(|scope| {
            let _reader = lock.read();
            let upgradable = lock.upgradable_read();
            start(scope, || drop(lock.write()));
            RwLockUpgradableReadGuard::unlock_fair(upgradable);
            assert!(lock.try_read_recursive().is_some());
            drop(lock.read_recursive());
        });
    });
}

#[test]
fn a_recursive_read_inside_a_read_does_not() {
    outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *lock.write() += 1);
            let outer = lock.read();
            let inner = lock.read_recursive();
            assert_eq!(*outer, *inner);
        });
    });
}
