//! `Semaphore` and its permits.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use tokio::sync::{Semaphore, TryAcquireError};
use tokio::task::{spawn_blocking, yield_now};

use super::polled::polled;
use super::{promises, run};

promises! {
    fn no_more_than_the_permits_allow() {
        run(|| async {
            let semaphore = Arc::new(Semaphore::new(2));
            let inside = Arc::new(AtomicUsize::new(0));
            let tasks = [1, 2, 3, 4].map(|_| {
                let (semaphore, inside) = (Arc::clone(&semaphore), Arc::clone(&inside));
                tokio::spawn(async move {
                    let _permit = semaphore.acquire().await.unwrap();
                    assert!(inside.fetch_add(1, SeqCst) < 2);
                    yield_now().await;
                    inside.fetch_sub(1, SeqCst);
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(semaphore.available_permits(), 2);
        });
    }

    fn whoever_asked_first_gets_it_first_however_much_it_is() {
        run(|| async {
            let semaphore = Semaphore::new(2);
            let one = semaphore.acquire().await.unwrap();
            let mut many = pin!(semaphore.acquire_many(3));
            let mut single = pin!(semaphore.acquire());
            assert!(polled(many.as_mut()).is_none());
            assert!(polled(single.as_mut()).is_none());
            assert_eq!(semaphore.available_permits(), 0, "the first one collects");
            assert!(matches!(semaphore.try_acquire(), Err(TryAcquireError::NoPermits)));
            drop(one);
            assert!(polled(many.as_mut()).is_none());
            semaphore.add_permits(1);
            assert!(polled(single.as_mut()).is_none());
            let all = polled(many.as_mut()).unwrap().unwrap();
            assert_eq!(all.num_permits(), 3);
            drop(all);
            assert!(polled(single.as_mut()).unwrap().is_ok());
        });
    }

    fn whoever_gives_up_gives_back_what_was_collected() {
        run(|| async {
            let semaphore = Semaphore::new(2);
            let mut many = Box::pin(semaphore.acquire_many(3));
            let mut single = pin!(semaphore.acquire());
            assert!(polled(many.as_mut()).is_none());
            assert!(polled(single.as_mut()).is_none());
            drop(many);
            let permit = polled(single.as_mut()).unwrap().unwrap();
            assert_eq!(semaphore.available_permits(), 1);
            drop(permit);
            assert_eq!(semaphore.available_permits(), 2);
        });
    }

    fn permits_can_be_merged_and_split_and_forgotten() {
        run(|| async {
            let semaphore = Arc::new(Semaphore::new(5));
            let mut permit = semaphore.acquire_many(3).await.unwrap();
            let other = permit.split(1).unwrap();
            assert_eq!((permit.num_permits(), other.num_permits()), (2, 1));
            assert!(permit.split(3).is_none());
            assert_eq!(permit.split(0).unwrap().num_permits(), 0);
            drop(other);
            assert_eq!(semaphore.available_permits(), 3);
            permit.merge(semaphore.try_acquire().unwrap());
            assert_eq!(permit.num_permits(), 3);
            assert!(std::ptr::eq(permit.semaphore(), &raw const *semaphore));
            permit.forget();
            assert_eq!(semaphore.available_permits(), 2);

            let mut owned = Arc::clone(&semaphore).acquire_many_owned(2).await.unwrap();
            owned.split(1).unwrap().forget();
            assert_eq!(semaphore.available_permits(), 0);
            semaphore.add_permits(1);
            owned.merge(Arc::clone(&semaphore).try_acquire_owned().unwrap());
            assert!(Arc::ptr_eq(owned.semaphore(), &semaphore));
            assert_eq!(owned.num_permits(), 2);
            let all = owned.split(2).unwrap();
            drop(owned);
            assert_eq!(semaphore.available_permits(), 0);
            drop(all);
            assert_eq!(semaphore.available_permits(), 2);
            assert_eq!(semaphore.forget_permits(5), 2);
            assert_eq!(semaphore.available_permits(), 0);
        });
    }

    fn permits_of_another_semaphore_do_not_merge() {
        run(|| async {
            let (one, two) = (Semaphore::new(1), Semaphore::new(1));
            let mut permit = one.acquire().await.unwrap();
            let other = two.acquire().await.unwrap();
            let merges = catch_unwind(AssertUnwindSafe(|| permit.merge(other)));
            assert!(merges.is_err());
            drop(permit);
            assert_eq!((one.available_permits(), two.available_permits()), (1, 1));
        });
    }

    fn permits_count_as_signals() {
        run(|| async {
            let semaphore = Arc::new(Semaphore::new(0));
            let other = Arc::clone(&semaphore);
            let waits = tokio::spawn(async move { other.acquire().await.unwrap().forget() });
            yield_now().await;
            semaphore.add_permits(1);
            waits.await.unwrap();
            assert_eq!(semaphore.available_permits(), 0);
        });
    }

    fn a_closed_one_gives_nothing() {
        run(|| async {
            let semaphore = Arc::new(Semaphore::new(1));
            let held = semaphore.acquire().await.unwrap();
            let mut waits = pin!(semaphore.acquire());
            assert!(polled(waits.as_mut()).is_none());
            let other = Arc::clone(&semaphore);
            let task = tokio::spawn(async move { other.acquire_many(2).await.is_err() });
            assert!(!semaphore.is_closed());
            semaphore.close();
            assert!(semaphore.is_closed());
            let error = polled(waits.as_mut()).unwrap().unwrap_err();
            assert_eq!(error.to_string(), "semaphore closed");
            assert!(task.await.unwrap());
            drop(held);
            assert_eq!(semaphore.available_permits(), 1);
            assert!(matches!(semaphore.try_acquire(), Err(TryAcquireError::Closed)));
            assert!(Arc::clone(&semaphore).acquire_owned().await.is_err());
        });
    }

    fn nothing_is_taken_if_it_is_not_enough() {
        run(|| async {
            let semaphore = Arc::new(Semaphore::new(2));
            assert!(semaphore.try_acquire_many(3).is_err());
            let other = Arc::clone(&semaphore);
            assert!(other.try_acquire_many_owned(3).is_err());
            assert_eq!(semaphore.available_permits(), 2);
            let permit = semaphore.acquire_many(0).await.unwrap();
            assert_eq!(permit.num_permits(), 0);
            drop(permit);
            assert_eq!(semaphore.try_acquire_many(2).unwrap().num_permits(), 2);
        });
    }

    fn threads_may_block_on_it() {
        run(|| async {
            let semaphore = Arc::new(Semaphore::new(0));
            let other = Arc::clone(&semaphore);
            let blocks = spawn_blocking(move || {
                other.blocking_acquire().unwrap().forget();
                drop(other.blocking_acquire_many(2).unwrap());
                let owned = Arc::clone(&other).blocking_acquire_many_owned(2).unwrap();
                drop(owned);
                Arc::clone(&other).blocking_acquire_owned().unwrap().num_permits()
            });
            semaphore.add_permits(1);
            yield_now().await;
            semaphore.add_permits(2);
            assert_eq!(blocks.await.unwrap(), 1);
            assert_eq!(semaphore.available_permits(), 2);
        });
    }

    fn a_task_that_never_waits_lets_others_run() {
        run(|| async {
            let done = Arc::new(AtomicUsize::new(0));
            let other = Arc::clone(&done);
            let task = tokio::spawn(async move { other.store(1, SeqCst) });
            let semaphore = Semaphore::new(1);
            while done.load(SeqCst) == 0 {
                drop(semaphore.acquire().await.unwrap());
            }
            task.await.unwrap();
        });
    }

    fn there_is_a_limit() {
        run(|| async {
            assert!(catch_unwind(|| Semaphore::new(Semaphore::MAX_PERMITS + 1)).is_err());
            let semaphore = Semaphore::new(Semaphore::MAX_PERMITS);
            assert!(catch_unwind(|| semaphore.add_permits(1)).is_err());
        });
    }

    fn it_is_shown_without_waiting() {
        run(|| async {
            let semaphore = Semaphore::new(3);
            let permit = semaphore.acquire().await.unwrap();
            let inside = "Semaphore { ll_sem: Semaphore { permits: 2 } }";
            assert_eq!(format!("{semaphore:?}"), inside);
            let shown = format!("SemaphorePermit {{ sem: {inside}, permits: 1 }}");
            assert_eq!(format!("{permit:?}"), shown);
        });
    }
}
