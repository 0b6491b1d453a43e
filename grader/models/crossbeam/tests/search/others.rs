//! Everything but channels.

use std::collections::BTreeSet;

use interleave::strategy::RandomWalk;
use interleave::{End, Executor, Limits};
use model_crossbeam::atomic::AtomicCell;
use model_crossbeam::deque::Worker;
use model_crossbeam::sync::{Parker, ShardedLock, WaitGroup};
use model_crossbeam::utils::Backoff;
use model_std::sync::{Arc, Mutex};
use model_std::thread;

use crate::{deadlock, outcomes, without_freedoms};

#[test]
fn a_steal_must_be_retried_only_if_others_came_between() {
    fn retries(alone: bool) -> bool {
        let worker = Worker::new_lifo();
        (0..8).for_each(|n| worker.push(n));
        let stealer = worker.stealer();
        let steals = thread::spawn(move || (0..4).any(|_| stealer.steal().is_retry()));
        if alone {
            return steals.join().unwrap();
        }
        let _: Vec<_> = (0..4).map(|_| worker.pop()).collect();
        steals.join().unwrap()
    }
    let both = BTreeSet::from([false, true]);
    assert_eq!(outcomes(&Limits::default(), 400, || retries(false)), both);
    assert_eq!(outcomes(&Limits::default(), 400, || retries(true)), BTreeSet::from([false]));
    assert_eq!(outcomes(&without_freedoms(), 400, || retries(false)), BTreeSet::from([false]));
}

#[test]
fn a_batch_is_on_its_way_for_a_while() {
    let seen = outcomes(&without_freedoms(), 300, || {
        let (from, to) = (Worker::new_fifo(), Worker::new_fifo());
        (0..2).for_each(|n| from.push(n));
        let (steals, looks) = (from.stealer(), to.stealer());
        let thief = thread::spawn(move || {
            assert!(!steals.steal_batch(&to).is_empty());
            to
        });
        let sum = from.len() + looks.len();
        drop(thief.join());
        sum
    });
    assert!(seen.contains(&1), "{seen:?}");
}

#[test]
fn an_update_in_two_steps_is_lost() {
    let seen = outcomes(&without_freedoms(), 200, || {
        let cell = Arc::new(AtomicCell::new(0));
        let threads = [0; 2].map(|_| {
            let cell = Arc::clone(&cell);
            thread::spawn(move || cell.store(cell.load() + 1))
        });
        for thread in threads {
            thread.join().unwrap();
        }
        cell.load()
    });
    assert_eq!(seen, BTreeSet::from([1, 2]));
}

#[test]
fn members_of_a_group_go_in_any_order() {
    let seen = outcomes(&without_freedoms(), 300, || {
        let (group, log) = (WaitGroup::new(), Arc::new(Mutex::new(String::new())));
        for name in ['a', 'b'] {
            let (group, log) = (group.clone(), Arc::clone(&log));
            thread::spawn(move || {
                log.lock().unwrap().push(name);
                drop(group);
            });
        }
        group.wait();
        let log = log.lock().unwrap();
        log.clone()
    });
    assert_eq!(seen, BTreeSet::from(["ab".to_owned(), "ba".to_owned()]));
}

#[test]
fn readers_and_writers_come_in_every_order() {
    let seen = outcomes(&without_freedoms(), 500, || {
        let lock = Arc::new(ShardedLock::new(0));
        let writers = [1, 2].map(|digit| {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                let mut value = lock.write().unwrap();
                *value = *value * 10 + digit;
            })
        });
        let reader = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || *lock.read().unwrap())
        };
        for writer in writers {
            writer.join().unwrap();
        }
        reader.join().unwrap()
    });
    assert_eq!(seen, BTreeSet::from([0, 1, 2, 12, 21]));
}

#[test]
fn a_token_counts_once() {
    let found = deadlock(300, || {
        let parker = Parker::new();
        let unparkers = [0; 2].map(|_| parker.unparker().clone());
        let threads = unparkers.map(|unparker| thread::spawn(move || unparker.unpark()));
        parker.park();
        parker.park();
        drop(threads);
    });
    assert!(found.is_some_and(|(blocked, names)| {
        blocked[0].op.verb == "park" && names[0] == "Parker #1"
    }));
}

#[test]
fn who_holds_a_lock_stands_in_the_deadlock() {
    let (blocked, names) = deadlock(1, || {
        let lock = ShardedLock::new(1);
        let _reads = lock.read().unwrap();
        drop(lock.write());
    })
    .expect("it waits for itself");
    assert_eq!((blocked[0].op.verb, &*names[0]), ("write", "ShardedLock #1"));
    assert_eq!(blocked[0].held_by.len(), 1);
}

#[test]
fn pausing_without_end_is_found() {
    let mut executor = Executor::new(Limits::default());
    let end = executor
        .run(&mut RandomWalk::new(1), || {
            let backoff = Backoff::new();
            loop {
                backoff.snooze();
            }
        })
        .end;
    let End::Endless { verbs, .. } = end else { panic!("{end:?}") };
    assert!(verbs.iter().all(|verb| ["spin_loop", "yield_now"].contains(verb)), "{verbs:?}");
}
