//! `Once`.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

use parking_lot::{Once, OnceState};

use super::{panics, promises};

promises! {
    fn once_runs_once_and_all_wait_for_it() {
        let (once, count) = (Once::new(), AtomicUsize::new(0));
        assert_eq!(once.state(), OnceState::New);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    once.call_once(|| {
                        assert_eq!(once.state(), OnceState::InProgress);
                        thread::yield_now();
                        count.fetch_add(1, SeqCst);
                    });
                    assert_eq!(count.load(SeqCst), 1);
                    assert!(once.state().done());
                });
            }
        });
        once.call_once(|| unreachable!());
    }

    fn a_panic_poisons_a_once() {
        let once = Once::new();
        assert_eq!(panics(|| once.call_once(|| panic!("on purpose"))).unwrap(), "on purpose");
        assert!(once.state().poisoned() && !once.state().done());
        let message = panics(|| once.call_once(|| unreachable!())).unwrap();
        assert_eq!(message, "Once instance has previously been poisoned");
        assert!(once.state().poisoned());
        let again = |state: OnceState| {
            assert!(state.poisoned());
            panic!("once more");
        };
        assert_eq!(panics(|| once.call_once_force(again)).unwrap(), "once more");
        assert!(once.state().poisoned());
        once.call_once_force(|state| assert_eq!(state, OnceState::Poisoned));
        assert_eq!(once.state(), OnceState::Done);
        once.call_once(|| unreachable!());
        once.call_once_force(|_| unreachable!());
    }

    fn whoever_waits_is_told_of_the_panic() {
        let once = Once::new();
        thread::scope(|scope| {
            let threads: Vec<_> = (0..3)
                .map(|_| {
                    scope.spawn(|| panics(|| once.call_once(|| {
                        thread::yield_now();
                        panic!("on purpose");
                    })).unwrap())
                })
                .collect();
            let messages = threads.into_iter().map(|thread| thread.join().unwrap());
            assert_eq!(messages.filter(|message| message == "on purpose").count(), 1);
        });
    }

    fn a_forced_call_is_told_that_it_is_the_first() {
        let once = Once::default();
        once.call_once_force(|state| assert_eq!(state, OnceState::New));
        assert_eq!(format!("{once:?} {:?}", Once::new()), "Once { state: Done } Once { state: New }");
    }

    fn a_once_can_be_a_static() {
        static ONCE: Once = Once::new();
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let threads: Vec<_> = (0..2)
            .map(|_| thread::spawn(|| ONCE.call_once(|| _ = COUNT.fetch_add(1, SeqCst))))
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(COUNT.load(SeqCst), 1);
    }
}
