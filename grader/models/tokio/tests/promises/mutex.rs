//! `Mutex` and its guards.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::thread;

use tokio::sync::{
    MappedMutexGuard, Mutex, MutexGuard, OwnedMappedMutexGuard, OwnedMutexGuard, oneshot,
};
use tokio::task::{spawn_blocking, yield_now};

use super::polled::polled;
use super::{promises, run};

promises! {
    fn one_task_at_a_time() {
        run(|| async {
            let count = Arc::new(Mutex::new(0));
            let tasks = [1, 2, 3].map(|_| {
                let count = Arc::clone(&count);
                tokio::spawn(async move {
                    for _ in 0..3 {
                        let mut guard = count.lock().await;
                        let before = *guard;
                        yield_now().await;
                        *guard = before + 1;
                    }
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(*count.lock().await, 9);
            assert_eq!(Arc::into_inner(count).unwrap().into_inner(), 9);
        });
    }

    fn whoever_asked_first_gets_it_first() {
        run(|| async {
            let mutex = Mutex::new(());
            let guard = mutex.lock().await;
            let (mut first, mut second) = (pin!(mutex.lock()), pin!(mutex.lock()));
            // Asking is polling, not calling.
            assert!(polled(second.as_mut()).is_none());
            assert!(polled(first.as_mut()).is_none());
            drop(guard);
            assert!(polled(first.as_mut()).is_none());
            assert!(mutex.try_lock().is_err(), "it is the second one's already");
            let guard = polled(second.as_mut()).unwrap();
            assert!(polled(first.as_mut()).is_none());
            drop(guard);
            assert!(polled(first.as_mut()).is_some());
            assert!(mutex.try_lock().is_ok());
        });
    }

    fn whoever_gives_up_loses_the_place() {
        run(|| async {
            let mutex = Mutex::new(());
            let guard = mutex.lock().await;
            let mut first = Box::pin(mutex.lock());
            let mut second = pin!(mutex.lock());
            assert!(polled(first.as_mut()).is_none());
            assert!(polled(second.as_mut()).is_none());
            drop(first);
            drop(guard);
            assert!(polled(second.as_mut()).is_some());
        });
    }

    fn whoever_gives_up_passes_it_on() {
        run(|| async {
            let mutex = Mutex::new(());
            let guard = mutex.lock().await;
            let mut first = Box::pin(mutex.lock());
            let mut second = pin!(mutex.lock());
            assert!(polled(first.as_mut()).is_none());
            assert!(polled(second.as_mut()).is_none());
            drop(guard);
            assert!(polled(second.as_mut()).is_none());
            drop(first);
            assert!(polled(second.as_mut()).is_some());
        });
    }

    fn try_lock_does_not_wait() {
        run(|| async {
            let mutex = Arc::new(Mutex::new(1));
            let guard = mutex.try_lock().unwrap();
            let error = mutex.try_lock().unwrap_err();
            assert_eq!(error.to_string(), "operation would block");
            assert_eq!(format!("{error:?}"), "TryLockError(())");
            assert!(Arc::clone(&mutex).try_lock_owned().is_err());
            drop(guard);
            assert_eq!(*Arc::clone(&mutex).try_lock_owned().unwrap(), 1);
        });
    }

    fn an_owned_guard_keeps_the_mutex() {
        run(|| async {
            let mutex = Arc::new(Mutex::new(vec![1]));
            let mut guard = Arc::clone(&mutex).lock_owned().await;
            assert!(Arc::ptr_eq(OwnedMutexGuard::mutex(&guard), &mutex));
            drop(mutex);
            guard.push(2);
            let task = tokio::spawn(async move { guard.len() });
            assert_eq!(task.await.unwrap(), 2);
        });
    }

    fn a_guard_crosses_an_await() {
        run(|| async {
            let mutex = Arc::new(Mutex::new(1));
            let (sender, receiver) = oneshot::channel();
            let holds = {
                let mutex = Arc::clone(&mutex);
                tokio::spawn(async move {
                    let mut guard = mutex.lock().await;
                    sender.send(()).unwrap();
                    yield_now().await;
                    *guard += 1;
                })
            };
            receiver.await.unwrap();
            assert_eq!(*mutex.lock().await, 2);
            holds.await.unwrap();
        });
    }

    fn a_panic_gives_it_back_and_does_not_poison() {
        run(|| async {
            let mutex = Arc::new(Mutex::new(1));
            let panics = {
                let mutex = Arc::clone(&mutex);
                tokio::spawn(async move {
                    *mutex.lock().await += 1;
                    let _guard = mutex.lock().await;
                    panic!("with the guard");
                })
            };
            assert!(panics.await.is_err());
            assert_eq!(*mutex.lock().await, 2);
        });
    }

    fn a_guard_can_be_of_a_part() {
        run(|| async {
            let mutex = Mutex::new((1, [2, 3]));
            let guard = mutex.lock().await;
            assert!(std::ptr::eq(MutexGuard::mutex(&guard), &raw const mutex));
            let part = MutexGuard::map(guard, |pair| &mut pair.1);
            let mut part = MappedMutexGuard::map(part, |array| &mut array[1]);
            *part += 1;
            assert!(mutex.try_lock().is_err());
            let part = MappedMutexGuard::try_map(part, |_| None::<&mut u8>).unwrap_err();
            let part = MappedMutexGuard::try_map(part, |part| Some(part)).unwrap();
            assert_eq!(*part, 4);
            drop(part);
            let whole = MutexGuard::try_map(mutex.lock().await, |_| None::<&mut u8>);
            let whole = whole.unwrap_err();
            let part = MutexGuard::try_map(whole, |pair| Some(&mut pair.0)).unwrap();
            assert_eq!(*part, 1);
            drop(part);
            assert_eq!(*mutex.lock().await, (1, [2, 4]));
        });
    }

    fn an_owned_guard_can_be_of_a_part() {
        run(|| async {
            let mutex = Arc::new(Mutex::new((1, [2, 3])));
            let guard = Arc::clone(&mutex).lock_owned().await;
            let part = OwnedMutexGuard::map(guard, |pair| &mut pair.1);
            let mut part = OwnedMappedMutexGuard::map(part, |array| &mut array[1]);
            *part += 1;
            assert!(mutex.try_lock().is_err());
            let part = OwnedMappedMutexGuard::try_map(part, |_| None::<&mut u8>).unwrap_err();
            assert_eq!(*OwnedMappedMutexGuard::try_map(part, |part| Some(part)).unwrap(), 4);
            let whole = Arc::clone(&mutex).lock_owned().await;
            let whole = OwnedMutexGuard::try_map(whole, |_| None::<&mut u8>).unwrap_err();
            let part = OwnedMutexGuard::try_map(whole, |pair| Some(&mut pair.0)).unwrap();
            assert_eq!(*part, 1);
            drop(part);
            assert_eq!(*mutex.lock().await, (1, [2, 4]));
        });
    }

    fn threads_may_block_on_it() {
        run(|| async {
            let mutex = Arc::new(Mutex::new(0));
            let mut guard = mutex.lock().await;
            let other = Arc::clone(&mutex);
            let blocks = spawn_blocking(move || *other.blocking_lock());
            let other = Arc::clone(&mutex);
            let owns = thread::spawn(move || *other.blocking_lock_owned());
            yield_now().await;
            *guard = 1;
            drop(guard);
            assert_eq!(blocks.await.unwrap(), 1);
            assert_eq!(spawn_blocking(|| owns.join().unwrap()).await.unwrap(), 1);
        });
    }

    fn tasks_must_not_block_on_it() {
        run(|| async {
            let mutex = Arc::new(Mutex::new(0));
            let blocks = catch_unwind(AssertUnwindSafe(|| drop(mutex.blocking_lock())));
            let message = blocks.unwrap_err();
            let message = message.downcast_ref::<&str>().map(ToString::to_string);
            assert!(message.is_none_or(|text| text.starts_with("Cannot block the current thread")));
            let other = Arc::clone(&mutex);
            assert!(catch_unwind(AssertUnwindSafe(|| drop(other.blocking_lock_owned()))).is_err());
            assert!(mutex.try_lock().is_ok());
        });
    }

    fn made_of_anything() {
        run(|| async {
            let mut mutex = Mutex::from(1);
            *mutex.get_mut() = 2;
            assert_eq!(*mutex.lock().await, 2);
            assert_eq!(mutex.into_inner(), 2);
            assert_eq!(*Mutex::<u8>::default().lock().await, 0);
            let unsized_: Arc<Mutex<dyn Display + Send>> = Arc::new(Mutex::new(5));
            assert_eq!(unsized_.lock().await.to_string(), "5");
            assert_eq!(Arc::clone(&unsized_).lock_owned().await.to_string(), "5");
            let slice: Box<Mutex<[u8]>> = Box::new(Mutex::new([1, 2]));
            slice.lock().await.reverse();
            assert_eq!(*slice.lock().await, [2, 1]);
        });
    }

    fn it_is_shown_without_waiting() {
        run(|| async {
            let mutex = Mutex::new(1);
            assert_eq!(format!("{mutex:?}"), "Mutex { data: 1 }");
            let guard = mutex.lock().await;
            assert_eq!(format!("{guard:?} {guard}"), "1 1");
            assert_eq!(format!("{mutex:?}"), "Mutex { data: <locked> }");
            let part = MutexGuard::map(guard, |data| data);
            assert_eq!(format!("{part:?} {part}"), "1 1");
        });
    }

    fn many_tasks_take_turns() {
        run(|| async {
            let mutex = Arc::new(Mutex::new(BTreeSet::new()));
            let tasks: Vec<_> = (0..10)
                .map(|n| {
                    let mutex = Arc::clone(&mutex);
                    tokio::spawn(async move { mutex.lock().await.insert(n) })
                })
                .collect();
            for task in tasks {
                assert!(task.await.unwrap());
            }
            assert_eq!(mutex.lock().await.len(), 10);
        });
    }
}
