//! `OnceCell` and `SetOnce`.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use tokio::sync::{OnceCell, SetError, SetOnce, SetOnceError, oneshot};
use tokio::task::yield_now;

use super::polled::polled;
use super::{promises, run};

promises! {
    fn a_value_is_made_once() {
        run(|| async {
            let (cell, made) = (Arc::new(OnceCell::new()), Arc::new(AtomicUsize::new(0)));
            let tasks = [1, 2, 3].map(|n| {
                let (cell, made) = (Arc::clone(&cell), Arc::clone(&made));
                tokio::spawn(async move {
                    let begin = || async {
                        made.fetch_add(1, SeqCst);
                        yield_now().await;
                        n
                    };
                    *cell.get_or_init(begin).await
                })
            });
            let mut seen = Vec::new();
            for task in tasks {
                seen.push(task.await.unwrap());
            }
            assert_eq!(made.load(SeqCst), 1);
            assert_eq!(seen, [seen[0]; 3]);
            assert_eq!(cell.get(), Some(&seen[0]));
        });
    }

    fn a_cell_is_set_once() {
        run(|| async {
            let cell = OnceCell::new();
            assert!(!cell.initialized() && cell.get().is_none());
            cell.set(1).unwrap();
            assert!(cell.initialized());
            let error = cell.set(2).unwrap_err();
            assert_eq!(error, SetError::AlreadyInitializedError(2));
            assert!(error.is_already_init_err() && !error.is_initializing_err());
            assert_eq!(error.to_string(), "AlreadyInitializedError");
            assert_eq!(*cell.get_or_init(|| async { panic!("not asked") }).await, 1);
        });
    }

    fn nobody_sets_what_is_being_made() {
        run(|| async {
            let cell = OnceCell::new();
            let (sender, receiver) = oneshot::channel();
            let mut makes = pin!(cell.get_or_init(|| async { receiver.await.unwrap() }));
            assert!(polled(makes.as_mut()).is_none());
            assert!(cell.set(1).unwrap_err().is_initializing_err());
            assert!(cell.get().is_none());
            sender.send(2).unwrap();
            assert_eq!(polled(makes.as_mut()), Some(&2));
        });
    }

    fn when_making_fails_the_next_one_tries() {
        run(|| async {
            let cell = OnceCell::new();
            let (sender, receiver) = oneshot::channel::<Result<u8, &str>>();
            let mut fails = pin!(cell.get_or_try_init(|| async { receiver.await.unwrap() }));
            let mut next = pin!(cell.get_or_try_init(|| async { Ok::<_, &str>(2) }));
            assert!(polled(fails.as_mut()).is_none());
            assert!(polled(next.as_mut()).is_none());
            sender.send(Err("no")).unwrap();
            assert_eq!(polled(fails.as_mut()), Some(Err("no")));
            assert_eq!(polled(next.as_mut()), Some(Ok(&2)));
            assert_eq!(cell.get_or_try_init(|| async { Err(3) }).await, Ok(&2));
        });
    }

    fn when_making_is_given_up_the_next_one_tries() {
        run(|| async {
            let cell = OnceCell::new();
            let mut given_up = Box::pin(cell.get_or_init(std::future::pending));
            let mut next = pin!(cell.get_or_init(|| async { 2 }));
            assert!(polled(given_up.as_mut()).is_none());
            assert!(polled(next.as_mut()).is_none());
            drop(given_up);
            assert_eq!(polled(next.as_mut()), Some(&2));
        });
    }

    fn when_making_panics_the_next_one_tries() {
        run(|| async {
            let cell = Arc::new(OnceCell::new());
            let other = Arc::clone(&cell);
            let panics = tokio::spawn(async move {
                other.get_or_init(|| async { panic!("on purpose") }).await;
            });
            assert!(panics.await.is_err());
            assert_eq!(*cell.get_or_init(|| async { 1 }).await, 1);
        });
    }

    fn a_cell_can_be_taken_apart() {
        run(|| async {
            let mut cell = OnceCell::new_with(Some(1));
            *cell.get_mut().unwrap() += 1;
            assert_eq!(cell.clone(), OnceCell::from(2));
            assert_eq!(format!("{cell:?}"), "OnceCell { value: Some(2) }");
            assert_eq!(cell.take(), Some(2));
            assert_eq!(cell, OnceCell::default());
            cell.set(3).unwrap();
            assert_eq!(cell.into_inner(), Some(3));
            assert_eq!(OnceCell::<u8>::new_with(None).into_inner(), None);
            assert_eq!(OnceCell::const_new_with(4).get(), Some(&4));
            let made = OnceCell::const_new_with(5);
            let error = made.set(6).unwrap_err();
            assert!(error.is_already_init_err());
            let same = made.get_or_try_init(|| async { Ok::<_, Infallible>(7) }).await;
            assert_eq!(same, Ok(&5));
        });
    }

    fn one_can_wait_until_it_is_set() {
        run(|| async {
            let once = Arc::new(SetOnce::new());
            let tasks = [1, 2].map(|_| {
                let once = Arc::clone(&once);
                tokio::spawn(async move { *once.wait().await })
            });
            yield_now().await;
            once.set(5).unwrap();
            for task in tasks {
                assert_eq!(task.await.unwrap(), 5);
            }
            assert_eq!(*once.wait().await, 5);
        });
    }

    fn it_is_set_once() {
        run(|| async {
            let once = SetOnce::new();
            assert!(!once.initialized() && once.get().is_none());
            let mut waits = pin!(once.wait());
            assert!(polled(waits.as_mut()).is_none());
            once.set(1).unwrap();
            assert!(once.initialized());
            let error = once.set(2).unwrap_err();
            assert_eq!((error.to_string().as_str(), &error), ("SetOnceError", &SetOnceError(2)));
            assert_eq!(polled(waits.as_mut()), Some(&1));
            assert_eq!(once.get(), Some(&1));
        });
    }

    fn it_can_be_taken_apart() {
        run(|| async {
            let once = SetOnce::new_with(Some(1));
            assert_eq!(once.clone(), SetOnce::from(1));
            assert_eq!(format!("{once:?}"), "SetOnce { value: Some(1) }");
            assert_eq!(once.into_inner(), Some(1));
            assert_eq!(SetOnce::<u8>::default().into_inner(), None);
            assert_eq!(SetOnce::const_new_with(4).get(), Some(&4));
        });
    }
}
