//! Mistakes that learners make.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::super::api::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use super::super::api::sync::{Condvar, Mutex};
use super::{Body, body, together};

/// A flag is tested outside of the lock, then waited for: the notification may come in between.
pub(crate) fn missed_signal() {
    let shared = Arc::new((AtomicBool::new(false), Mutex::new(()), Condvar::new()));
    together(vec![
        body(&shared, |(ready, lock, changed): &(AtomicBool, Mutex<()>, Condvar)| {
            if !ready.load(Ordering::SeqCst) {
                let _guard = changed.wait(lock.lock().unwrap()).unwrap();
            }
        }),
        body(&shared, |(ready, _, changed)| {
            ready.store(true, Ordering::SeqCst);
            changed.notify_one();
        }),
    ]);
}

/// One condition variable for both sides of a buffer of one, `notify_one`, and so many items for each
/// of two producers and two consumers: a notification may wake the wrong side.
pub(crate) fn one_condvar<const ITEMS: usize>() {
    let shared = Arc::new((Mutex::new(0), Condvar::new()));
    let side = |full: i32| -> Body {
        body(&shared, move |(count, changed): &(Mutex<i32>, Condvar)| {
            for _ in 0..ITEMS {
                let mut count = count.lock().unwrap();
                while *count == full {
                    count = changed.wait(count).unwrap();
                }
                *count = full;
                changed.notify_one();
            }
        })
    };
    together(vec![side(1), side(1), side(0), side(0)]);
}

/// `if` where it must be `while`: what was there at the wake-up may be gone.
pub(crate) fn if_wait_buffer() {
    type Shared = (Mutex<VecDeque<usize>>, Condvar, Condvar);
    let shared: Arc<Shared> =
        Arc::new((Mutex::new(VecDeque::new()), Condvar::new(), Condvar::new()));
    let produce = || {
        body(&shared, |(items, not_full, not_empty): &Shared| {
            for item in 0..2 {
                let mut items = items.lock().unwrap();
                if items.len() == 1 {
                    items = not_full.wait(items).unwrap();
                }
                items.push_back(item);
                assert!(items.len() <= 1, "more than fits");
                not_empty.notify_one();
            }
        })
    };
    let consume = || {
        body(&shared, |(items, not_full, not_empty): &Shared| {
            for _ in 0..2 {
                let mut items = items.lock().unwrap();
                if items.is_empty() {
                    items = not_empty.wait(items).unwrap();
                }
                items.pop_front().expect("something to take");
                not_full.notify_one();
            }
        })
    };
    together(vec![produce(), produce(), consume(), consume()]);
}

/// Print in order with `notify_one`: it may wake one whose turn it is not.
pub(crate) fn order_notify_one() {
    let stage = Arc::new((Mutex::new(0), Condvar::new()));
    let turns = 0..3;
    together(
        turns
            .map(|turn| {
                body(&stage, move |(now, changed): &(Mutex<i32>, Condvar)| {
                    let mut now = now.lock().unwrap();
                    while *now != turn {
                        now = changed.wait(now).unwrap();
                    }
                    *now += 1;
                    changed.notify_one();
                })
            })
            .collect(),
    );
}

/// Two take the last one.
pub(crate) fn check_then_act() {
    let left = Arc::new(AtomicI32::new(1));
    let take = || {
        body(&left, |left| {
            if left.load(Ordering::SeqCst) > 0 {
                assert!(left.fetch_sub(1, Ordering::SeqCst) > 0);
            }
        })
    };
    together(vec![take(), take()]);
}

/// Data behind a flag, both relaxed: who sees the flag need not see the data.
pub(crate) fn relaxed_publish() {
    let shared = Arc::new((AtomicI32::new(0), AtomicBool::new(false)));
    together(vec![
        body(&shared, |(data, ready)| {
            data.store(1, Ordering::Relaxed);
            ready.store(true, Ordering::Relaxed);
        }),
        body(&shared, |(data, ready)| {
            if ready.load(Ordering::Relaxed) {
                assert_eq!(data.load(Ordering::Relaxed), 1);
            }
        }),
    ]);
}

/// Both raise a flag, then look at the other's, all relaxed: neither may see the other.
pub(crate) fn dekker_relaxed() {
    type Flags = [AtomicBool; 2];
    let flags: Arc<(Flags, AtomicI32)> =
        Arc::new(([AtomicBool::new(false), AtomicBool::new(false)], AtomicI32::new(0)));
    let enter = |me: usize| {
        body(&flags, move |(flags, inside): &(Flags, AtomicI32)| {
            flags[me].store(true, Ordering::Relaxed);
            if !flags[1 - me].load(Ordering::Relaxed) {
                assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "both are inside");
            }
        })
    };
    together(vec![enter(0), enter(1)]);
}

/// `if !ready { wait }`: a wake-up without a reason shows that it must be `while`.
pub(crate) fn spurious_only() {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    together(vec![
        body(&shared, |(ready, changed): &(Mutex<bool>, Condvar)| {
            let mut ready = ready.lock().unwrap();
            if !*ready {
                ready = changed.wait(ready).unwrap();
            }
            assert!(*ready);
        }),
        body(&shared, |(ready, changed)| {
            *ready.lock().unwrap() = true;
            changed.notify_one();
        }),
    ]);
}

/// Waits with a time limit, and takes what is not there when the time is over.
pub(crate) fn timeout_ignored() {
    let shared = Arc::new((Mutex::new(None), Condvar::new()));
    together(vec![
        body(&shared, |(data, changed): &(Mutex<Option<i32>>, Condvar)| {
            let mut data = data.lock().unwrap();
            while data.is_none() {
                let (now, result) = changed.wait_timeout(data, Duration::from_millis(10)).unwrap();
                data = now;
                if result.timed_out() {
                    break;
                }
            }
            assert!(data.is_some(), "used although the time was over");
        }),
        body(&shared, |(data, changed)| {
            *data.lock().unwrap() = Some(1);
            changed.notify_one();
        }),
    ]);
}
