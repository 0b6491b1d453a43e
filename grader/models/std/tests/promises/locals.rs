//! `thread_local!` and what prints.

use std::cell::{Cell, RefCell};
use std::sync::{Arc, Mutex};
use std::thread;

use super::promises;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(1) };
    /// Made lazily.
    pub(super) static NAMES: RefCell<Vec<String>> = RefCell::new(vec!["first".to_owned()]);
    #[allow(dead_code, reason = "attributes are passed on")]
    static WIDTH: usize = std::env::args().count().min(1) + 2
}

std::thread_local!(static MADE: Cell<u32> = { COUNT.set(COUNT.get() + 10); Cell::new(5) });

/// Writes its name into a log when it is destroyed.
struct Tells(&'static str, Arc<Mutex<Vec<&'static str>>>);

impl Drop for Tells {
    fn drop(&mut self) {
        self.1.lock().unwrap().push(self.0);
    }
}

thread_local!(static TELLS: RefCell<Option<Tells>> = const { RefCell::new(None) });

promises! {
    fn every_thread_has_its_own() {
        COUNT.set(1);
        let threads = [2, 3].map(|n| thread::spawn(move || {
            let before = COUNT.replace(n);
            thread::yield_now();
            (before, COUNT.with(Cell::get))
        }));
        let seen = threads.map(|thread| thread.join().unwrap());
        assert_eq!(seen, [(1, 2), (1, 3)]);
        assert_eq!(COUNT.get(), 1);
    }

    fn a_value_is_made_when_first_used() {
        thread::spawn(|| {
            assert_eq!(COUNT.get(), 1);
            assert_eq!((MADE.get(), MADE.get()), (5, 5));
            assert_eq!(COUNT.get(), 11);
        }).join().unwrap();
    }

    fn set_does_not_run_the_initialiser() {
        thread::spawn(|| {
            MADE.set(8);
            assert_eq!((MADE.get(), COUNT.get()), (8, 1));
            assert_eq!((MADE.take(), MADE.get()), (8, 0));
        }).join().unwrap();
    }

    fn cells_have_short_cuts() {
        thread::spawn(|| {
            NAMES.with_borrow_mut(|names| names.push("second".to_owned()));
            assert_eq!(NAMES.with_borrow(Vec::len), 2);
            assert_eq!(NAMES.replace(Vec::new()).len(), 2);
            NAMES.set(vec![String::new()]);
            assert_eq!(NAMES.take().len(), 1);
            assert_eq!(NAMES.try_with(|names| names.borrow().len()).unwrap(), 0);
            assert_eq!(WIDTH.with(|width| *width), 3);
        }).join().unwrap();
    }

    fn values_are_destroyed_before_join_returns() {
        let log = Arc::new(Mutex::new(Vec::new()));
        let tells = Tells("destroyed", Arc::clone(&log));
        let other = Arc::clone(&log);
        let ends = thread::spawn(move || {
            TELLS.set(Some(tells));
            other.lock().unwrap().push("body");
        });
        ends.join().unwrap();
        assert_eq!(*log.lock().unwrap(), ["body", "destroyed"]);
    }

    fn values_are_destroyed_after_a_panic() {
        let log = Arc::new(Mutex::new(Vec::new()));
        let tells = Tells("destroyed", Arc::clone(&log));
        let ends = thread::spawn(move || {
            TELLS.set(Some(tells));
            panic!("on purpose");
        });
        assert!(ends.join().is_err());
        assert_eq!(*log.lock().unwrap(), ["destroyed"]);
    }

    fn a_destroyed_value_is_an_error() {
        thread_local!(static SELF: RefCell<Option<Asks>> = const { RefCell::new(None) });
        struct Asks(Arc<Mutex<Option<bool>>>);
        impl Drop for Asks {
            fn drop(&mut self) {
                *self.0.lock().unwrap() = Some(SELF.try_with(|_| ()).is_err());
            }
        }
        let answer = Arc::new(Mutex::new(None));
        let asks = Asks(Arc::clone(&answer));
        thread::spawn(move || SELF.set(Some(asks))).join().unwrap();
        assert_eq!(*answer.lock().unwrap(), Some(true));
    }

    fn a_destructor_may_use_values_without_one_and_values_nobody_has_used() {
        thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });
        thread_local!(static UNUSED: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) });
        thread_local!(static COUNTS: RefCell<Option<Counts>> = const { RefCell::new(None) });
        struct Counts(Arc<Mutex<u32>>);
        impl Drop for Counts {
            fn drop(&mut self) {
                COUNT.set(COUNT.get() + 1);
                UNUSED.with_borrow_mut(|unused| unused.push(1));
                *self.0.lock().unwrap() = COUNT.get();
            }
        }
        let counted = Arc::new(Mutex::new(0));
        let counts = Counts(Arc::clone(&counted));
        let ends = thread::spawn(move || {
            COUNT.set(4);
            COUNTS.set(Some(counts));
        });
        ends.join().unwrap();
        assert_eq!(*counted.lock().unwrap(), 5);
    }

    fn printing_is_possible() {
        let value = 3;
        print!("{value} ");
        println!();
        println!("{value} and {}", value + 1);
        eprint!("{value:?} ");
        eprintln!("to the {} output", "error".to_owned());
        let same = dbg!(value + 1);
        assert_eq!(same, 4);
        std::println!("{value:>width$}", width = 4);
    }
}
