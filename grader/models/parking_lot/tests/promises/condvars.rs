//! `Condvar`.

use std::thread;
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};

use super::{LONG, WHILE, panics, passed, promises};

/// Waits until so many threads wait (they count themselves before they do).
fn until(mutex: &Mutex<usize>, waiting: usize) {
    while *mutex.lock() < waiting {
        thread::yield_now();
    }
}

promises! {
    fn a_wait_ends_with_a_notification_only() {
        // No loop: "a wait will only return a non-timeout result if it was woken up".
        let (mutex, condvar) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            let mut ready = mutex.lock();
            scope.spawn(|| {
                *mutex.lock() = true;
                assert!(condvar.notify_one());
            });
            condvar.wait(&mut ready);
            assert!(*ready);
        });
    }

    fn notifications_are_not_kept() {
        let (mutex, condvar) = (Mutex::new(()), Condvar::new());
        assert!(!condvar.notify_one());
        assert_eq!(condvar.notify_all(), 0);
        let start = Instant::now();
        assert!(condvar.wait_for(&mut mutex.lock(), WHILE).timed_out());
        passed(start, WHILE);
        assert!(!condvar.notify_one());
    }

    fn notifying_tells_how_many_were_woken() {
        let (mutex, condvar) = (Mutex::new(0), Condvar::new());
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let mut waiting = mutex.lock();
                    *waiting += 1;
                    condvar.wait(&mut waiting);
                });
            }
            until(&mutex, 3);
            assert!(condvar.notify_one());
            assert_eq!(condvar.notify_all(), 2);
            assert_eq!(condvar.notify_all(), 0);
        });
    }

    fn notify_one_wakes_one() {
        let (mutex, condvar) = (Mutex::new((0, 0)), Condvar::new());
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let mut state = mutex.lock();
                    state.0 += 1;
                    condvar.wait(&mut state);
                    state.1 += 1;
                });
            }
            while mutex.lock().0 < 2 {
                thread::yield_now();
            }
            assert!(condvar.notify_one());
            thread::sleep(WHILE);
            assert!(mutex.lock().1 <= 1);
            assert!(condvar.notify_one());
        });
        assert_eq!(mutex.into_inner(), (2, 2));
    }

    fn a_wait_holds_the_mutex_again() {
        let (mutex, condvar) = (Mutex::new(0), Condvar::new());
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let mut waiting = mutex.lock();
                    *waiting += 1;
                    condvar.wait(&mut waiting);
                    let before = *waiting;
                    thread::yield_now();
                    assert_eq!(*waiting, before);
                    *waiting += 1;
                });
            }
            until(&mutex, 2);
            condvar.notify_all();
        });
        assert_eq!(mutex.into_inner(), 4);
    }

    fn waits_with_a_condition() {
        let (mutex, condvar) = (Mutex::new(0), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                for _ in 0..3 {
                    *mutex.lock() += 1;
                    condvar.notify_all();
                }
            });
            let mut value = mutex.lock();
            condvar.wait_while(&mut value, |value| *value < 3);
            assert_eq!(*value, 3);
            let result = condvar.wait_while_for(&mut value, |value| *value < 3, LONG);
            assert!(!result.timed_out());
        });
    }

    fn waits_with_a_condition_and_a_deadline() {
        let (mutex, condvar) = (Mutex::new(0), Condvar::new());
        let mut value = mutex.lock();
        let start = Instant::now();
        assert!(condvar.wait_while_for(&mut value, |value| *value < 3, WHILE).timed_out());
        assert!(condvar.wait_while_until(&mut value, |_| true, start + WHILE * 2).timed_out());
        passed(start, WHILE * 2);
        assert!(condvar.wait_until(&mut value, start + WHILE * 3).timed_out());
        passed(start, WHILE * 3);
        drop(value);
        thread::scope(|scope| {
            scope.spawn(|| {
                *mutex.lock() = 3;
                condvar.notify_one();
            });
            let mut value = mutex.lock();
            let until = Instant::now() + LONG;
            let result = condvar.wait_while_until(&mut value, |value| *value < 3, until);
            assert!(!result.timed_out());
        });
    }

    fn a_deadline_that_has_passed_still_is_a_wait() {
        let (mutex, condvar) = (Mutex::new(0), Condvar::new());
        let mut guard = mutex.lock();
        let past = Instant::now();
        assert!(condvar.wait_until(&mut guard, past).timed_out());
        assert!(condvar.wait_for(&mut guard, Duration::ZERO).timed_out());
    }

    fn a_notified_wait_has_not_timed_out() {
        let (mutex, condvar) = (Mutex::new(0), Condvar::new());
        thread::scope(|scope| {
            let waits = scope.spawn(|| {
                let mut waiting = mutex.lock();
                *waiting += 1;
                let first = condvar.wait_for(&mut waiting, LONG);
                *waiting += 1;
                let second = condvar.wait_until(&mut waiting, Instant::now() + LONG);
                (first.timed_out(), second.timed_out())
            });
            for waiting in 1..=2 {
                until(&mutex, waiting);
                assert!(condvar.notify_one());
            }
            assert_eq!(waits.join().unwrap(), (false, false));
        });
    }

    fn one_mutex_at_a_time() {
        let (first, second, condvar) = (Mutex::new(0), Mutex::new(0), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut waiting = first.lock();
                *waiting += 1;
                condvar.wait(&mut waiting);
            });
            until(&first, 1);
            let message = panics(|| condvar.wait(&mut second.lock()));
            let expected = "attempted to use a condition variable with more than one mutex";
            assert_eq!(message.as_deref(), Some(expected));
            assert!(!second.is_locked());
            assert!(condvar.notify_one());
        });
        // Nobody waits any more: another mutex will do.
        assert!(condvar.wait_for(&mut second.lock(), WHILE).timed_out());
        assert!(condvar.wait_for(&mut first.lock(), WHILE).timed_out());
    }

    fn a_condvar_is_shown() {
        assert_eq!(format!("{:?} {:?}", Condvar::new(), Condvar::default()), "Condvar { .. } Condvar { .. }");
        let result = Condvar::new().wait_for(&mut Mutex::new(()).lock(), Duration::ZERO);
        assert_eq!(format!("{result:?}"), "WaitTimeoutResult(true)");

    }
}
