//! Whatever synchronises passes on what was stored with relaxed atomics: no schedule shows an older
//! value to whoever waited properly.

#[macro_use]
extern crate model_std as std;
extern crate model_std as core;
extern crate model_tokio as tokio;

use std::future::poll_fn;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::time::Duration;

use interleave::strategy::RandomWalk;
use interleave::{End, Event, Executor, Limits};
use tokio::runtime::Builder;
use tokio::sync::{
    Barrier, Mutex as AsyncMutex, Notify, OnceCell, RwLock, Semaphore, broadcast, mpsc, oneshot,
    watch,
};
use tokio::task::{JoinSet, LocalSet, spawn_local, yield_now};

/// The relaxed data, afresh in every execution.
static DATA: AtomicU32 = AtomicU32::new(0);

fn write() {
    DATA.store(1, Relaxed);
}

fn is_there() -> bool {
    DATA.load(Relaxed) == 1
}

fn wrote() {
    assert!(is_there(), "an older value");
}

/// Runs the future on a runtime of several workers under many schedules; it panics if it fails.
/// Returns how often an older value was read, which is allowed before the other side has come.
fn always(program: impl AsyncFn() + Copy + 'static) -> usize {
    let mut executor = Executor::new(Limits::default());
    let mut older = 0;
    for seed in 0..400 {
        let run = move || {
            let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build();
            runtime.unwrap().block_on(program());
        };
        let execution = executor.run(&mut RandomWalk::new(seed), run);
        assert!(matches!(execution.end, End::Finished), "seed {seed}: {:?}", execution.end);
        let is_older = |event: &&Event| matches!(event, Event::Freedom(_, "reads an older value"));
        older += execution.trace().events.iter().filter(is_older).count();
    }
    older
}

#[test]
fn memory_is_weak_here_too() {
    let older = always(async || {
        let writes = tokio::spawn(async { write() });
        is_there();
        writes.await.unwrap();
    });
    assert!(older > 0);
}

#[test]
fn the_end_of_a_task() {
    always(async || {
        tokio::spawn(async { write() }).await.unwrap();
        wrote();
    });
    always(async || {
        let task = tokio::spawn(async { write() });
        if task.is_finished() {
            wrote();
        }
        task.await.unwrap();
        wrote();
    });
    always(async || {
        tokio::task::spawn_blocking(write).await.unwrap();
        wrote();
    });
    always(async || {
        let mut set = JoinSet::new();
        set.spawn(async { write() });
        set.join_next().await.unwrap().unwrap();
        wrote();
    });
    always(async || {
        write();
        tokio::spawn(async { wrote() }).await.unwrap();
    });
    always(async || {
        write();
        tokio::task::spawn_blocking(wrote).await.unwrap();
    });
}

#[test]
fn local_tasks() {
    always(async || {
        let set = LocalSet::new();
        let (sender, receiver) = oneshot::channel();
        set.spawn_local(async { receiver.await.map(|()| wrote()).unwrap() });
        tokio::spawn(async {
            write();
            sender.send(()).unwrap();
        });
        set.await;
    });
    always(async || {
        let set = LocalSet::new();
        let waker = Arc::new(Mutex::new(None::<Waker>));
        let there = Arc::clone(&waker);
        set.spawn_local(async {
            let other = spawn_local(async move {
                let mut polls = 0;
                poll_fn(|context| {
                    polls += 1;
                    if polls > 1 {
                        return Poll::Ready(());
                    }
                    *there.lock().unwrap() = Some(context.waker().clone());
                    Poll::Pending
                })
                .await;
                wrote();
            });
            yield_now().await;
            yield_now().await;
            other.await.unwrap();
        });
        let rouser = tokio::spawn(async move {
            loop {
                let waker = waker.lock().unwrap().take();
                if let Some(waker) = waker {
                    write();
                    waker.wake();
                    return;
                }
                yield_now().await;
            }
        });
        set.await;
        rouser.await.unwrap();
    });
}

#[test]
fn a_waker() {
    always(async || {
        let waker = Arc::new(Mutex::new(None::<Waker>));
        let there = Arc::clone(&waker);
        let rouser = tokio::spawn(async move {
            loop {
                let waker = waker.lock().unwrap().take();
                if let Some(waker) = waker {
                    write();
                    waker.wake();
                    return;
                }
                yield_now().await;
            }
        });
        let mut polls = 0;
        poll_fn(|context| {
            polls += 1;
            if polls > 1 {
                return Poll::Ready(());
            }
            *there.lock().unwrap() = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
        wrote();
        rouser.await.unwrap();
    });
}

#[test]
fn channels() {
    always(async || {
        let (sender, receiver) = oneshot::channel();
        tokio::spawn(async {
            write();
            sender.send(()).unwrap();
        });
        receiver.await.unwrap();
        wrote();
    });
    always(async || {
        let (sender, mut receiver) = mpsc::channel(1);
        tokio::spawn(async move {
            sender.send(0).await.unwrap();
            write();
            sender.reserve().await.unwrap().send(1);
        });
        assert_eq!(receiver.recv().await, Some(0));
        assert_eq!(receiver.recv().await, Some(1));
        wrote();
    });
    always(async || {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            write();
            sender.send(()).unwrap();
        });
        receiver.recv().await.unwrap();
        wrote();
    });
    always(async || {
        let (sender, mut receiver) = mpsc::channel::<()>(1);
        tokio::spawn(async move {
            write();
            drop(sender);
        });
        assert!(receiver.recv().await.is_none());
        wrote();
    });
    always(async || {
        let (sender, mut receiver) = broadcast::channel(1);
        tokio::spawn(async move {
            write();
            sender.send(()).unwrap();
        });
        receiver.recv().await.unwrap();
        wrote();
    });
    always(async || {
        let (sender, mut receiver) = watch::channel(0);
        let (early, mut seen) = (receiver.clone(), receiver.clone());
        tokio::spawn(async move {
            sender.send_modify(|value| {
                write();
                *value = 1;
            });
            sender.closed().await;
        });
        if *early.borrow() == 1 {
            wrote();
        }
        receiver.changed().await.unwrap();
        wrote();
        seen.wait_for(|value| *value == 1).await.unwrap();
    });
}

#[test]
fn locks_and_the_like() {
    always(async || {
        let one = Arc::new(AsyncMutex::new(false));
        let other = Arc::clone(&one);
        tokio::spawn(async move {
            let mut guard = one.lock().await;
            write();
            *guard = true;
        });
        if *other.lock().await {
            wrote();
        }
    });
    always(async || {
        let one = Arc::new(RwLock::new(false));
        let other = Arc::clone(&one);
        tokio::spawn(async move {
            let mut guard = one.write().await;
            write();
            *guard = true;
        });
        if *other.read().await {
            wrote();
        }
    });
    always(async || {
        let one = Arc::new(Semaphore::new(0));
        let other = Arc::clone(&one);
        tokio::spawn(async move {
            write();
            one.add_permits(1);
        });
        other.acquire().await.unwrap().forget();
        wrote();
    });
    always(async || {
        let one = Arc::new(Notify::new());
        let other = Arc::clone(&one);
        tokio::spawn(async move {
            write();
            one.notify_one();
        });
        other.notified().await;
        wrote();
    });
    always(async || {
        let one = Arc::new(Barrier::new(2));
        let other = Arc::clone(&one);
        tokio::spawn(async move {
            write();
            one.wait().await;
        });
        other.wait().await;
        wrote();
    });
    always(async || {
        let one = Arc::new(OnceCell::new());
        let other = Arc::clone(&one);
        tokio::spawn(async move {
            one.get_or_init(async || write()).await;
        });
        if other.get().is_some() {
            wrote();
        }
        other.get_or_init(async || write()).await;
        wrote();
    });
}

#[test]
fn time() {
    always(async || {
        tokio::spawn(async { write() });
        tokio::time::sleep(Duration::from_secs(1)).await;
        wrote();
    });
}
