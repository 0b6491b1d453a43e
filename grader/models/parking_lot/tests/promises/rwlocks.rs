//! `RwLock`: readers, writers, and readers inside readers.

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Instant;

use parking_lot::{MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLock, RwLockReadGuard};
use parking_lot::{RwLockWriteGuard, const_rwlock};

use super::{LONG, WHILE, passed, promises};

/// Reads, and calls `then` once a writer waits.
fn with_a_writer_waiting(lock: &RwLock<i32>, then: impl FnOnce()) {
    let reader = lock.read();
    thread::scope(|scope| {
        scope.spawn(|| *lock.write() += 1);
        while lock.try_read().is_some() {
            thread::yield_now();
        }
        let before = *reader;
        then();
        assert_eq!(*reader, before);
        drop(reader);
    });
}

promises! {
    fn readers_are_inside_together() {
        let (lock, both) = (RwLock::new(1), Barrier::new(2));
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let value = lock.read();
                    both.wait();
                    assert_eq!(*value, 1);
                });
            }
        });
    }

    fn a_writer_is_alone() {
        let lock = RwLock::new((0, 0));
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let mut pair = lock.write();
                    pair.0 += 1;
                    thread::yield_now();
                    pair.1 += 1;
                });
                scope.spawn(|| {
                    let pair = lock.read();
                    assert_eq!(pair.0, pair.1);
                });
            }
        });
        assert_eq!(lock.into_inner(), (2, 2));
    }

    fn trying_does_not_wait() {
        let lock = RwLock::new(1);
        let reader = lock.read();
        assert!(lock.try_write().is_none() && lock.is_locked() && !lock.is_locked_exclusive());
        assert_eq!(*lock.try_read().unwrap(), 1);
        assert_eq!(*lock.try_read_recursive().unwrap(), 1);
        drop(reader);
        let writer = lock.try_write().unwrap();
        assert!(lock.try_read().is_none() && lock.try_read_recursive().is_none());
        assert!(lock.try_write().is_none() && lock.is_locked() && lock.is_locked_exclusive());
        drop(writer);
        assert!(lock.try_write().is_some() && !lock.is_locked());
    }

    fn a_waiting_writer_keeps_new_readers_out() {
        let lock = RwLock::new(1);
        with_a_writer_waiting(&lock, || {
            assert!(lock.try_read().is_none() && lock.try_upgradable_read().is_none());
            let start = Instant::now();
            assert!(lock.try_read_for(WHILE).is_none());
            passed(start, WHILE);
        });
        assert_eq!(*lock.read(), 2);
    }

    fn a_recursive_read_passes_a_waiting_writer() {
        let lock = RwLock::new(1);
        with_a_writer_waiting(&lock, || {
            let inner = lock.read_recursive();
            let more = lock.try_read_recursive_for(LONG).unwrap();
            assert_eq!(*inner + *more + *lock.try_read_recursive().unwrap(), 3);
        });
        assert_eq!(*lock.read_recursive(), 2);
    }

    fn a_writer_that_gives_up_lets_readers_in_again() {
        let lock = RwLock::new(1);
        let reader = lock.read();
        thread::scope(|scope| {
            let gives_up = scope.spawn(|| {
                let start = Instant::now();
                assert!(lock.try_write_for(WHILE).is_none());
                passed(start, WHILE);
            });
            scope.spawn(|| assert_eq!(*lock.read(), 1));
            gives_up.join().unwrap();
            assert!(lock.try_read().is_some());
        });
        drop(reader);
        assert!(lock.try_write_until(Instant::now()).is_some());
    }

    fn timed_readers_and_writers_get_in() {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let mut writer = lock.write();
            let reads = scope.spawn(|| *lock.try_read_for(LONG).unwrap() > 0);
            let reads_too =
                scope.spawn(|| *lock.try_read_recursive_until(Instant::now() + LONG).unwrap() > 0);
            let changes = scope.spawn(|| *lock.try_write_for(LONG).unwrap() += 1);
            assert!(lock.try_read_until(Instant::now() + WHILE).is_none());
            *writer = 1;
            drop(writer);
            assert!(reads.join().unwrap() && reads_too.join().unwrap());
            changes.join().unwrap();
        });
        assert_eq!(lock.into_inner(), 2);
    }

    fn the_last_reader_lets_the_writer_in() {
        let lock = RwLock::new(1);
        thread::scope(|scope| {
            let readers = (lock.read(), lock.read());
            scope.spawn(|| *lock.write() = 2);
            drop(readers.0);
            thread::sleep(WHILE);
            assert_eq!(*readers.1, 1);
        });
        assert_eq!(*lock.read(), 2);
    }

    fn downgrade_lets_readers_in_but_no_writer() {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let mut writer = lock.write();
            *writer = 1;
            scope.spawn(|| *lock.write() += 10);
            let reader = RwLockWriteGuard::downgrade(writer);
            thread::yield_now();
            assert_eq!(*reader, 1);
            assert!(lock.try_write().is_none() && lock.try_read_recursive().is_some());
        });
        assert_eq!(*lock.read(), 11);
    }

    fn no_panic_poisons() {
        let lock = Arc::new(RwLock::new(1));
        for writes in [false, true] {
            let lock = Arc::clone(&lock);
            let panics = thread::spawn(move || {
                let _read = (!writes).then(|| lock.read());
                let _written = writes.then(|| lock.write());
                panic!("on purpose");
            });
            assert!(panics.join().is_err());
        }
        *lock.write() += 1;
        assert_eq!(*lock.read(), 2);
    }

    fn guards_can_let_others_in_for_a_while() {
        let lock = RwLock::new(0);
        let mut writer = lock.write();
        RwLockWriteGuard::unlocked(&mut writer, || *lock.write() += 1);
        RwLockWriteGuard::unlocked_fair(&mut writer, || *lock.write() += 1);
        RwLockWriteGuard::bump(&mut writer);
        assert_eq!(*writer, 2);
        RwLockWriteGuard::unlock_fair(writer);
        let mut reader = lock.read();
        RwLockReadGuard::unlocked(&mut reader, || *lock.write() += 1);
        RwLockReadGuard::unlocked_fair(&mut reader, || *lock.write() += 1);
        RwLockReadGuard::bump(&mut reader);
        assert_eq!(*reader, 4);
        RwLockReadGuard::unlock_fair(reader);
        assert!(!lock.is_locked());
    }

    fn bump_lets_a_waiter_into_an_rwlock() {
        let lock = RwLock::new((false, false));
        thread::scope(|scope| {
            let mut writer = lock.write();
            scope.spawn(|| lock.write().0 = true);
            while !writer.0 {
                RwLockWriteGuard::bump(&mut writer);
                thread::yield_now();
            }
            let mut reader = RwLockWriteGuard::downgrade(writer);
            scope.spawn(|| lock.write().1 = true);
            while !reader.1 {
                RwLockReadGuard::bump(&mut reader);
                thread::yield_now();
            }
        });
    }

    fn guards_of_an_rwlock_can_be_narrowed() {
        let lock = RwLock::new((1, "two"));
        let part: MappedRwLockReadGuard<'_, _> = RwLockReadGuard::map(lock.read(), |pair| &pair.1);
        assert_eq!(*part, "two");
        assert!(lock.try_write().is_none() && lock.try_read().is_some());
        drop(part);
        let mut part: MappedRwLockWriteGuard<'_, _> =
            RwLockWriteGuard::map(lock.write(), |pair| &mut pair.0);
        *part += 1;
        assert!(lock.try_read().is_none());
        MappedRwLockWriteGuard::unlock_fair(part);
        assert!(RwLockReadGuard::try_map(lock.read(), |_| None::<&u8>).is_err());
        assert_eq!(lock.into_inner(), (2, "two"));
    }

    fn an_rwlock_is_made_and_shown() {
        let mut lock = RwLock::from(1);
        *lock.get_mut() = 2;
        assert_eq!(format!("{lock:?}"), "RwLock { data: 2 }");
        let guard = lock.write();
        assert_eq!(format!("{lock:?}"), "RwLock { data: <locked> }");
        assert_eq!(format!("{guard} {guard:?}"), "2 2");
        drop(guard);
        let guard = lock.read();
        assert_eq!(format!("{lock:?} {guard}"), "RwLock { data: 2 } 2");
        drop(guard);
        assert!(lock.try_write().is_some());
        assert_eq!(*RwLock::<u32>::default().read() + *const_rwlock(3).read(), 3);
        let slice: Arc<RwLock<[u8]>> = Arc::new(RwLock::new([1, 2]));
        assert_eq!(slice.read().len(), 2);
    }
}
