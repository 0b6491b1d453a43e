//! Bugs with locks: cycles, and the wrong one (the CS set of `SCTBench`).

use std::sync::Arc;

use super::super::api::sync::Mutex;
use super::super::api::sync::atomic::{AtomicI32, Ordering::SeqCst};
use super::{Body, body, together};

/// Everybody takes the fork on his left, then the one on his right: deadlocks once all have one. Two
/// of them are `deadlock01` of `SCTBench`.
pub(crate) fn greedy_philosophers<const SEATS: usize>() {
    let forks: Arc<Vec<_>> = Arc::new((0..SEATS).map(|_| Mutex::new(())).collect());
    let seats = 0..SEATS;
    together(
        seats
            .map(|seat| {
                body(&forks, move |forks| {
                    let _left = forks[seat].lock().unwrap();
                    let _right = forks[(seat + 1) % SEATS].lock().unwrap();
                })
            })
            .collect(),
    );
}

/// Two classes share a resource that the first of a class takes and the last gives back: one class
/// waits for the resource while it holds what the other needs in order to give it back.
pub(crate) fn carter01() {
    type Shared = (Mutex<[i32; 2]>, Mutex<()>);
    fn class(shared: &Arc<Shared>, class: usize) -> Body {
        body(shared, move |(counts, resource): &Shared| {
            let mut held = None;
            {
                let mut counts = counts.lock().unwrap();
                counts[class] += 1;
                if counts[class] == 1 {
                    held = Some(resource.lock().unwrap());
                }
            }
            let mut counts = counts.lock().unwrap();
            counts[class] -= 1;
            if counts[class] == 0 {
                drop(held);
            }
        })
    }
    let shared = Arc::new((Mutex::new([0, 0]), Mutex::new(())));
    let idle = || Box::new(|| ()) as Body;
    together(vec![class(&shared, 0), class(&shared, 1), idle(), idle()]);
}

/// One thread changes a value under one lock, the others under another.
pub(crate) fn wrong_lock<const OTHERS: usize>() {
    let shared = Arc::new((Mutex::new(()), Mutex::new(()), AtomicI32::new(0)));
    let mut bodies = vec![body(&shared, |(mine, _, value): &(Mutex<()>, Mutex<()>, AtomicI32)| {
        let _guard = mine.lock().unwrap();
        let before = value.load(SeqCst);
        value.store(value.load(SeqCst) + 1, SeqCst);
        assert_eq!(value.load(SeqCst), before + 1);
    })];
    for _ in 0..OTHERS {
        bodies.push(body(&shared, |(_, theirs, value)| {
            let _guard = theirs.lock().unwrap();
            value.store(value.load(SeqCst) + 1, SeqCst);
        }));
    }
    together(bodies);
}
