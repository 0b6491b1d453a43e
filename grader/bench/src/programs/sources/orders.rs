//! Bugs that some order of whole critical sections shows (the CS set of `SCTBench`, and `reorder` and
//! `twostage` in larger sizes).

use std::sync::Arc;

use super::super::api::sync::Mutex;
use super::super::api::sync::atomic::{AtomicI32, Ordering::SeqCst};
use super::{body, together};

/// An account, checked for a wrong sum: fails if the check comes last.
pub(crate) fn account() {
    let account = Arc::new(Mutex::new((1, false, false)));
    together(vec![
        body(&account, |account| {
            let mut account = account.lock().unwrap();
            account.0 += 2;
            account.1 = true;
        }),
        body(&account, |account| {
            let mut account = account.lock().unwrap();
            account.0 -= 4;
            account.2 = true;
        }),
        body(&account, |account| {
            let account = account.lock().unwrap();
            if account.1 && account.2 {
                assert_eq!(account.0, (1 - 2) - 4);
            }
        }),
    ]);
}

/// Two additions and a check that fails if it comes last, although its thread was spawned first.
pub(crate) fn lazy01() {
    let data = Arc::new(Mutex::new(0));
    together(vec![
        body(&data, |data| assert!(*data.lock().unwrap() < 3)),
        body(&data, |data| *data.lock().unwrap() += 1),
        body(&data, |data| *data.lock().unwrap() += 2),
    ]);
}

/// Three values that are passed round; only one order makes them equal.
pub(crate) fn token_ring() {
    let ring = Arc::new(Mutex::new(([1, 2, 1], [false; 3])));
    together(vec![
        body(&ring, |ring| {
            let mut ring = ring.lock().unwrap();
            ring.0[0] = (ring.0[2] + 1) % 4;
            ring.1[0] = true;
        }),
        body(&ring, |ring| {
            let mut ring = ring.lock().unwrap();
            ring.0[1] = ring.0[0];
            ring.1[1] = true;
        }),
        body(&ring, |ring| {
            let mut ring = ring.lock().unwrap();
            ring.0[2] = ring.0[1];
            ring.1[2] = true;
        }),
        body(&ring, |ring| {
            let ring = ring.lock().unwrap();
            if ring.1 == [true; 3] {
                assert!(ring.0[0] == ring.0[1] && ring.0[1] == ring.0[2]);
            }
        }),
    ]);
}

/// Setters write two values one after the other, and checkers must see none or both: fails if one
/// looks while a setter is between its two, and nobody has written the second yet.
pub(crate) fn reorder<const SETTERS: usize, const CHECKERS: usize>() {
    let values = Arc::new((AtomicI32::new(0), AtomicI32::new(0)));
    let mut bodies = Vec::new();
    for _ in 0..SETTERS {
        bodies.push(body(&values, |(a, b)| {
            a.store(1, SeqCst);
            b.store(-1, SeqCst);
        }));
    }
    for _ in 0..CHECKERS {
        bodies.push(body(&values, |(a, b)| {
            assert!(
                (a.load(SeqCst) == 0 && b.load(SeqCst) == 0)
                    || (a.load(SeqCst) == 1 && b.load(SeqCst) == -1)
            );
        }));
    }
    together(bodies);
}

/// Writers change two values under two locks, one after the other: fails if a reader comes in
/// between, and no writer has changed the second yet.
pub(crate) fn two_stage<const WRITERS: usize, const READERS: usize>() {
    let stages = Arc::new((Mutex::new(0), Mutex::new(0)));
    let mut bodies = Vec::new();
    for _ in 0..WRITERS {
        bodies.push(body(&stages, |(one, two)| {
            let first = {
                let mut one = one.lock().unwrap();
                *one = 1;
                *one
            };
            *two.lock().unwrap() = first + 1;
        }));
    }
    for _ in 0..READERS {
        bodies.push(body(&stages, |(one, two)| {
            let first = *one.lock().unwrap();
            if first != 0 {
                let second = *two.lock().unwrap();
                assert_eq!(second, first + 1);
            }
        }));
    }
    together(bodies);
}
