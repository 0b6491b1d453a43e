//! `Once`, `OnceLock`, `LazyLock`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, LazyLock, Mutex, Once, OnceLock};
use std::thread;

use super::{WHILE, promises};

fn panics(body: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(body)).is_err()
}

promises! {
    fn once_runs_once_and_all_wait_for_it() {
        let (once, count) = (Once::new(), AtomicUsize::new(0));
        assert!(!once.is_completed());
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    once.call_once(|| {
                        thread::yield_now();
                        count.fetch_add(1, SeqCst);
                    });
                    assert_eq!(count.load(SeqCst), 1);
                    assert!(once.is_completed());
                });
            }
        });
    }

    fn a_panic_poisons_a_once() {
        let once = Once::new();
        assert!(panics(|| once.call_once(|| panic!("on purpose"))));
        assert!(!once.is_completed());
        assert!(panics(|| once.call_once(|| unreachable!())));
        assert!(panics(|| once.wait()));
        once.call_once_force(|state| assert!(state.is_poisoned()));
        assert!(once.is_completed());
        once.call_once(|| unreachable!());
        once.call_once_force(|_| unreachable!());
    }

    fn once_wait_waits_for_the_end() {
        let (once, done) = (Once::new(), Mutex::new(false));
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    once.wait();
                    assert!(*done.lock().unwrap());
                });
            }
            scope.spawn(|| {
                once.wait_force();
                assert!(*done.lock().unwrap());
            });
            once.call_once(|| {
                thread::sleep(WHILE);
                *done.lock().unwrap() = true;
            });
        });
    }

    fn once_lock_is_written_once() {
        let (cell, made) = (OnceLock::new(), AtomicUsize::new(0));
        assert_eq!(cell.get(), None);
        thread::scope(|scope| {
            for n in 0..3 {
                let (cell, made) = (&cell, &made);
                scope.spawn(move || {
                    let seen = *cell.get_or_init(|| {
                        made.fetch_add(1, SeqCst);
                        thread::yield_now();
                        n
                    });
                    assert_eq!(cell.get(), Some(&seen));
                });
            }
        });
        assert_eq!(made.load(SeqCst), 1);
        assert_eq!(cell.set(9), Err(9));
    }

    fn set_of_a_once_lock_succeeds_once() {
        let cell = OnceLock::new();
        thread::scope(|scope| {
            let threads: Vec<_> = (0..3).map(|n| scope.spawn({
                let cell = &cell;
                move || cell.set(n)
            })).collect();
            let results = threads.into_iter().map(|thread| thread.join().unwrap());
            assert_eq!(results.flatten().count(), 1);
        });
        assert!(cell.get().is_some());
    }

    fn once_lock_is_not_poisoned() {
        let cell = OnceLock::new();
        assert!(panics(|| _ = cell.get_or_init(|| panic!("on purpose"))));
        assert_eq!(cell.get(), None);
        assert_eq!(*cell.get_or_init(|| 3), 3);
    }

    fn once_lock_wait_waits_for_the_value() {
        let cell = OnceLock::new();
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| assert_eq!(*cell.wait(), 5));
            }
            thread::sleep(WHILE);
            cell.set(5).unwrap();
        });
        assert_eq!(*cell.wait(), 5);
    }

    fn once_lock_is_an_ordinary_value_too() {
        let mut cell = OnceLock::from(1);
        assert_eq!(cell, cell.clone());
        assert_eq!(format!("{cell:?}"), "OnceLock(1)");
        *cell.get_mut().unwrap() += 1;
        assert_eq!(cell.take(), Some(2));
        assert_eq!(format!("{cell:?}"), "OnceLock(<uninit>)");
        cell.set(4).unwrap();
        assert_eq!(cell.into_inner(), Some(4));
    }

    fn lazy_lock_is_made_when_first_seen() {
        let made = AtomicUsize::new(0);
        let lazy = LazyLock::new(|| made.fetch_add(1, SeqCst) + 7);
        assert_eq!(made.load(SeqCst), 0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| assert_eq!(*lazy, 7));
            }
        });
        assert_eq!(*LazyLock::force(&lazy), 7);
        assert_eq!(made.load(SeqCst), 1);
    }

    fn a_panic_poisons_a_lazy_lock() {
        let lazy: LazyLock<u32> = LazyLock::new(|| panic!("on purpose"));
        assert!(panics(|| _ = *lazy));
        assert!(panics(|| _ = *lazy));
    }

    fn statics_are_shared() {
        static ONCE: Once = Once::new();
        static CELL: OnceLock<Vec<u32>> = OnceLock::new();
        static LAZY: LazyLock<Arc<Mutex<u32>>> = LazyLock::new(|| Arc::new(Mutex::new(0)));
        *LAZY.lock().unwrap() = 0;
        let threads: Vec<_> = (0..3).map(|_| thread::spawn(|| {
            ONCE.call_once(thread::yield_now);
            *LAZY.lock().unwrap() += 1;
            CELL.get_or_init(|| vec![1, 2, 3]).len()
        })).collect();
        let lengths: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert_eq!(lengths, [3, 3, 3]);
        assert_eq!(*LAZY.lock().unwrap(), 3);
    }
}
