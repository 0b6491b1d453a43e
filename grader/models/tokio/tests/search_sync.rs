//! What the scheduler finds in programs that use `sync`, and that it tells it well; and that statics
//! start afresh.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Wake, Waker};

use interleave::strategy::RandomWalk;
use interleave::{End, Event, Executor, Limits};
use model_std::sync::Arc;
use model_std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use model_std::thread;
use model_tokio as tokio;
use tokio::runtime::Builder;
use tokio::sync::{
    Barrier, Mutex, Notify, OnceCell, RwLock, Semaphore, SetOnce, broadcast, mpsc, oneshot, watch,
};
use tokio::task::yield_now;

/// On two workers.
fn block_on<F: Future>(future: F) -> F::Output {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(future)
}

/// On one thread.
fn block_on_one<F: Future>(future: F) -> F::Output {
    Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Runs the program under many seeds and collects what it returns; a deadlock is nothing.
fn ends<T: Ord + 'static>(program: impl Fn() -> T + Copy + 'static) -> BTreeSet<Option<T>> {
    let mut executor = Executor::new(Limits::default());
    let mut seen = BTreeSet::new();
    for seed in 0..400 {
        let result = Rc::new(Cell::new(None));
        let there = Rc::clone(&result);
        let end = executor.run(&mut RandomWalk::new(seed), move || there.set(Some(program()))).end;
        match end {
            End::Finished => seen.insert(Some(result.take().expect("it has finished"))),
            End::Deadlock { .. } => seen.insert(None),
            end => panic!("seed {seed}: {end:?}"),
        };
    }
    seen
}

/// As [`ends`], where none may be a deadlock.
fn outcomes<T: Ord + 'static>(program: impl Fn() -> T + Copy + 'static) -> BTreeSet<T> {
    let all = ends(program).into_iter();
    all.map(|outcome| outcome.expect("no deadlock")).collect()
}

/// The verbs of what waits for ever in the first deadlock, with the lines where its holders took
/// what is waited for.
fn deadlock(program: fn()) -> Vec<(&'static str, Vec<u32>)> {
    let mut executor = Executor::new(Limits::default());
    let found =
        (0..2_000).find_map(|seed| match executor.run(&mut RandomWalk::new(seed), program).end {
            End::Deadlock { blocked, .. } => Some(blocked),
            _ => None,
        });
    let blocked = found.expect("a deadlock");
    let told = |blocked: interleave::Blocked| {
        assert_eq!(blocked.op.place.file(), file!());
        assert!(blocked.held_by.iter().all(|holder| holder.since.file() == file!()));
        (blocked.op.verb, blocked.held_by.iter().map(|holder| holder.since.line()).collect())
    };
    let mut told: Vec<_> = blocked.into_iter().map(told).collect();
    told.sort();
    told
}

#[test]
fn crossed_locks_are_told_with_their_holders() {
    let told = deadlock(|| {
        block_on(async {
            let locks = Arc::new((Mutex::new(()), RwLock::new(())));
            let other = Arc::clone(&locks);
            let crossing = tokio::spawn(async move {
                let _second = other.1.write().await;
                let _first = other.0.lock().await;
            });
            {
                let _first = locks.0.lock().await;
                let _second = locks.1.read().await;
            }
            crossing.await.unwrap();
        });
    });
    let line = line!();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], ("lock", vec![line - 6]), "{told:?}");
    assert_eq!(told[1], ("read", vec![line - 10]), "{told:?}");
}

#[test]
fn a_permit_that_never_comes_back_is_told() {
    let told = deadlock(|| {
        block_on(async {
            let semaphore = Arc::new(Semaphore::new(1));
            let other = Arc::clone(&semaphore);
            let keeps = tokio::spawn(async move {
                let _permit = other.acquire().await;
                other.acquire().await.unwrap().forget();
            });
            keeps.await.unwrap();
        });
    });
    let holds = told.iter().find(|(verb, _)| *verb == "acquire").expect("who waits for a permit");
    assert_eq!(holds.1.len(), 1, "{told:?}");
}

#[test]
fn a_lock_that_was_promised_to_a_future_nobody_polls() {
    let seen = ends(|| {
        block_on(async {
            let mutex = Arc::new(Mutex::new(()));
            let guard = mutex.lock().await;
            let mut waits = pin!(mutex.lock());
            assert!(waits.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            drop(guard);
            drop(mutex.lock().await);
        });
    });
    assert_eq!(seen, BTreeSet::from([None]));
}

#[test]
fn a_wake_up_is_lost_between_the_look_and_the_wait() {
    let waits_wrongly = || {
        block_on(async {
            let shared = Arc::new((AtomicBool::new(false), Notify::new()));
            let other = Arc::clone(&shared);
            let waits = tokio::spawn(async move {
                while !other.0.load(SeqCst) {
                    other.1.notified().await;
                }
            });
            shared.0.store(true, SeqCst);
            shared.1.notify_waiters();
            waits.await.unwrap();
        });
    };
    assert_eq!(ends(waits_wrongly), BTreeSet::from([None, Some(())]));
    let waits_rightly = || {
        block_on(async {
            let shared = Arc::new((AtomicBool::new(false), Notify::new()));
            let other = Arc::clone(&shared);
            let waits = tokio::spawn(async move {
                loop {
                    let notified = other.1.notified();
                    if other.0.load(SeqCst) {
                        break;
                    }
                    notified.await;
                }
            });
            shared.0.store(true, SeqCst);
            shared.1.notify_waiters();
            waits.await.unwrap();
        });
    };
    assert_eq!(ends(waits_rightly), BTreeSet::from([Some(())]));
}

#[test]
fn two_that_wait_and_one_permit() {
    let seen = ends(|| {
        block_on(async {
            let notify = Arc::new(Notify::new());
            let tasks = [1, 2].map(|_| {
                let notify = Arc::clone(&notify);
                tokio::spawn(async move { notify.notified().await })
            });
            notify.notify_one();
            notify.notify_one();
            for task in tasks {
                task.await.unwrap();
            }
        });
    });
    assert_eq!(seen, BTreeSet::from([None, Some(())]), "two permits may be one");
}

#[test]
fn an_update_is_lost_between_two_locks() {
    let seen = outcomes(|| {
        block_on(async {
            let lock = Arc::new(RwLock::new(0));
            let tasks = [1, 2].map(|_| {
                let lock = Arc::clone(&lock);
                tokio::spawn(async move {
                    let before = *lock.read().await;
                    *lock.write().await = before + 1;
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
            *lock.read().await
        })
    });
    assert_eq!(seen, BTreeSet::from([1, 2]));
}

#[test]
fn messages_of_two_senders_come_in_any_order() {
    let seen = outcomes(|| {
        block_on(async {
            let (sender, mut receiver) = mpsc::channel(1);
            for name in ["a", "b"] {
                let sender = sender.clone();
                tokio::spawn(async move { sender.send(name).await });
            }
            drop(sender);
            let mut all = String::new();
            while let Some(name) = receiver.recv().await {
                all.push_str(name);
            }
            all
        })
    });
    assert_eq!(seen.len(), 2, "{seen:?}");
}

#[test]
fn try_operations_may_come_too_early() {
    let seen = outcomes(|| {
        block_on(async {
            let (sender, mut receiver) = oneshot::channel();
            let sends = tokio::spawn(async move { sender.send(1) });
            let got = receiver.try_recv().ok();
            drop(receiver);
            (got, sends.await.unwrap().is_ok())
        })
    });
    let expected = [(None, false), (None, true), (Some(1), true)];
    assert_eq!(seen, BTreeSet::from(expected));
}

#[test]
fn a_value_that_is_borrowed_blocks_its_sender() {
    fn sends_while_borrowed(workers: fn(std::pin::Pin<Box<dyn Future<Output = ()>>>)) {
        workers(Box::pin(async {
            let (sender, receiver) = watch::channel(0);
            let value = receiver.borrow();
            let sends = tokio::spawn(async move { sender.send(1).unwrap() });
            yield_now().await;
            assert_eq!(*value, 0);
            drop(value);
            sends.await.unwrap();
        }));
    }
    let on_two = ends(|| sends_while_borrowed(block_on));
    assert_eq!(on_two, BTreeSet::from([Some(())]));
    let on_one = ends(|| sends_while_borrowed(block_on_one));
    assert_eq!(on_one, BTreeSet::from([None, Some(())]), "the sender blocks the only thread");
    let told = deadlock(|| sends_while_borrowed(block_on_one));
    let sends = told.iter().find(|(verb, _)| *verb == "send").expect("who waits");
    assert_eq!(sends.1.len(), 1, "{told:?}");
}

#[test]
fn a_second_borrow_may_wait_behind_a_sender() {
    let seen = ends(|| {
        let (sender, receiver) = watch::channel(0);
        let sends = thread::spawn(move || sender.send(1).unwrap());
        let one = receiver.borrow();
        let two = receiver.borrow();
        let sum = *one + *two;
        drop((one, two));
        sends.join().unwrap();
        sum
    });
    assert_eq!(seen, BTreeSet::from([None, Some(0), Some(2)]));
}

#[test]
fn a_change_in_place_is_alone() {
    let seen = outcomes(|| {
        block_on(async {
            let (sender, mut receiver) = watch::channel((0, 0));
            let sends = tokio::spawn(async move {
                sender.send_modify(|value| {
                    value.0 += 1;
                    thread::yield_now();
                    value.1 += 1;
                });
            });
            let early = receiver.has_changed().unwrap_or(true);
            let first = *receiver.borrow_and_update();
            assert_eq!(first.0, first.1);
            if first.0 == 0 {
                let value = *receiver.wait_for(|value| value.0 == 1).await.unwrap();
                assert_eq!(value, (1, 1));
            }
            sends.await.unwrap();
            (early, first.0)
        })
    });
    assert_eq!(seen, BTreeSet::from([(false, 0), (false, 1), (true, 1)]));
}

/// Blocks the thread on a future, as a learner's executor may: to wake is to unpark.
fn park_on<F: Future>(future: F) -> F::Output {
    struct Unpark(thread::Thread, AtomicBool);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.1.store(true, SeqCst);
            self.0.unpark();
        }
    }
    let woken = Arc::new(Unpark(thread::current(), AtomicBool::new(false)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        while !woken.1.swap(false, SeqCst) {
            thread::park();
        }
    }
}

#[test]
fn wakers_of_learners_may_do_anything() {
    let seen = outcomes(|| {
        let barrier = Arc::new(Barrier::new(3));
        let (news, receiver) = watch::channel(0);
        let (sender, messages) = broadcast::channel(1);
        let cell = Arc::new(SetOnce::new());
        let semaphore = Arc::new(Semaphore::new(0));
        let (results, mut all) = mpsc::channel(1);
        for mut own in [messages, sender.subscribe()] {
            let (barrier, mut receiver) = (Arc::clone(&barrier), receiver.clone());
            let (cell, semaphore) = (Arc::clone(&cell), Arc::clone(&semaphore));
            let results = results.clone();
            thread::spawn(move || {
                park_on(async {
                    barrier.wait().await;
                    receiver.changed().await.unwrap();
                    let sum = own.recv().await.unwrap() + *cell.wait().await;
                    semaphore.acquire().await.unwrap().forget();
                    results.send(sum).await.unwrap();
                });
            });
        }
        drop(results);
        park_on(async {
            barrier.wait().await;
            news.send(1).unwrap();
            sender.send(2).unwrap();
            cell.set(3).unwrap();
            semaphore.add_permits(2);
            let mut sum = 0;
            while let Some(part) = all.recv().await {
                sum += part;
            }
            sum
        })
    });
    assert_eq!(seen, BTreeSet::from([10]));
}

#[test]
fn whoever_gives_up_does_so_visibly() {
    let seen = outcomes(|| {
        block_on(async {
            let semaphore = Arc::new(Semaphore::new(1));
            let held = semaphore.acquire().await.unwrap();
            let other = Arc::clone(&semaphore);
            let gives_up = tokio::spawn(async move {
                let mut waits = Box::pin(other.acquire());
                let context = &mut Context::from_waker(Waker::noop());
                assert!(waits.as_mut().poll(context).is_pending());
                drop(waits);
            });
            let other = Arc::clone(&semaphore);
            let looks = tokio::spawn(async move { other.try_acquire().is_ok() });
            gives_up.await.unwrap();
            drop(held);
            looks.await.unwrap()
        })
    });
    assert_eq!(seen, BTreeSet::from([false, true]));

    let seen = outcomes(|| {
        block_on(async {
            let mutex = Arc::new(Mutex::new(()));
            let guard = Arc::clone(&mutex).lock_owned().await;
            let other = Arc::clone(&mutex);
            let gives_up = tokio::spawn(async move {
                let mut waits = Box::pin(other.lock());
                let context = &mut Context::from_waker(Waker::noop());
                let got = waits.as_mut().poll(context).is_ready();
                drop(waits);
                got
            });
            drop(guard);
            let free = mutex.try_lock().is_ok();
            (gives_up.await.unwrap(), free)
        })
    });
    assert!(seen.contains(&(false, false)), "it may be its turn when it gives up: {seen:?}");
}

#[test]
fn operations_are_told_by_name_and_line() {
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(1), || {
        block_on_one(async {
            let mutex = Mutex::new(1);
            *mutex.lock().await += 1;
            let (sender, mut receiver) = mpsc::channel(1);
            sender.send(1).await.unwrap();
            receiver.recv().await.unwrap();
        });
    });
    let line = line!() - 6;
    let told: Vec<_> = execution
        .trace()
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Step { op, .. } if op.place.file() == file!() => {
                Some((op.verb, op.place.line()))
            }
            _ => None,
        })
        .collect();
    for step in [("lock", line), ("unlock", line), ("send", line + 2), ("recv", line + 3)] {
        assert_eq!(told.iter().filter(|other| **other == step).count(), 1, "{told:?}");
    }
    assert!(told.contains(&("drop", line + 1)), "{told:?}");
}

static LIST: Mutex<Vec<u8>> = Mutex::const_new(Vec::new());
static TABLE: RwLock<Option<Box<u8>>> = RwLock::const_new(None);
static PERMITS: Semaphore = Semaphore::const_new(2);
static NOTIFY: Notify = Notify::const_new();
static CELL: OnceCell<Vec<u8>> = OnceCell::const_new();
static ONCE: SetOnce<Vec<u8>> = SetOnce::const_new();
static MADE: OnceCell<u8> = OnceCell::const_new_with(7);

#[test]
fn statics_start_afresh() {
    let seen = outcomes(|| {
        block_on(async {
            assert!(LIST.lock().await.is_empty() && TABLE.read().await.is_none());
            assert_eq!(PERMITS.available_permits(), 2);
            assert!(!CELL.initialized() && ONCE.get().is_none() && MADE.get() == Some(&7));
            let mut notified = pin!(NOTIFY.notified());
            assert!(!notified.as_mut().enable());
            let tasks = [1, 2].map(|n| {
                tokio::spawn(async move {
                    LIST.lock().await.push(n);
                    *TABLE.write().await = Some(Box::new(n));
                    PERMITS.acquire().await.unwrap().forget();
                    CELL.get_or_init(|| async { vec![n] }).await;
                    let _ = ONCE.set(vec![n]);
                    NOTIFY.notify_one();
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
            NOTIFY.notify_one();
            std::mem::forget(LIST.lock().await);
            // What waits at the end is not there in the next execution.
            let mut waits = Box::pin(LIST.lock());
            assert!(waits.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            std::mem::forget(waits);
            assert_eq!((CELL.get().unwrap().len(), ONCE.get().unwrap().len()), (1, 1));
            TABLE.try_read().unwrap().as_deref().copied()
        })
    });
    assert_eq!(seen, BTreeSet::from([Some(1), Some(2)]));
}

#[test]
fn objects_can_be_made_and_shown_and_dropped_outside() {
    let mut mutex = Mutex::new(vec![1]);
    mutex.get_mut().push(2);
    assert_eq!(format!("{mutex:?}"), "Mutex { data: [1, 2] }");
    assert_eq!(mutex.into_inner(), [1, 2]);
    let statics = format!("{LIST:?} {TABLE:?} {PERMITS:?} {NOTIFY:?} {CELL:?} {ONCE:?} {MADE:?}");
    assert!(statics.contains("Semaphore"));
    let cell = OnceCell::new_with(Some(1));
    assert_eq!((cell.clone() == cell, cell.into_inner()), (true, Some(1)));
    assert_eq!(SetOnce::new_with(Some(1)).into_inner(), Some(1));
    assert!(format!("{:?}", Barrier::new(2)).contains("Barrier"));
    let (sender, receiver) = mpsc::channel::<Vec<u8>>(1);
    assert!(format!("{sender:?} {receiver:?}").contains("Chan"));
    drop((sender.downgrade(), sender.clone(), receiver, sender));
    drop(mpsc::unbounded_channel::<Vec<u8>>());
    let (sender, receiver) = oneshot::channel::<Vec<u8>>();
    assert!(format!("{sender:?} {receiver:?}").contains("Receiver"));
    drop((sender, receiver));
    let (sender, receiver) = watch::channel(vec![1]);
    assert!(format!("{sender:?} {receiver:?}").contains("version"));
    drop((sender.clone(), receiver.clone(), sender, receiver));
    let (sender, receiver) = broadcast::channel::<Vec<u8>>(2);
    assert!(format!("{sender:?} {receiver:?}").contains("broadcast"));
    drop((sender.downgrade(), sender.clone(), sender, receiver));
    drop(Mutex::new(1).lock());
    drop(Semaphore::new(1).acquire());
}

#[test]
fn what_is_made_outside_can_be_used_inside() {
    let mutex = Arc::new(Mutex::new(0));
    let (sender, mut receiver) = mpsc::channel(1);
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(1), move || {
        block_on(async {
            *mutex.lock().await += 1;
            sender.send(*mutex.lock().await).await.unwrap();
            assert_eq!(receiver.recv().await, Some(1));
        });
    });
    assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
}
