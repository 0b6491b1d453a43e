//! `sync::{Parker, WaitGroup}` and `utils`.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam::sync::{Parker, Unparker, WaitGroup};
use crossbeam::utils::{Backoff, CachePadded};

use super::{LONG, WHILE, passed, promises};

promises! {
    fn a_token_is_there_until_taken() {
        let parker = Parker::new();
        parker.unparker().unpark();
        parker.unparker().unpark();
        parker.park();
        let start = Instant::now();
        parker.park_timeout(WHILE);
        passed(start, WHILE);
    }

    fn park_waits_for_the_token() {
        let parker = Parker::default();
        let unparker = parker.unparker().clone();
        let flag = Arc::new(AtomicUsize::new(0));
        let tells = Arc::clone(&flag);
        let unparks = thread::spawn(move || {
            thread::sleep(WHILE);
            tells.store(1, SeqCst);
            unparker.unpark();
        });
        parker.park();
        assert_eq!(flag.load(SeqCst), 1, "never for no reason");
        unparks.join().unwrap();
    }

    fn park_waits_no_longer() {
        let parker = Parker::new();
        let start = Instant::now();
        parker.park_deadline(start + WHILE);
        passed(start, WHILE);
        parker.park_deadline(start);
        parker.park_timeout(Duration::ZERO);
        let unparker = parker.unparker().clone();
        let unparks = thread::spawn(move || unparker.unpark());
        let start = Instant::now();
        parker.park_timeout(LONG);
        assert!(start.elapsed() < LONG);
        unparks.join().unwrap();
    }

    fn a_parker_moves_between_threads() {
        let parker = Parker::new();
        let unparker: Unparker = parker.unparker().clone();
        let parks = thread::spawn(move || {
            parker.park();
            parker
        });
        unparker.unpark();
        let parker = parks.join().unwrap();
        assert_eq!(format!("{parker:?} {unparker:?}"), "Parker { .. } Unparker { .. }");
    }

    fn a_group_is_waited_for() {
        let group = WaitGroup::new();
        let done = Arc::new(AtomicUsize::new(0));
        for _ in 0..3 {
            let (group, done) = (group.clone(), Arc::clone(&done));
            thread::spawn(move || {
                done.fetch_add(1, SeqCst);
                drop(group);
            });
        }
        group.wait();
        assert_eq!(done.load(SeqCst), 3);
    }

    fn members_can_wait_for_each_other() {
        let group = WaitGroup::default();
        let arrived = Arc::new(AtomicUsize::new(0));
        let threads = [0; 2].map(|_| {
            let (group, arrived) = (group.clone(), Arc::clone(&arrived));
            thread::spawn(move || {
                arrived.fetch_add(1, SeqCst);
                group.wait();
                arrived.load(SeqCst)
            })
        });
        arrived.fetch_add(1, SeqCst);
        group.wait();
        assert_eq!(arrived.load(SeqCst), 3);
        assert_eq!(threads.map(|thread| thread.join().unwrap()), [3, 3]);
    }

    fn a_group_of_one_waits_for_nobody() {
        let group = WaitGroup::new();
        drop(group.clone());
        assert_eq!(format!("{group:?}"), "WaitGroup { count: 1 }");
        group.wait();
    }

    fn a_member_that_panics_is_gone() {
        let group = WaitGroup::new();
        let member = group.clone();
        let panics = thread::spawn(move || {
            let _member = member;
            panic!("on purpose");
        });
        group.wait();
        assert!(panics.join().is_err());
    }

    fn a_backoff_takes_ten_steps() {
        let backoff = Backoff::new();
        for _ in 0..11 {
            assert!(!backoff.is_completed());
            backoff.snooze();
        }
        assert!(backoff.is_completed());
        backoff.reset();
        assert!(!backoff.is_completed());
        for _ in 0..20 {
            backoff.spin();
        }
        assert!(!backoff.is_completed());
        let shown = format!("{:?}", Backoff::default());
        assert_eq!(shown, "Backoff { step: Cell { value: 0 }, is_completed: false }");
    }

    fn a_backoff_lets_others_run() {
        let flag = Arc::new(AtomicUsize::new(0));
        let tells = Arc::clone(&flag);
        let thread = thread::spawn(move || tells.store(1, SeqCst));
        let backoff = Backoff::new();
        while flag.load(SeqCst) == 0 {
            backoff.snooze();
        }
        thread.join().unwrap();
    }

    fn a_padded_value_is_the_value() {
        let mut padded = CachePadded::new(1);
        *padded += 1;
        assert_eq!((*padded, padded.into_inner()), (2, 2));
        assert!(align_of::<CachePadded<u8>>() >= 32);
    }
}
