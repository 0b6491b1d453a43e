//! `sync::ShardedLock`.

use std::sync::{Arc, TryLockError};
use std::thread;

use crossbeam::sync::ShardedLock;

use super::{WHILE, promises};

fn poisoned(value: u32) -> Arc<ShardedLock<u32>> {
    let lock = Arc::new(ShardedLock::new(value));
    let other = Arc::clone(&lock);
    let panics = thread::spawn(move || {
        let mut guard = other.write().unwrap();
        *guard += 1;
        panic!("with the guard");
    });
    assert!(panics.join().is_err());
    lock
}

promises! {
    fn writers_are_alone() {
        let lock = ShardedLock::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let mut guard = lock.write().unwrap();
                    let before = *guard;
                    thread::yield_now();
                    *guard = before + 1;
                });
                scope.spawn(|| {
                    let guard = lock.read().unwrap();
                    let before = *guard;
                    thread::yield_now();
                    assert_eq!(*guard, before);
                });
            }
        });
        assert_eq!(lock.into_inner().unwrap(), 3);
    }

    fn readers_share() {
        let lock = ShardedLock::new(1);
        let one = lock.read().unwrap();
        thread::scope(|scope| {
            let reads = scope.spawn(|| *lock.read().unwrap() + *lock.try_read().unwrap());
            assert_eq!(reads.join().unwrap(), 2);
        });
        assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
        drop(one);
        *lock.try_write().unwrap() += 1;
        assert_eq!(*lock.read().unwrap(), 2);
    }

    fn nobody_reads_while_somebody_writes() {
        let lock = ShardedLock::new(1);
        thread::scope(|scope| {
            let mut guard = lock.write().unwrap();
            scope.spawn(|| {
                assert!(matches!(lock.try_read(), Err(TryLockError::WouldBlock)));
                assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
            }).join().unwrap();
            scope.spawn(|| assert_eq!(*lock.read().unwrap(), 3));
            thread::sleep(WHILE);
            *guard = 3;
        });
    }

    fn a_panic_while_writing_poisons() {
        let lock = poisoned(1);
        assert!(lock.is_poisoned());
        assert_eq!(*lock.read().unwrap_err().into_inner(), 2);
        assert_eq!(*lock.write().unwrap_err().into_inner(), 2);
        assert!(matches!(lock.try_read(), Err(TryLockError::Poisoned(_))));
        assert!(matches!(lock.try_write(), Err(TryLockError::Poisoned(_))));
        let mut lock = Arc::into_inner(lock).unwrap();
        assert_eq!(**lock.get_mut().unwrap_err().get_ref(), 2);
        assert_eq!(lock.into_inner().unwrap_err().into_inner(), 2);
    }

    fn a_panic_while_reading_does_not_poison() {
        let lock = Arc::new(ShardedLock::new(1));
        let other = Arc::clone(&lock);
        let panics = thread::spawn(move || {
            let _guard = other.read().unwrap();
            panic!("with the guard");
        });
        assert!(panics.join().is_err());
        assert!(!lock.is_poisoned());
        *lock.write().unwrap() += 1;
    }

    fn a_lock_is_made_and_shown() {
        let mut lock = ShardedLock::from(1);
        assert_eq!(format!("{lock:?}"), "ShardedLock { data: 1 }");
        let guard = lock.read().unwrap();
        let shown = format!("{guard} {guard:?}");
        assert_eq!(shown, "1 ShardedLockReadGuard { lock: ShardedLock { data: 1 } }");
        drop(guard);
        let guard = lock.write().unwrap();
        assert_eq!(format!("{lock:?}"), "ShardedLock { data: <locked> }");
        drop(guard);
        *lock.get_mut().unwrap() = 2;
        assert_eq!(lock.into_inner().unwrap(), 2);
        assert_eq!(*ShardedLock::<u8>::default().read().unwrap(), 0);
        let unsized_lock: &ShardedLock<[u8]> = &ShardedLock::new([1, 2]);
        assert_eq!(unsized_lock.read().unwrap().len(), 2);
    }
}
