//! Guards that keep their lock alive.

use std::cell::Cell;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use parking_lot::{ArcMutexGuard, ArcReentrantMutexGuard, ArcRwLockReadGuard, RawMutex};
use parking_lot::{ArcRwLockUpgradableReadGuard, ArcRwLockWriteGuard, RawRwLock, RawThreadId};
use parking_lot::{FairMutex, Mutex, RawFairMutex, ReentrantMutex, RwLock};

use super::{WHILE, promises};

promises! {
    fn an_arc_guard_keeps_its_mutex() {
        let mutex = Arc::new(Mutex::new(1));
        let mut guard: ArcMutexGuard<RawMutex, i32> = mutex.lock_arc();
        assert_eq!(Arc::strong_count(&mutex), 2);
        assert!(mutex.try_lock_arc().is_none() && mutex.try_lock_arc_for(WHILE).is_none());
        *guard += 1;
        ArcMutexGuard::unlocked(&mut guard, || *mutex.lock_arc() += 1);
        ArcMutexGuard::bump(&mut guard);
        assert_eq!(*guard, 3);
        ArcMutexGuard::unlock_fair(guard);
        assert_eq!(Arc::strong_count(&mutex), 1);
        let guard = mutex.try_lock_arc_until(Instant::now()).unwrap();
        drop(mutex);
        assert_eq!(*guard, 3);
    }

    fn arc_guards_exclude() {
        let mutex = Arc::new(Mutex::new((0, 0)));
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let mutex = Arc::clone(&mutex);
                thread::spawn(move || {
                    let mut pair = mutex.lock_arc();
                    pair.0 += 1;
                    thread::yield_now();
                    pair.1 += 1;
                    assert_eq!(pair.0, pair.1);
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(*mutex.lock(), (3, 3));
    }

    fn an_arc_guard_of_a_fair_mutex() {
        let mutex = Arc::new(FairMutex::new(1));
        let guard: ArcMutexGuard<RawFairMutex, i32> = mutex.lock_arc();
        assert!(mutex.try_lock().is_none());
        drop(guard);
        assert!(mutex.try_lock_arc().is_some());
    }

    fn arc_guards_of_an_rwlock() {
        let lock = Arc::new(RwLock::new(1));
        let reader: ArcRwLockReadGuard<RawRwLock, i32> = lock.read_arc();
        assert!(lock.try_read_arc().is_some() && lock.try_write_arc().is_none());
        assert!(lock.try_read_recursive_arc().is_some());
        assert!(lock.try_write_arc_for(WHILE).is_none());
        drop((reader, lock.read_arc_recursive()));
        let mut writer: ArcRwLockWriteGuard<RawRwLock, i32> = lock.write_arc();
        *writer += 1;
        assert!(lock.try_read_arc_until(Instant::now() + WHILE).is_none());
        let reader = ArcRwLockWriteGuard::downgrade(writer);
        assert!(lock.try_read_arc_for(WHILE).is_some());
        drop(reader);
        let upgradable: ArcRwLockUpgradableReadGuard<RawRwLock, i32> = lock.upgradable_read_arc();
        assert!(lock.try_upgradable_read_arc().is_none());
        let mut writer = ArcRwLockUpgradableReadGuard::upgrade(upgradable);
        *writer += 1;
        drop(lock);
        assert_eq!(*writer, 3);
    }

    fn an_arc_guard_of_a_reentrant_mutex() {
        let mutex = Arc::new(ReentrantMutex::new(Cell::new(1)));
        let guard: ArcReentrantMutexGuard<RawMutex, RawThreadId, Cell<i32>> = mutex.lock_arc();
        mutex.try_lock_arc().unwrap().set(2);
        drop(mutex);
        assert_eq!(guard.get(), 2);
    }
}
