//! `thread::scope`.

use std::any::Any;
use std::panic::catch_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

use crossbeam::thread::{Scope, scope};

use super::{WHILE, promises};

promises! {
    fn threads_borrow_and_have_ended() {
        let count = AtomicUsize::new(0);
        let mut own = vec![1];
        let result = crossbeam::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|_| {
                    thread::sleep(WHILE);
                    count.fetch_add(1, SeqCst);
                });
            }
            own.push(2);
            scope.spawn(|_| own.len()).join().unwrap()
        });
        assert_eq!((result.unwrap(), count.into_inner()), (2, 3));
    }

    fn threads_start_threads() {
        let sum = AtomicUsize::new(0);
        scope(|s| {
            s.spawn(|s: &Scope<'_>| {
                sum.fetch_add(1, SeqCst);
                let nested = s.spawn(|_| sum.fetch_add(10, SeqCst));
                s.spawn(|s| {
                    s.spawn(|_| sum.fetch_add(100, SeqCst));
                });
                nested.join().unwrap()
            });
        })
        .unwrap();
        assert_eq!(sum.into_inner(), 111);
    }

    fn panics_that_nobody_joins_are_the_result() {
        let result = scope(|s| {
            s.spawn(|_| panic!("one"));
            s.spawn(|_| panic!("two"));
            s.spawn(|_| ());
        });
        let panics = result.unwrap_err().downcast::<Vec<Box<dyn Any + Send + 'static>>>().unwrap();
        let said = panics.iter().map(|panic| *panic.downcast_ref::<&str>().unwrap());
        assert_eq!(said.collect::<Vec<_>>(), ["one", "two"]);
    }

    fn a_panic_that_is_joined_is_dealt_with() {
        let result = scope(|s| {
            let joined = s.spawn(|_| -> u32 { panic!("joined") }).join();
            *joined.unwrap_err().downcast_ref::<&str>().unwrap()
        });
        assert_eq!(result.unwrap(), "joined");
    }

    fn a_thread_may_join_what_it_started() {
        let result = scope(|s| {
            s.spawn(|s| {
                let panics = s.spawn(|_| panic!("on purpose"));
                thread::sleep(WHILE);
                assert!(panics.join().is_err());
            });
        });
        assert!(result.is_ok());
    }

    fn a_panic_of_the_body_comes_after_the_threads() {
        static DONE: Mutex<usize> = Mutex::new(0);
        let before = *DONE.lock().unwrap();
        let panics = catch_unwind(|| {
            scope(|s| {
                s.spawn(|_| {
                    thread::sleep(WHILE);
                    *DONE.lock().unwrap() += 1;
                });
                panic!("on purpose");
            })
        });
        assert_eq!(*panics.unwrap_err().downcast_ref::<&str>().unwrap(), "on purpose");
        assert_eq!(*DONE.lock().unwrap(), before + 1);
    }

    fn threads_have_names() {
        scope(|s| {
            let builder = s.builder().name("reader".to_owned()).stack_size(1 << 20);
            let reader = builder.spawn(|_| thread::current().name().unwrap().to_owned()).unwrap();
            assert_eq!(reader.thread().name(), Some("reader"));
            assert_eq!(format!("{s:?} {reader:?}"), "Scope { .. } ScopedJoinHandle { .. }");
            assert_eq!(reader.join().unwrap(), "reader");
        })
        .unwrap();
    }
}
