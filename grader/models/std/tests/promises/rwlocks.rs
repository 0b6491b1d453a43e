//! `RwLock`. (`downgrade` is younger than the oldest compiler: see `search.rs`.)

use std::sync::{Arc, Barrier, RwLock, TryLockError};
use std::thread;

use super::{WHILE, promises};

promises! {
    fn readers_are_inside_together() {
        let (lock, both) = (RwLock::new(1), Barrier::new(2));
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let value = lock.read().unwrap();
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
                    let mut pair = lock.write().unwrap();
                    pair.0 += 1;
                    thread::yield_now();
                    pair.1 += 1;
                });
                scope.spawn(|| {
                    let pair = lock.read().unwrap();
                    assert_eq!(pair.0, pair.1);
                });
            }
        });
        assert_eq!(lock.into_inner().unwrap(), (2, 2));
    }

    fn try_read_and_try_write_do_not_wait() {
        let lock = RwLock::new(1);
        let reader = lock.read().unwrap();
        assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
        assert_eq!(*lock.try_read().unwrap(), 1);
        drop(reader);
        let writer = lock.try_write().unwrap();
        assert!(matches!(lock.try_read(), Err(TryLockError::WouldBlock)));
        assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
        drop(writer);
        assert!(lock.try_write().is_ok());
    }

    fn the_last_reader_lets_the_writer_in() {
        let lock = RwLock::new(1);
        thread::scope(|scope| {
            let readers = (lock.read().unwrap(), lock.read().unwrap());
            scope.spawn(|| *lock.write().unwrap() = 2);
            drop(readers.0);
            thread::sleep(WHILE);
            assert_eq!(*readers.1, 1);
        });
        assert_eq!(*lock.read().unwrap(), 2);
    }

    fn a_panicking_writer_poisons_and_a_reader_does_not() {
        let lock = Arc::new(RwLock::new(1));
        let other = Arc::clone(&lock);
        let reads = thread::spawn(move || {
            let _guard = other.read().unwrap();
            panic!("while reading");
        });
        assert!(reads.join().is_err());
        assert!(!lock.is_poisoned());
        let other = Arc::clone(&lock);
        let writes = thread::spawn(move || {
            let _guard = other.write().unwrap();
            panic!("while writing");
        });
        assert!(writes.join().is_err());
        assert!(lock.is_poisoned() && lock.read().is_err() && lock.write().is_err());
        assert!(matches!(lock.try_read(), Err(TryLockError::Poisoned(_))));
        lock.clear_poison();
        assert_eq!(*lock.read().unwrap(), 1);
    }

    fn an_rwlock_is_made_and_shown() {
        let mut lock = RwLock::from(1);
        *lock.get_mut().unwrap() = 2;
        assert_eq!(format!("{lock:?}"), "RwLock { data: 2, poisoned: false, .. }");
        let guard = lock.write().unwrap();
        assert_eq!(format!("{lock:?}"), "RwLock { data: <locked>, poisoned: false, .. }");
        assert_eq!(format!("{guard} {guard:?}"), "2 2");
        drop(guard);
        let guard = lock.read().unwrap();
        assert_eq!(format!("{lock:?}"), "RwLock { data: 2, poisoned: false, .. }");
        drop(guard);
        assert!(lock.try_write().is_ok());
        let slice: Arc<RwLock<[u8]>> = Arc::new(RwLock::new([1, 2]));
        assert_eq!(slice.read().unwrap().len(), 2);
    }
}
