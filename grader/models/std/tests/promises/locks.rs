//! `Mutex` and poisoning.

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, TryLockError};
use std::thread;

use super::{WHILE, promises};

fn poisoned(value: u32) -> Arc<Mutex<u32>> {
    let mutex = Arc::new(Mutex::new(value));
    let other = Arc::clone(&mutex);
    let panics = thread::spawn(move || {
        let mut guard = other.lock().unwrap();
        *guard += 1;
        panic!("with the guard");
    });
    assert!(panics.join().is_err());
    mutex
}

promises! {
    fn one_thread_at_a_time() {
        let count = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    for _ in 0..3 {
                        let mut guard = count.lock().unwrap();
                        let before = *guard;
                        thread::yield_now();
                        *guard = before + 1;
                    }
                });
            }
        });
        assert_eq!(count.into_inner().unwrap(), 9);
    }

    fn a_panic_with_the_guard_poisons() {
        let mutex = poisoned(1);
        assert!(mutex.is_poisoned());
        assert_eq!(*mutex.lock().unwrap_err().into_inner(), 2);
        assert!(matches!(mutex.try_lock(), Err(TryLockError::Poisoned(_))));
        assert_eq!(**mutex.lock().unwrap_err().get_ref(), 2);
        let mut mutex = Arc::into_inner(mutex).unwrap();
        assert_eq!(**mutex.get_mut().unwrap_err().get_ref(), 2);
        assert_eq!(mutex.into_inner().unwrap_err().into_inner(), 2);
    }

    fn poison_can_be_cleared() {
        let mutex = poisoned(1);
        mutex.clear_poison();
        assert!(!mutex.is_poisoned());
        assert_eq!(*mutex.lock().unwrap(), 2);
    }

    fn a_panic_without_the_guard_does_not_poison() {
        let mutex = Arc::new(Mutex::new(1));
        let other = Arc::clone(&mutex);
        let panics = thread::spawn(move || {
            drop(other.lock().unwrap());
            panic!("without the guard");
        });
        assert!(panics.join().is_err());
        assert!(!mutex.is_poisoned());
    }

    fn a_guard_taken_while_panicking_does_not_poison() {
        struct Locks<'a>(&'a Mutex<u32>);
        impl Drop for Locks<'_> {
            fn drop(&mut self) {
                assert!(thread::panicking());
                *self.0.lock().unwrap() += 1;
            }
        }
        let mutex = Mutex::new(1);
        let panics = catch_unwind(AssertUnwindSafe(|| {
            let _locks = Locks(&mutex);
            panic!("on purpose");
        }));
        assert!(panics.is_err() && !thread::panicking());
        assert_eq!(*mutex.lock().unwrap(), 2);
    }

    fn a_poisoned_mutex_still_excludes() {
        let mutex = poisoned(0);
        let guard = mutex.lock().unwrap_err();
        assert!(matches!(mutex.try_lock(), Err(TryLockError::WouldBlock)));
        drop(guard);
    }

    fn try_lock_does_not_wait() {
        let mutex = Mutex::new(1);
        let guard = mutex.lock().unwrap();
        thread::scope(|scope| {
            scope.spawn(|| assert!(matches!(mutex.try_lock(), Err(TryLockError::WouldBlock))));
        });
        drop(guard);
        *mutex.try_lock().unwrap() += 1;
        assert_eq!(*mutex.lock().unwrap(), 2);
    }

    fn lock_waits_for_the_guard_to_drop() {
        let mutex = Mutex::new(1);
        thread::scope(|scope| {
            let mut guard = mutex.lock().unwrap();
            scope.spawn(|| assert_eq!(*mutex.lock().unwrap(), 3));
            thread::sleep(WHILE);
            *guard = 3;
        });
    }

    fn a_mutex_is_made_and_shown() {
        let mutex = Mutex::from(1);
        assert_eq!(format!("{mutex:?}"), "Mutex { data: 1, poisoned: false, .. }");
        let guard = mutex.lock().unwrap();
        assert!(format!("{mutex:?}").contains("<locked>"));
        assert_eq!(format!("{guard} {guard:?}"), "1 1");
        assert_eq!(*Mutex::<u8>::default().lock().unwrap(), 0);
    }

    fn a_mutex_may_hold_an_unsized_value() {
        let slice: Arc<Mutex<[u8]>> = Arc::new(Mutex::new([1, 2, 3]));
        slice.lock().unwrap()[1] = 5;
        assert_eq!(*slice.lock().unwrap(), [1, 5, 3]);
        let object: Arc<Mutex<dyn Debug + Send>> = Arc::new(Mutex::new(7));
        assert_eq!(format!("{:?}", object.lock().unwrap()), "7");
    }

    fn a_mutex_in_a_static() {
        static LIST: Mutex<Vec<u32>> = Mutex::new(Vec::new());
        LIST.lock().unwrap().clear();
        thread::scope(|scope| {
            for n in 0..3 {
                scope.spawn(move || LIST.lock().unwrap().push(n));
            }
        });
        let mut seen = LIST.lock().unwrap().clone();
        seen.sort_unstable();
        assert_eq!(seen, [0, 1, 2]);
    }
}
