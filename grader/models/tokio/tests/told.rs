//! What the model tells whoever looks at an execution closely: what objects are like, and what
//! operations bring back.

use std::sync::Arc;

use brute::told;
use model_tokio::runtime::Builder;
use model_tokio::sync::{
    Barrier, Mutex, Notify, OnceCell, RwLock, Semaphore, SetOnce, broadcast, mpsc, oneshot, watch,
};
use model_tokio::task;
use model_tokio::time::{Duration, sleep, timeout};

const SHORT: Duration = Duration::from_millis(1);

/// Runs a task alone on its thread.
fn run<F: Future>(task: F) -> F::Output {
    Builder::new_current_thread().enable_all().build().unwrap().block_on(task)
}

#[test]
fn a_semaphore_tells_its_permits() {
    let told = told(|| {
        run(async {
            let semaphore = Arc::new(Semaphore::new(2));
            let first = semaphore.acquire().await.unwrap();
            let other = Arc::clone(&semaphore);
            let waits = task::spawn(async move { other.acquire_many(2).await.map(drop) });
            sleep(SHORT).await;
            assert!(semaphore.try_acquire().is_err());
            drop(first);
            waits.await.unwrap().unwrap();
            semaphore.forget_permits(1);
            semaphore.add_permits(3);
            semaphore.close();
            assert!(semaphore.acquire().await.is_err());
        });
    });
    assert_eq!(
        told,
        [
            "acquire Semaphore #1 [permits 1]",
            "sleep main -> not yet",
            "acquire_many Semaphore #1 -> not yet [permits 0]",
            "try_acquire Semaphore #1 -> no permits",
            "release Semaphore #1 [permits 0]",
            "join task 1 -> not yet",
            "acquire_many Semaphore #1 [permits 0]",
            "release Semaphore #1 [permits 2]",
            "forget_permits Semaphore #1 -> 1 [permits 1]",
            "add_permits Semaphore #1 [permits 4]",
            "close Semaphore #1 [closed true]",
            "acquire Semaphore #1 [permits 4] -> closed"
        ]
    );
}

#[test]
fn a_notify_tells_whether_it_keeps_a_permit() {
    let told = told(|| {
        run(async {
            let notify = Arc::new(Notify::new());
            notify.notify_one();
            notify.notified().await;
            let other = Arc::clone(&notify);
            let waits = task::spawn(async move { other.notified().await });
            sleep(SHORT).await;
            notify.notify_one();
            waits.await.unwrap();
            {
                let mut early = Box::pin(notify.notified());
                assert!(!early.as_mut().enable());
                notify.notify_one();
            }
            notify.notify_waiters();
        });
    });
    assert_eq!(
        told,
        [
            "notify_one Notify #1 [permit true]",
            "notified Notify #1 [permit false]",
            "sleep main -> not yet",
            "notified Notify #1 -> not yet",
            "notify_one Notify #1 [permit false]",
            "join task 1 -> not yet",
            "notified Notify #1 [permit false]",
            "enable Notify #1 -> false",
            "notify_one Notify #1 [permit false]",
            "drop Notify #1 [permit true]"
        ]
    );
}

#[test]
fn channels_tell_how_many_messages_there_are() {
    let told = told(|| {
        run(async {
            let (sender, mut receiver) = mpsc::channel(1);
            sender.send(7).await.unwrap();
            assert!(sender.try_send(8).is_err());
            assert!(sender.send_timeout(8, SHORT).await.is_err());
            assert_eq!(receiver.recv().await, Some(7));
            assert!(receiver.try_recv().is_err());
            sender.reserve().await.unwrap().send(9);
            let another = sender.clone();
            drop(sender);
            drop(another);
            assert_eq!(receiver.recv().await, Some(9));
            assert_eq!(receiver.recv().await, None);
            let (sender, mut receiver) = mpsc::unbounded_channel();
            sender.send("no number").unwrap();
            sender.send("no number").unwrap();
            let mut both = Vec::new();
            assert_eq!(receiver.recv_many(&mut both, 5).await, 2);
            drop(receiver);
            assert!(sender.send("too late").is_err());
        });
    });
    assert_eq!(
        told,
        [
            "send channel #1 [messages 1]",
            "try_send channel #1 -> full",
            "send_timeout channel #1 -> not yet",
            "send_timeout channel #1 -> not yet -> times out",
            "recv channel #1 [messages 0] -> 7",
            "try_recv channel #1 -> empty",
            "send channel #1 [messages 1]",
            "drop channel #1 [closed true]",
            "recv channel #1 [messages 0] -> 9",
            "recv channel #1 -> closed",
            "send channel #2 [messages 1]",
            "send channel #2 [messages 2]",
            "recv_many channel #2 [messages 0] -> 2",
            "drop channel #2 [closed true]",
            "send channel #2 -> closed"
        ]
    );
}

#[test]
fn the_other_channels_tell_theirs() {
    let told = told(|| {
        run(async {
            let (sender, mut receiver) = oneshot::channel();
            assert!(receiver.try_recv().is_err());
            sender.send(true).unwrap();
            assert!(receiver.await.unwrap());
            let (sender, receiver) = oneshot::channel::<u8>();
            drop(sender);
            assert!(receiver.await.is_err());
            let (sender, mut receiver) = watch::channel(1);
            sender.send(2).unwrap();
            receiver.changed().await.unwrap();
            assert_eq!(*receiver.borrow_and_update(), 2);
            drop(sender);
            let (sender, mut receiver) = broadcast::channel(2);
            for message in 1..=3 {
                sender.send(message).unwrap();
            }
            assert!(receiver.recv().await.is_err());
            assert_eq!(receiver.recv().await, Ok(2));
            drop(sender);
        });
    });
    assert_eq!(
        told,
        [
            "try_recv oneshot channel #1 -> empty",
            "send oneshot channel #1 [sent true]",
            "recv oneshot channel #1 -> true",
            "drop oneshot channel #2 [closed true]",
            "recv oneshot channel #2 -> closed",
            "send watch channel #1 [value 2] [version 1]",
            "borrow_and_update watch channel #1 -> 2",
            "drop watch channel #1 [closed true]",
            "send broadcast channel #1 [messages 1] -> 1",
            "send broadcast channel #1 [messages 2] -> 1",
            "send broadcast channel #1 [messages 2] -> 1",
            "recv broadcast channel #1 -> lagged -> 1",
            "recv broadcast channel #1 [messages 1] -> 2",
            "drop broadcast channel #1 [closed true]",
            "drop broadcast channel #1 [receivers 0]",
            "drop watch channel #1 [receivers 0]"
        ]
    );
}

#[test]
fn an_attempt_among_others_tells_that_it_waits_on() {
    let told = told(|| {
        run(async {
            let (sender, mut receiver) = mpsc::channel::<u8>(1);
            let notify = Notify::new();
            let done = model_tokio::select! {
                biased;
                _ = receiver.recv() => false,
                () = notify.notified() => false,
                () = sleep(SHORT) => true,
            };
            assert!(done);
            assert!(timeout(SHORT, receiver.recv()).await.is_err());
            drop(sender);
        });
    });
    assert_eq!(
        told,
        [
            "recv channel #1 -> not yet",
            "notified Notify #1 -> not yet",
            "sleep main -> not yet",
            "sleep main -> woken",
            "recv channel #1 -> not yet",
            "notified Notify #1 -> not yet",
            "recv channel #1 -> not yet",
            "timeout main -> not yet",
            "timeout main -> woken",
            "recv channel #1 -> not yet",
            "timeout main -> times out",
            "drop channel #1 [closed true]"
        ]
    );
}

#[test]
fn what_is_refused_and_what_is_there_is_told() {
    let told = told(|| {
        run(async {
            let (mutex, lock) = (Mutex::new(1), RwLock::new(()));
            *mutex.lock().await += 1;
            let (_held, _read) = (mutex.lock().await, lock.read().await);
            assert!(mutex.try_lock().is_err());
            assert!(lock.try_write().is_err());
            let (cell, once) = (OnceCell::new(), SetOnce::new());
            assert!(cell.get().is_none());
            cell.set(1).unwrap();
            assert!(cell.set(2).is_err());
            once.set(1).unwrap();
            let barrier = Arc::new(Barrier::new(2));
            let other = Arc::clone(&barrier);
            let waits = task::spawn(async move { other.wait().await.is_leader() });
            sleep(SHORT).await;
            assert!(barrier.wait().await.is_leader());
            assert!(!waits.await.unwrap());
            let never = task::spawn(std::future::pending::<()>());
            assert!(!never.is_finished());
            never.abort();
            assert!(never.await.unwrap_err().is_cancelled());
        });
    });
    assert_eq!(
        told,
        [
            "lock Mutex #1 [value 1]",
            "unlock Mutex #1 [value 2]",
            "try_lock Mutex #1 -> would block",
            "try_write RwLock #1 -> would block",
            "get OnceCell #1 -> empty",
            "set OnceCell #1 [set true]",
            "set OnceCell #1 -> set already",
            "set SetOnce #1 [set true]",
            "sleep main -> not yet",
            "wait Barrier #1 [waiting 1] -> not yet",
            "wait Barrier #1 [waiting 0] -> leader",
            "join task 1 -> not yet",
            "is_finished task 2 -> false",
            "join task 2 -> not yet",
            "join task 2 -> cancelled"
        ]
    );
}
