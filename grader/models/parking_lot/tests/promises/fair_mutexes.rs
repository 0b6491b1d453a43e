//! `FairMutex`. (That it keeps the order: see `search.rs`, where the order can be known.)

use std::thread;
use std::time::Instant;

use parking_lot::{FairMutex, FairMutexGuard, MappedFairMutexGuard, const_fair_mutex};

use super::{LONG, WHILE, passed, promises};

promises! {
    fn a_fair_mutex_has_one_holder_at_a_time() {
        let pair = FairMutex::new((0, 0));
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

    fn a_fair_mutex_cannot_be_hogged() {
        let mutex = FairMutex::new(false);
        thread::scope(|scope| {
            scope.spawn(|| *mutex.lock() = true);
            loop {
                let mut guard = mutex.lock();
                if *guard {
                    break;
                }
                FairMutexGuard::bump(&mut guard);
                thread::yield_now();
            }
        });
    }

    fn a_fair_mutex_can_be_tried() {
        let mutex = const_fair_mutex(1);
        let guard = mutex.try_lock().unwrap();
        assert!(mutex.try_lock().is_none() && mutex.is_locked());
        let start = Instant::now();
        assert!(mutex.try_lock_for(WHILE).is_none());
        passed(start, WHILE);
        drop(guard);
        assert!(!mutex.is_locked());
        assert!(mutex.try_lock_until(Instant::now()).is_some());
        thread::scope(|scope| {
            let guard = mutex.lock();
            let waits = scope.spawn(|| mutex.try_lock_for(LONG).is_some());
            thread::sleep(WHILE);
            FairMutexGuard::unlock_fair(guard);
            assert!(waits.join().unwrap());
        });
    }

    fn whoever_gives_up_is_passed_over() {
        let mutex = FairMutex::new(0);
        thread::scope(|scope| {
            let guard = mutex.lock();
            scope.spawn(|| assert!(mutex.try_lock_for(WHILE).is_none())).join().unwrap();
            scope.spawn(|| *mutex.lock() += 1);
            drop(guard);
        });
        assert_eq!(mutex.into_inner(), 1);
    }

    fn a_fair_mutex_is_narrowed_and_shown() {
        let mutex = FairMutex::from((1, 2));
        let mut part: MappedFairMutexGuard<'_, i32> =
            FairMutexGuard::map(mutex.lock(), |pair| &mut pair.1);
        *part = 3;
        assert_eq!(format!("{mutex:?}"), "Mutex { data: <locked> }");
        drop(part);
        assert_eq!(format!("{mutex:?}"), "Mutex { data: (1, 3) }");
    }
}
