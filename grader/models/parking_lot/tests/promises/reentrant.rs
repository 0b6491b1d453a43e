//! `ReentrantMutex`.

use std::cell::Cell;
use std::thread;
use std::time::Instant;

use parking_lot::{MappedReentrantMutexGuard, ReentrantMutex, ReentrantMutexGuard};
use parking_lot::{RawThreadId, const_reentrant_mutex, lock_api::GetThreadId};

use super::{LONG, WHILE, passed, promises};

promises! {
    fn the_holder_may_lock_again() {
        let mutex = ReentrantMutex::new(Cell::new(0));
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let outer = mutex.lock();
                    let before = outer.get();
                    {
                        let inner = mutex.lock();
                        let more = mutex.try_lock().unwrap();
                        assert!(mutex.try_lock_for(WHILE).is_some());
                        inner.set(inner.get() + 1);
                        thread::yield_now();
                        more.set(more.get() + 1);
                    }
                    thread::yield_now();
                    assert_eq!(outer.get(), before + 2);
                    assert!(mutex.is_owned_by_current_thread());
                });
            }
        });
        assert!(!mutex.is_locked() && !mutex.is_owned_by_current_thread());
        assert_eq!(mutex.into_inner().get(), 6);
    }

    fn others_wait_until_the_last_guard_is_gone() {
        let mutex = ReentrantMutex::new(());
        let (outer, inner) = (mutex.lock(), mutex.lock());
        drop(outer);
        thread::scope(|scope| {
            scope.spawn(|| {
                assert!(mutex.try_lock().is_none() && mutex.is_locked());
                assert!(!mutex.is_owned_by_current_thread());
                let start = Instant::now();
                assert!(mutex.try_lock_for(WHILE).is_none());
                passed(start, WHILE);
            }).join().unwrap();
            let waits = scope.spawn(|| mutex.try_lock_until(Instant::now() + LONG).is_some());
            drop(inner);
            assert!(waits.join().unwrap());
        });
    }

    fn the_holder_can_let_others_in() {
        let mutex = ReentrantMutex::new(Cell::new(0));
        let mut guard = mutex.lock();
        let count = || {
            thread::scope(|scope| {
                scope.spawn(|| {
                    let cell = mutex.lock();
                    cell.set(cell.get() + 1);
                });
            });
        };
        ReentrantMutexGuard::unlocked(&mut guard, count);
        ReentrantMutexGuard::unlocked_fair(&mut guard, count);
        assert_eq!(guard.get(), 2);
        thread::scope(|scope| {
            scope.spawn(|| mutex.lock().set(9));
            while guard.get() != 9 {
                ReentrantMutexGuard::bump(&mut guard);
                thread::yield_now();
            }
        });
        assert!(mutex.is_owned_by_current_thread());
        ReentrantMutexGuard::unlock_fair(guard);
        assert!(!mutex.is_locked());
    }

    fn a_reentrant_guard_can_be_narrowed() {
        let mutex = const_reentrant_mutex((1, "two"));
        let part: MappedReentrantMutexGuard<'_, _> =
            ReentrantMutexGuard::map(mutex.lock(), |pair| &pair.1);
        assert_eq!(*part, "two");
        assert!(mutex.is_locked());
        drop(part);
        assert!(ReentrantMutexGuard::try_map(mutex.lock(), |_| None::<&u8>).is_err());
        assert!(!mutex.is_locked());
    }

    fn a_reentrant_mutex_is_made_and_shown() {
        let mut mutex = ReentrantMutex::from(1);
        *mutex.get_mut() = 2;
        let guard = mutex.lock();
        assert_eq!(format!("{mutex:?} {guard}"), "ReentrantMutex { data: 2 } 2");
        thread::scope(|scope| {
            scope.spawn(|| assert_eq!(format!("{mutex:?}"), "ReentrantMutex { data: <locked> }"));
        });
        drop(guard);
        assert_eq!(*ReentrantMutex::<u32>::default().lock(), 0);
    }

    fn threads_have_different_numbers() {
        let mine = RawThreadId::INIT.nonzero_thread_id();
        assert_eq!(mine, RawThreadId.nonzero_thread_id());
        thread::scope(|scope| {
            scope.spawn(|| assert_ne!(mine, RawThreadId.nonzero_thread_id()));
        });
    }
}
