//! `Condvar` and `Barrier`.

use std::sync::{Arc, Barrier, BarrierWaitResult, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::{WHILE, passed, promises};

promises! {
    fn wait_gives_the_mutex_back_meanwhile() {
        let pair = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut ready = pair.0.lock().unwrap();
                while !*ready {
                    ready = pair.1.wait(ready).unwrap();
                }
                assert!(pair.0.try_lock().is_err(), "the mutex is held again");
            });
            thread::sleep(WHILE);
            *pair.0.lock().unwrap() = true;
            pair.1.notify_one();
        });
    }

    fn wait_while_waits_while_the_condition_holds() {
        let pair = (Mutex::new(3), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                let left = pair.1.wait_while(pair.0.lock().unwrap(), |left| *left > 0).unwrap();
                assert_eq!(*left, 0);
            });
            for _ in 0..3 {
                *pair.0.lock().unwrap() -= 1;
                pair.1.notify_one();
            }
        });
    }

    fn notify_all_wakes_all() {
        let pair = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| drop(pair.1.wait_while(pair.0.lock().unwrap(), |go| !*go)));
            }
            thread::sleep(WHILE);
            *pair.0.lock().unwrap() = true;
            pair.1.notify_all();
        });
    }

    fn as_many_notify_one_as_waiters_wake_all() {
        let pair = (Mutex::new(0), Condvar::new());
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let mut permits = pair.0.lock().unwrap();
                    while *permits == 0 {
                        permits = pair.1.wait(permits).unwrap();
                    }
                    *permits -= 1;
                });
            }
            for _ in 0..3 {
                *pair.0.lock().unwrap() += 1;
                pair.1.notify_one();
            }
        });
        assert_eq!(*pair.0.lock().unwrap(), 0);
    }

    fn a_notification_without_a_waiter_is_lost() {
        let pair = (Mutex::new(()), Condvar::new());
        pair.1.notify_one();
        pair.1.notify_all();
        let start = Instant::now();
        let guard = pair.0.lock().unwrap();
        let (_guard, result) = pair.1.wait_timeout_while(guard, WHILE, |()| true).unwrap();
        assert!(result.timed_out());
        passed(start, WHILE);
    }

    fn wait_timeout_says_whether_time_was_over() {
        let pair = (Mutex::new(false), Condvar::new());
        let mut ready = pair.0.lock().unwrap();
        let start = Instant::now();
        loop {
            let result;
            (ready, result) = pair.1.wait_timeout(ready, WHILE).unwrap();
            if result.timed_out() {
                break;
            }
        }
        assert!(start.elapsed() >= WHILE);
        drop(ready);
        thread::scope(|scope| {
            scope.spawn(|| {
                *pair.0.lock().unwrap() = true;
                pair.1.notify_one();
            });
            let mut ready = pair.0.lock().unwrap();
            while !*ready {
                let result;
                (ready, result) = pair.1.wait_timeout(ready, Duration::from_secs(60)).unwrap();
                assert!(!result.timed_out());
            }
        });
    }

    fn wait_timeout_while_stops_for_either_reason() {
        let pair = (Mutex::new(1), Condvar::new());
        let start = Instant::now();
        let (value, result) =
            pair.1.wait_timeout_while(pair.0.lock().unwrap(), WHILE, |value| *value > 0).unwrap();
        assert!(result.timed_out() && *value == 1);
        passed(start, WHILE);
        let (value, result) =
            pair.1.wait_timeout_while(value, WHILE, |value| *value > 1).unwrap();
        assert!(!result.timed_out() && *value == 1);
    }

    fn wait_reports_poison() {
        let pair = Arc::new((Mutex::new(false), Condvar::new()));
        let waits = {
            let pair = Arc::clone(&pair);
            thread::spawn(move || {
                let Ok(mut ready) = pair.0.lock() else { return true };
                while !*ready {
                    match pair.1.wait(ready) {
                        Ok(guard) => ready = guard,
                        Err(_) => return true,
                    }
                }
                false
            })
        };
        let panics = {
            let pair = Arc::clone(&pair);
            thread::spawn(move || {
                let mut ready = pair.0.lock().unwrap();
                *ready = true;
                pair.1.notify_all();
                panic!("on purpose");
            })
        };
        assert!(panics.join().is_err());
        assert!(waits.join().unwrap());
    }

    fn a_barrier_has_one_leader_each_time() {
        let (barrier, log) = (Barrier::new(3), Mutex::new(Vec::new()));
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    for round in 0..3 {
                        log.lock().unwrap().push((round, false));
                        if barrier.wait().is_leader() {
                            log.lock().unwrap().push((round, true));
                        }
                        barrier.wait();
                    }
                });
            }
        });
        let log = log.into_inner().unwrap();
        for (round, entries) in log.chunks(4).enumerate() {
            let leaders = entries.iter().filter(|(_, leader)| *leader).count();
            assert!(leaders == 1 && entries[3].1, "{log:?}");
            assert!(entries.iter().all(|entry| entry.0 == round), "{log:?}");
        }
    }

    fn a_barrier_lets_more_threads_through_in_groups() {
        let barrier = Barrier::new(2);
        thread::scope(|scope| {
            let threads: Vec<_> = (0..6).map(|_| scope.spawn(|| barrier.wait())).collect();
            let results = threads.into_iter().map(|thread| thread.join().unwrap());
            assert_eq!(results.filter(BarrierWaitResult::is_leader).count(), 3);
        });
    }

    fn a_barrier_for_one_holds_nobody() {
        assert!(Barrier::new(1).wait().is_leader());
        assert!(Barrier::new(0).wait().is_leader());
    }
}
