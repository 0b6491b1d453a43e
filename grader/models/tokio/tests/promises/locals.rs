//! `task_local!`.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn, ready};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use tokio::task::{LocalKey, block_in_place, yield_now};
use tokio::task_local;
use tokio::time::{Duration, sleep};

use super::{current_thread, multi_thread, promises, run};

task_local! {
    static NUMBER: u32;
    /// Names.
    pub(super) static NAMES: Vec<String>;
    #[allow(dead_code, reason = "attributes are passed on")]
    static FLAG: Cell<bool>
}

tokio::task_local!(static LOG: RefCell<Vec<&'static str>>);

/// Writes down the number that it sees when it is dropped.
struct Tells(Arc<Mutex<Vec<Option<u32>>>>);

impl Drop for Tells {
    fn drop(&mut self) {
        self.0.lock().unwrap().push(NUMBER.try_get().ok());
    }
}

/// What the program says when it panics.
fn panics<R>(program: impl FnOnce() -> R) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(program)) else { panic!("it did not panic") };
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast::<&str>().unwrap().to_string(),
    }
}

promises! {
    fn a_future_has_its_value() {
        run(|| async {
            let read = NUMBER.scope(3, async {
                let before = NUMBER.get();
                yield_now().await;
                sleep(Duration::from_millis(1)).await;
                (before, NUMBER.with(|number| number + 1))
            });
            assert!(NUMBER.try_with(|_| ()).is_err());
            assert_eq!(read.await, (3, 4));
            assert!(NUMBER.try_get().is_err());
        });
    }

    fn values_of_any_type() {
        run(|| async {
            let names = vec!["a".to_owned()];
            let read = NAMES.scope(names, async { NAMES.with(Vec::len) }).await;
            assert_eq!(read, 1);
            let log = LOG.scope(RefCell::default(), async {
                LOG.with(|log| log.borrow_mut().push("once"));
                yield_now().await;
                LOG.with(|log| log.borrow().len())
            });
            assert_eq!(log.await, 1);
            FLAG.sync_scope(Cell::new(false), || {
                FLAG.with(|flag| flag.set(true));
                assert!(FLAG.with(Cell::get));
            });
        });
    }

    fn scopes_nest() {
        run(|| async {
            NUMBER.scope(1, async {
                let inner = NUMBER.scope(2, async {
                    yield_now().await;
                    NUMBER.sync_scope(3, || assert_eq!(NUMBER.get(), 3));
                    NUMBER.get()
                });
                assert_eq!((NUMBER.get(), inner.await, NUMBER.get()), (1, 2, 1));
            })
            .await;
        });
    }

    fn every_task_has_its_own() {
        run(|| async {
            let tasks = [1, 2, 3].map(|n| {
                tokio::spawn(NUMBER.scope(n, async move {
                    for _ in 0..3 {
                        assert_eq!(NUMBER.get(), n);
                        yield_now().await;
                    }
                    NUMBER.get()
                }))
            });
            for (n, task) in (1..).zip(tasks) {
                assert_eq!(task.await.unwrap(), n);
            }
        });
    }

    fn futures_of_one_task_have_their_own() {
        run(|| async {
            let read = |n| NUMBER.scope(n, async {
                yield_now().await;
                NUMBER.get()
            });
            assert_eq!(tokio::join!(read(1), read(2)), (1, 2));
        });
    }

    fn a_new_task_inherits_nothing() {
        run(|| NUMBER.scope(1, async {
            let other = tokio::spawn(async { NUMBER.try_get().is_err() });
            assert!(other.await.unwrap());
            let blocking = tokio::task::spawn_blocking(|| NUMBER.try_get().is_err());
            assert!(blocking.await.unwrap());
        }));
    }

    fn a_task_that_blocks_in_place_keeps_its_value() {
        let runtime = multi_thread();
        let task = runtime.spawn(NUMBER.scope(5, async {
            let other = tokio::spawn(async { NUMBER.try_get().is_err() });
            let seen = block_in_place(|| NUMBER.get());
            assert!(other.await.unwrap());
            (seen, NUMBER.get())
        }));
        assert_eq!(runtime.block_on(task).unwrap(), (5, 5));
    }

    fn a_thread_can_have_one() {
        assert_eq!(NUMBER.sync_scope(4, || NUMBER.get()), 4);
        assert!(NUMBER.try_get().is_err());
        let seen = NUMBER.sync_scope(4, || current_thread().block_on(async { NUMBER.get() }));
        assert_eq!(seen, 4);
    }

    fn a_scope_ends_with_a_panic() {
        run(|| async {
            NUMBER.sync_scope(1, || {
                panics(|| NUMBER.sync_scope(2, || panic!("on purpose")));
                assert_eq!(NUMBER.get(), 1);
            });
            let task = tokio::spawn(NUMBER.scope(2, async { panic!("on purpose") }));
            task.await.unwrap_err();
            assert!(NUMBER.try_get().is_err());
        });
    }

    fn without_a_value_access_fails() {
        run(|| async {
            let error = NUMBER.try_with(|_| ()).unwrap_err();
            assert_eq!(error, NUMBER.try_get().unwrap_err());
            assert_eq!(error.to_string(), "task-local value not set");
            assert_eq!(format!("{error:?}"), "AccessError");
            let told = "cannot access a task-local storage value without setting it first";
            assert_eq!(panics(|| NUMBER.get()), told);
            assert_eq!(panics(|| NUMBER.with(|_| ())), told);
            assert_eq!(format!("{NUMBER:?}"), "LocalKey { .. }");
        });
    }

    fn a_scope_cannot_begin_while_the_value_is_read() {
        run(|| async {
            let told = NUMBER.sync_scope(1, || {
                NUMBER.with(|_| panics(|| NUMBER.sync_scope(2, || ())))
            });
            let refused = "cannot enter a task-local scope while the task-local storage is borrowed";
            assert_eq!(told, refused);
        });
    }

    fn the_value_is_there_when_the_future_is_dropped() {
        run(|| async {
            let seen = Arc::new(Mutex::new(Vec::new()));
            let waits = |tells| NUMBER.scope(6, async move {
                let _tells = tells;
                yield_now().await;
                std::future::pending::<()>().await;
            });
            drop(waits(Tells(Arc::clone(&seen))));
            {
                let mut polled = pin!(waits(Tells(Arc::clone(&seen))));
                poll_fn(|context| {
                    assert!(polled.as_mut().poll(context).is_pending());
                    Poll::Ready(())
                })
                .await;
            }
            let aborted = tokio::spawn(waits(Tells(Arc::clone(&seen))));
            aborted.abort();
            aborted.await.unwrap_err();
            assert_eq!(*seen.lock().unwrap(), [Some(6); 3]);
        });
    }

    fn the_value_can_be_taken_afterwards() {
        run(|| async {
            let mut scope = pin!(NUMBER.scope(7, ready(())));
            assert_eq!(format!("{scope:?}"), "TaskLocalFuture { value: 7 }");
            scope.as_mut().await;
            assert_eq!(scope.as_mut().take_value(), Some(7));
            assert_eq!(scope.as_mut().take_value(), None);
            assert_eq!(format!("{scope:?}"), "TaskLocalFuture { value: <missing> }");
            let told = panics(|| {
                let mut context = std::task::Context::from_waker(std::task::Waker::noop());
                scope.as_mut().poll(&mut context)
            });
            assert_eq!(told, "`TaskLocalFuture` polled after completion");
        });
    }

    fn without_its_value_a_future_goes_on() {
        run(|| async {
            let mut scope = pin!(NUMBER.scope(7, async { NUMBER.try_get().ok() }));
            assert_eq!(scope.as_mut().take_value(), Some(7));
            assert_eq!(scope.await, None);
        });
    }

    fn keys_can_be_shared_and_scopes_sent() {
        fn shared<T: Send + Sync + 'static>(_: &'static LocalKey<T>) {}
        fn sent<T: Send>(_: T) {}
        shared(&NUMBER);
        sent(NUMBER.scope(1, async { yield_now().await }));
    }
}
