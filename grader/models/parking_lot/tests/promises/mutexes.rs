//! `Mutex` and its guards.

use std::sync::Arc;
use std::thread;
use std::time::Instant;

use parking_lot::{MappedMutexGuard, Mutex, MutexGuard, const_mutex};

use super::{LONG, WHILE, passed, promises};

promises! {
    fn one_holder_at_a_time() {
        let pair = Mutex::new((0, 0));
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let mut pair = pair.lock();
                    pair.0 += 1;
                    thread::yield_now();
                    pair.1 += 1;
                    assert_eq!(pair.0, pair.1);
                });
            }
        });
        assert_eq!(pair.into_inner(), (3, 3));
    }

    fn try_lock_does_not_wait() {
        let mutex = Mutex::new(1);
        let guard = mutex.try_lock().unwrap();
        assert!(mutex.try_lock().is_none() && mutex.is_locked());
        drop(guard);
        assert!(!mutex.is_locked());
        assert_eq!(mutex.try_lock().as_deref(), Some(&1));
    }

    fn a_panic_does_not_poison() {
        let mutex = Arc::new(Mutex::new(1));
        let other = Arc::clone(&mutex);
        let panics = thread::spawn(move || {
            *other.lock() = 2;
            let _guard = other.lock();
            panic!("on purpose");
        });
        assert!(panics.join().is_err());
        assert_eq!(*mutex.lock(), 2);
    }

    fn a_timed_lock_gives_up_in_time() {
        let mutex = Mutex::new(());
        let guard = mutex.lock();
        thread::scope(|scope| {
            scope.spawn(|| {
                let start = Instant::now();
                assert!(mutex.try_lock_for(WHILE).is_none());
                passed(start, WHILE);
                let start = Instant::now();
                assert!(mutex.try_lock_until(start + WHILE).is_none());
                passed(start, WHILE);
            });
        });
        drop(guard);
        assert!(mutex.try_lock_for(WHILE).is_some());
        // A time that has passed is as good as none.
        let now = Instant::now();
        assert!(mutex.try_lock_until(now).is_some());
    }

    fn a_timed_lock_waits_for_the_unlock() {
        let mutex = Mutex::new(0);
        thread::scope(|scope| {
            let mut guard = mutex.lock();
            let waits = scope.spawn(|| mutex.try_lock_for(LONG).map(|value| *value));
            let waits_too = scope.spawn(|| {
                mutex.try_lock_until(Instant::now() + LONG).map(|value| *value)
            });
            thread::sleep(WHILE);
            *guard = 1;
            drop(guard);
            assert_eq!(waits.join().unwrap(), Some(1));
            assert_eq!(waits_too.join().unwrap(), Some(1));
        });
    }

    fn unlocked_lets_others_in() {
        let mutex = Mutex::new(0);
        let mut guard = mutex.lock();
        let seen = MutexGuard::unlocked(&mut guard, || {
            thread::scope(|scope| {
                scope.spawn(|| *mutex.lock() += 1).join().unwrap();
            });
            7
        });
        assert_eq!((seen, *guard), (7, 1));
        MutexGuard::unlocked_fair(&mut guard, || *mutex.lock() += 1);
        assert_eq!(*guard, 2);
        assert!(mutex.is_locked());
    }

    fn a_fair_unlock_is_an_unlock() {
        let mutex = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let mut guard = mutex.lock();
                    *guard += 1;
                    MutexGuard::unlock_fair(guard);
                });
            }
            for _ in 0..2 {
                let mut guard = mutex.lock();
                *guard += 1;
                MutexGuard::bump(&mut guard);
                *guard += 1;
            }
        });
        assert!(!mutex.is_locked());
        assert_eq!(*mutex.lock(), 7);
    }

    fn bump_lets_a_waiter_in() {
        let mutex = Mutex::new(false);
        thread::scope(|scope| {
            let mut guard = mutex.lock();
            scope.spawn(|| *mutex.lock() = true);
            while !*guard {
                MutexGuard::bump(&mut guard);
                thread::yield_now();
            }
        });
    }

    fn a_guard_can_be_narrowed() {
        let mutex = Mutex::new((1, "two"));
        let guard = MutexGuard::map(mutex.lock(), |pair| &mut pair.1);
        assert_eq!(*guard, "two");
        assert!(mutex.is_locked());
        drop(guard);
        assert!(!mutex.is_locked());
        let whole = MutexGuard::try_map(mutex.lock(), |_| None::<&mut i32>).unwrap_err();
        let mut part = MutexGuard::try_map(whole, |pair| Some(&mut pair.0)).unwrap();
        *part += 1;
        MappedMutexGuard::unlock_fair(part);
        assert_eq!(mutex.into_inner(), (2, "two"));
    }

    fn a_leaked_guard_never_unlocks() {
        static MUTEX: Mutex<u32> = Mutex::new(1);
        let first = !MUTEX.is_locked();
        if first {
            *MutexGuard::leak(MUTEX.lock()) += 1;
        }
        assert!(MUTEX.is_locked() && MUTEX.try_lock().is_none());
    }

    fn a_mutex_is_made_and_shown() {
        let mut mutex = Mutex::from(1);
        *mutex.get_mut() = 2;
        assert_eq!(format!("{mutex:?}"), "Mutex { data: 2 }");
        let guard = mutex.lock();
        assert_eq!(format!("{mutex:?}"), "Mutex { data: <locked> }");
        assert_eq!(format!("{guard} {guard:?}"), "2 2");
        drop(guard);
        assert_eq!(*Mutex::<u32>::default().lock() + *const_mutex(3).lock(), 3);
        let slice: Arc<Mutex<[u8]>> = Arc::new(Mutex::new([1, 2]));
        assert_eq!(slice.lock().len(), 2);
        let locks = [const_mutex(1), const_mutex(2)];
        assert_eq!(locks.iter().map(Mutex::lock).map(|guard| *guard).sum::<i32>(), 3);
    }
}
