//! Right programs, to be run as fast as can be, or explored whole.

use std::collections::VecDeque;
use std::sync::Arc;

use super::super::api::sync::atomic::{AtomicI32, Ordering::SeqCst};
use super::super::api::sync::{Condvar, Mutex};
use super::super::api::thread;

/// Two threads that end at once: what every execution costs.
pub(crate) fn nothing() {
    let threads = [(); 2].map(|()| thread::spawn(|| ()));
    for thread in threads {
        thread.join().unwrap();
    }
}

/// Three threads that must print in order: one mutex, one condition variable, `notify_all`.
pub(crate) fn print_in_order() {
    let stage = Arc::new((Mutex::new(0_u32), Condvar::new()));
    let threads: Vec<_> = (0..3)
        .map(|turn| {
            let stage = Arc::clone(&stage);
            thread::spawn(move || {
                let (lock, changed) = &*stage;
                let mut now = lock.lock().unwrap();
                while *now != turn {
                    now = changed.wait(now).unwrap();
                }
                *now += 1;
                changed.notify_all();
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(*stage.0.lock().unwrap(), 3);
}

/// Two threads that alternate ten times: one mutex, one condition variable, `notify_one`.
pub(crate) fn foobar() {
    alternate(10);
}

/// The same, twice.
pub(crate) fn foobar_twice() {
    alternate(2);
}

fn alternate(times: usize) {
    let turn = Arc::new((Mutex::new(false), Condvar::new()));
    let threads = [false, true].map(|mine| {
        let turn = Arc::clone(&turn);
        thread::spawn(move || {
            let (lock, changed) = &*turn;
            for _ in 0..times {
                let mut now = lock.lock().unwrap();
                while *now != mine {
                    now = changed.wait(now).unwrap();
                }
                *now = !mine;
                changed.notify_one();
            }
        })
    });
    for thread in threads {
        thread.join().unwrap();
    }
}

/// Three threads that each add one to a counter a hundred times, under a mutex.
pub(crate) fn counter() {
    count(100);
}

/// The same, twice each.
pub(crate) fn counter_twice() {
    count(2);
}

fn count(times: usize) {
    let count = Arc::new(Mutex::new(0));
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let count = Arc::clone(&count);
            thread::spawn(move || {
                for _ in 0..times {
                    *count.lock().unwrap() += 1;
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(*count.lock().unwrap(), 3 * times);
}

/// Two producers and two consumers of twenty items: a mutex and two condition variables.
pub(crate) fn bounded_buffer() {
    let buffer = Arc::new((Mutex::new(VecDeque::new()), Condvar::new(), Condvar::new()));
    let mut threads = Vec::new();
    for producer in 0..2 {
        let buffer = Arc::clone(&buffer);
        threads.push(thread::spawn(move || {
            let (items, not_full, not_empty) = &*buffer;
            for item in 0..10 {
                let mut items = items.lock().unwrap();
                while items.len() == 2 {
                    items = not_full.wait(items).unwrap();
                }
                items.push_back(producer * 10 + item);
                not_empty.notify_one();
            }
        }));
    }
    for _ in 0..2 {
        let buffer = Arc::clone(&buffer);
        threads.push(thread::spawn(move || {
            let (items, not_full, not_empty) = &*buffer;
            for _ in 0..10 {
                let mut items = items.lock().unwrap();
                while items.is_empty() {
                    items = not_empty.wait(items).unwrap();
                }
                assert!(items.pop_front().is_some());
                not_full.notify_one();
            }
        }));
    }
    for thread in threads {
        thread.join().unwrap();
    }
}

/// Philosophers who all take the lower-numbered fork first and eat once: nobody deadlocks.
pub(crate) fn philosophers<const SEATS: usize>() {
    let forks: Arc<Vec<_>> = Arc::new((0..SEATS).map(|_| Mutex::new(())).collect());
    let threads: Vec<_> = (0..SEATS)
        .map(|seat| {
            let forks = Arc::clone(&forks);
            thread::spawn(move || {
                let (one, other) = (seat, (seat + 1) % SEATS);
                let _first = forks[one.min(other)].lock().unwrap();
                let _second = forks[one.max(other)].lock().unwrap();
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

/// So many threads that store twice, and one that loads as often, and takes whatever it sees.
pub(crate) fn reorder<const SETTERS: usize>() {
    let values = Arc::new((AtomicI32::new(0), AtomicI32::new(0)));
    let mut threads: Vec<_> = (0..SETTERS)
        .map(|_| {
            let values = Arc::clone(&values);
            thread::spawn(move || {
                values.0.store(1, SeqCst);
                values.1.store(-1, SeqCst);
            })
        })
        .collect();
    threads.push(thread::spawn(move || {
        let seen = (values.0.load(SeqCst), values.1.load(SeqCst));
        assert!((0..=1).contains(&seen.0) && (-1..=0).contains(&seen.1));
    }));
    for thread in threads {
        thread.join().unwrap();
    }
}
