//! Threads: joining, parking, scopes, names.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, Builder};
use std::time::Instant;

use super::{WHILE, passed, promises};

promises! {
    fn join_brings_the_result() {
        let text = String::from("moved in");
        assert_eq!(thread::spawn(move || text.len()).join().unwrap(), 8);
    }

    fn join_brings_the_panic() {
        let number = std::hint::black_box(7);
        let payload = thread::spawn(move || panic!("number {number}")).join().unwrap_err();
        assert_eq!(payload.downcast_ref::<String>().unwrap(), "number 7");
        let payload = thread::spawn(|| panic!("plain")).join().unwrap_err();
        assert_eq!(payload.downcast_ref::<&str>(), Some(&"plain"));
        assert!(!thread::panicking());
    }

    fn a_sibling_may_join_a_scoped_thread_and_its_panic() {
        thread::scope(|scope| {
            let panics = scope.spawn(|| panic!("dealt with"));
            scope.spawn(move || assert!(panics.join().is_err()));
        });
    }

    fn join_waits() {
        let done = Arc::new(AtomicBool::new(false));
        let other = Arc::clone(&done);
        let works = thread::spawn(move || {
            thread::sleep(WHILE);
            other.store(true, SeqCst);
        });
        works.join().unwrap();
        assert!(done.load(SeqCst));
    }

    fn a_thread_whose_handle_is_dropped_goes_on() {
        let (sender, receiver) = mpsc::channel();
        drop(thread::spawn(move || sender.send(5).unwrap()));
        assert_eq!(receiver.recv(), Ok(5));
    }

    fn is_finished_becomes_true() {
        let (go, waits) = mpsc::channel::<()>();
        let works = thread::spawn(move || waits.recv());
        assert!(!works.is_finished());
        drop(go);
        while !works.is_finished() {
            thread::sleep(WHILE);
        }
        assert!(works.join().unwrap().is_err());
    }

    fn threads_have_names_and_ids() {
        let named = Builder::new().name("worker".to_owned()).stack_size(1 << 16);
        let named = named.spawn(|| thread::current().name().map(str::to_owned)).unwrap();
        assert_eq!(named.thread().name(), Some("worker"));
        assert_eq!(named.join().unwrap().as_deref(), Some("worker"));
        let nameless = thread::spawn(|| (thread::current().id(), thread::current().name().is_none()));
        assert_eq!(nameless.thread().name(), None);
        let id = nameless.thread().id();
        assert_eq!(nameless.join().unwrap(), (id, true));
        assert_ne!(id, thread::current().id());
        assert_eq!(thread::current().id(), thread::current().id());
    }

    fn unpark_before_park_is_not_lost() {
        thread::current().unpark();
        thread::park();
    }

    fn park_waits_for_unpark() {
        let flag = Arc::new(AtomicBool::new(false));
        let other = Arc::clone(&flag);
        let parks = thread::spawn(move || {
            while !other.load(SeqCst) {
                thread::park();
            }
        });
        thread::sleep(WHILE);
        flag.store(true, SeqCst);
        parks.thread().unpark();
        parks.join().unwrap();
    }

    fn there_is_one_token_only() {
        thread::current().unpark();
        thread::current().unpark();
        thread::park();
        // Both may return for no reason, so only the sum of many waits can be relied on.
        let start = Instant::now();
        let rounds = 4;
        for _ in 0..rounds {
            thread::park_timeout(WHILE);
        }
        assert!(start.elapsed() >= WHILE);
        assert!(!crate::VIRTUAL || start.elapsed() <= rounds * WHILE);
    }

    fn a_scope_waits_for_its_threads() {
        let mut numbers = vec![1, 2, 3];
        let sum = AtomicUsize::new(0);
        let returned = thread::scope(|scope| {
            for n in &mut numbers {
                scope.spawn(|| {
                    thread::sleep(WHILE);
                    *n *= 2;
                    sum.fetch_add(*n, SeqCst);
                });
            }
            "returned"
        });
        assert_eq!((returned, sum.load(SeqCst)), ("returned", 12));
        assert_eq!(numbers, [2, 4, 6]);
    }

    fn a_thread_of_a_scope_can_start_another() {
        let count = AtomicUsize::new(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                scope.spawn(|| {
                    thread::sleep(WHILE);
                    count.fetch_add(1, SeqCst);
                });
                count.fetch_add(1, SeqCst);
            });
        });
        assert_eq!(count.load(SeqCst), 2);
    }

    fn a_scope_panics_if_a_thread_did() {
        let done = AtomicBool::new(false);
        let panics = catch_unwind(AssertUnwindSafe(|| {
            thread::scope(|scope| {
                scope.spawn(|| panic!("nobody joins"));
                scope.spawn(|| {
                    thread::sleep(WHILE);
                    done.store(true, SeqCst);
                });
            });
        }));
        let payload = panics.unwrap_err();
        assert_eq!(payload.downcast_ref::<&str>(), Some(&"a scoped thread panicked"));
        assert!(done.load(SeqCst));
    }

    fn a_panic_that_was_joined_is_dealt_with() {
        let results = thread::scope(|scope| {
            let panics = scope.spawn(|| panic!("joined"));
            let named = Builder::new().name("seven".into()).spawn_scoped(scope, || 7).unwrap();
            assert_eq!(named.thread().name(), Some("seven"));
            (panics.join().is_err(), named.join().unwrap())
        });
        assert_eq!(results, (true, 7));
    }

    fn a_scope_that_panics_itself_waits_too() {
        let done = AtomicBool::new(false);
        let panics = catch_unwind(AssertUnwindSafe(|| {
            thread::scope(|scope| {
                scope.spawn(|| {
                    thread::sleep(WHILE);
                    done.store(true, SeqCst);
                });
                panic!("the body");
            });
        }));
        assert_eq!(panics.unwrap_err().downcast_ref::<&str>(), Some(&"the body"));
        assert!(done.load(SeqCst));
    }

    fn panicking_is_of_this_thread() {
        struct Tells(Arc<Mutex<Vec<bool>>>);
        impl Drop for Tells {
            fn drop(&mut self) {
                let panicking = thread::panicking();
                self.0.lock().unwrap_or_else(PoisonError::into_inner).push(panicking);
            }
        }
        let told = Arc::new(Mutex::new(Vec::new()));
        let tells = Tells(Arc::clone(&told));
        let panics = thread::spawn(move || {
            let _tells = tells;
            panic!("on purpose");
        });
        let calm = thread::spawn(thread::panicking);
        assert!(panics.join().is_err() && !calm.join().unwrap() && !thread::panicking());
        drop(Tells(Arc::clone(&told)));
        assert_eq!(*told.lock().unwrap(), [true, false]);
    }

    fn sleep_takes_its_time() {
        let start = Instant::now();
        thread::sleep(WHILE);
        passed(start, WHILE);
    }

    fn sleepers_wake_in_the_order_of_their_times() {
        let order = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for n in [3, 1, 2] {
                let order = &order;
                scope.spawn(move || {
                    thread::sleep(n * 2 * WHILE);
                    order.lock().unwrap().push(n);
                });
            }
        });
        assert_eq!(*order.lock().unwrap(), [1, 2, 3]);
    }

    fn there_is_some_parallelism() {
        assert!(thread::available_parallelism().unwrap().get() >= 1);
    }
}
