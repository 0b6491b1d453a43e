//! `task`: results, panics, cancellation, sets of tasks.

use std::collections::BTreeSet;
use std::future::pending;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::{future, panic, thread};

use tokio::spawn;
use tokio::task::{self, JoinSet, LocalSet, spawn_blocking, spawn_local, yield_now};

use super::{WHILE, current_thread, promises, run};

/// Says whether it was dropped.
struct Dropped(Arc<AtomicBool>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

promises! {
    fn a_handle_gives_the_result() {
        run(|| async {
            assert_eq!(spawn(async { 5 }).await.unwrap(), 5);
            assert_eq!(spawn_blocking(|| 6).await.unwrap(), 6);
        });
    }

    fn a_panic_is_an_error_of_the_handle() {
        run(|| async {
            let error = spawn(async { panic::panic_any("ouch") }).await.unwrap_err();
            assert!(error.is_panic() && !error.is_cancelled());
            assert!(error.to_string().contains("panicked with message \"ouch\""));
            assert_eq!(*error.into_panic().downcast::<&str>().unwrap(), "ouch");
            let error = spawn_blocking(|| panic::panic_any(3)).await.unwrap_err();
            assert_eq!(*error.try_into_panic().unwrap().downcast::<i32>().unwrap(), 3);
        });
    }

    fn a_dropped_handle_does_not_cancel() {
        run(|| async {
            let (sender, receiver) = tokio::sync::oneshot::channel();
            drop(spawn(async move { sender.send(1).unwrap() }));
            assert_eq!(receiver.await, Ok(1));
        });
    }

    fn abort_drops_the_future_where_it_waits() {
        run(|| async {
            let dropped = Arc::new(AtomicBool::new(false));
            let inside = Dropped(Arc::clone(&dropped));
            let task = spawn(async move {
                pending::<()>().await;
                drop(inside);
            });
            yield_now().await;
            task.abort();
            let error = task.await.unwrap_err();
            assert!(error.is_cancelled());
            assert!(error.to_string().ends_with("was cancelled"));
            assert!(dropped.load(Ordering::SeqCst));
        });
    }

    fn abort_after_the_end_changes_nothing() {
        run(|| async {
            let task = spawn(async { 4 });
            while !task.is_finished() {
                yield_now().await;
            }
            task.abort();
            assert_eq!(task.await.unwrap(), 4);
        });
    }

    fn an_aborted_task_that_was_never_polled_never_runs() {
        current_thread().block_on(async {
            let ran = Arc::new(AtomicBool::new(false));
            let task = spawn({
                let ran = Arc::clone(&ran);
                async move { ran.store(true, Ordering::SeqCst) }
            });
            task.abort_handle().abort();
            assert!(task.await.unwrap_err().is_cancelled());
            assert!(!ran.load(Ordering::SeqCst));
        });
    }

    fn a_blocking_body_that_runs_is_not_aborted() {
        run(|| async {
            let (sender, receiver) = tokio::sync::oneshot::channel();
            let task = spawn_blocking(move || {
                sender.send(()).unwrap();
                thread::sleep(WHILE);
                8
            });
            receiver.await.unwrap();
            task.abort();
            assert_eq!(task.await.unwrap(), 8);
        });
    }

    fn a_result_that_nobody_wants_is_dropped() {
        run(|| async {
            let dropped = Arc::new(AtomicBool::new(false));
            let inside = Dropped(Arc::clone(&dropped));
            let task = spawn(async move { inside });
            while !task.is_finished() {
                yield_now().await;
            }
            assert!(!dropped.load(Ordering::SeqCst));
            drop(task);
            assert!(dropped.load(Ordering::SeqCst));
        });
    }

    fn a_task_knows_its_id() {
        run(|| async {
            let task = spawn(async { task::id() });
            let id = task.id();
            assert_eq!(task.await.unwrap(), id);
            assert!(task::try_id() != Some(id));
        });
    }

    fn a_waker_may_be_woken_from_anywhere() {
        run(|| async {
            let shared: Arc<Mutex<(bool, Option<Waker>)>> = Arc::default();
            let waits = {
                let shared = Arc::clone(&shared);
                future::poll_fn(move |context| {
                    let mut shared = shared.lock().unwrap();
                    if shared.0 {
                        return Poll::Ready(());
                    }
                    shared.1 = Some(context.waker().clone());
                    Poll::Pending
                })
            };
            let task = spawn(waits);
            yield_now().await;
            let waker = thread::spawn(move || {
                let mut shared = shared.lock().unwrap();
                shared.0 = true;
                shared.1.take()
            }).join().unwrap();
            if let Some(waker) = waker {
                waker.wake();
            }
            task.await.unwrap();
        });
    }

    fn a_task_that_wakes_itself_is_polled_again() {
        run(|| async {
            let mut polls = 0;
            future::poll_fn(|context| {
                polls += 1;
                context.waker().wake_by_ref();
                if polls < 5 { Poll::Pending } else { Poll::Ready(()) }
            }).await;
            assert_eq!(polls, 5);
        });
    }

    fn yield_now_lets_another_task_run() {
        current_thread().block_on(async {
            let ran = Arc::new(AtomicBool::new(false));
            spawn({
                let ran = Arc::clone(&ran);
                async move { ran.store(true, Ordering::SeqCst) }
            });
            while !ran.load(Ordering::SeqCst) {
                yield_now().await;
            }
        });
    }

    fn the_budget_of_a_poll_ends() {
        current_thread().block_on(async {
            let stop = Arc::new(AtomicBool::new(false));
            spawn({
                let stop = Arc::clone(&stop);
                async move { stop.store(true, Ordering::SeqCst) }
            });
            while !stop.load(Ordering::SeqCst) {
                task::consume_budget().await;
            }
        });
    }

    fn a_set_gives_every_result() {
        run(|| async {
            let mut set = JoinSet::new();
            for number in 0..4 {
                set.spawn(async move {
                    yield_now().await;
                    number
                });
            }
            assert_eq!(set.len(), 4);
            let mut seen = BTreeSet::new();
            while let Some(result) = set.join_next().await {
                seen.insert(result.unwrap());
            }
            assert_eq!(seen, (0..4).collect());
            assert!(set.is_empty() && set.try_join_next().is_none());
        });
    }

    fn a_set_takes_bodies_that_block_and_many_at_once() {
        run(|| async {
            let mut set: JoinSet<u32> = (1..4).map(|number| async move { number }).collect();
            set.spawn_blocking(|| 10);
            let sum: u32 = set.join_all().await.into_iter().sum();
            assert_eq!(sum, 16);
        });
    }

    fn a_set_says_which_task_it_was() {
        run(|| async {
            let mut set = JoinSet::new();
            let id = set.spawn(async { 1 }).id();
            assert_eq!(set.join_next_with_id().await.unwrap().unwrap(), (id, 1));
        });
    }

    fn a_dropped_set_cancels_its_tasks() {
        run(|| async {
            let dropped = Arc::new(AtomicBool::new(false));
            let inside = Dropped(Arc::clone(&dropped));
            let mut set = JoinSet::new();
            set.spawn(async move {
                pending::<()>().await;
                drop(inside);
            });
            yield_now().await;
            drop(set);
            while !dropped.load(Ordering::SeqCst) {
                yield_now().await;
            }
        });
    }

    fn shutdown_waits_for_the_cancelled() {
        run(|| async {
            let dropped = Arc::new(AtomicBool::new(false));
            let inside = Dropped(Arc::clone(&dropped));
            let mut set = JoinSet::new();
            set.spawn(async move {
                pending::<()>().await;
                drop(inside);
            });
            set.shutdown().await;
            assert!(dropped.load(Ordering::SeqCst) && set.is_empty());
        });
    }

    fn a_detached_task_goes_on() {
        run(|| async {
            let (sender, receiver) = tokio::sync::oneshot::channel();
            let mut set = JoinSet::new();
            set.spawn(async move {
                yield_now().await;
                sender.send(2).unwrap();
            });
            set.detach_all();
            drop(set);
            assert_eq!(receiver.await, Ok(2));
        });
    }

    fn local_tasks_need_not_be_send() {
        current_thread().block_on(async {
            let set = LocalSet::new();
            let shared = Rc::new(AtomicU32::new(0));
            set.run_until(async {
                let tasks: Vec<_> = (0..3).map(|_| {
                    let shared = Rc::clone(&shared);
                    spawn_local(async move {
                        yield_now().await;
                        shared.fetch_add(1, Ordering::SeqCst);
                    })
                }).collect();
                for task in tasks {
                    task.await.unwrap();
                }
            }).await;
            assert_eq!(shared.load(Ordering::SeqCst), 3);
        });
    }

    fn a_local_set_is_ready_when_its_tasks_are() {
        let runtime = current_thread();
        let set = LocalSet::new();
        let done = Rc::new(AtomicU32::new(0));
        for _ in 0..2 {
            let done = Rc::clone(&done);
            set.spawn_local(async move {
                spawn_local({
                    let done = Rc::clone(&done);
                    async move {
                        yield_now().await;
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                });
                done.fetch_add(1, Ordering::SeqCst);
            });
        }
        runtime.block_on(set);
        assert_eq!(done.load(Ordering::SeqCst), 4);
    }

    fn local_tasks_panic_and_are_cancelled_like_others() {
        let runtime = current_thread();
        let set = LocalSet::new();
        set.block_on(&runtime, async {
            assert!(spawn_local(async { panic::panic_any(1) }).await.unwrap_err().is_panic());
            let waits = spawn_local(pending::<()>());
            yield_now().await;
            waits.abort();
            assert!(waits.await.unwrap_err().is_cancelled());
        });
    }

    fn a_dropped_local_set_drops_its_tasks() {
        current_thread().block_on(async {
            let dropped = Arc::new(AtomicBool::new(false));
            let inside = Dropped(Arc::clone(&dropped));
            let set = LocalSet::new();
            let task = set.spawn_local(async move {
                pending::<()>().await;
                drop(inside);
            });
            set.run_until(yield_now()).await;
            drop(set);
            assert!(dropped.load(Ordering::SeqCst));
            assert!(task.await.unwrap_err().is_cancelled());
        });
    }

    fn spawn_local_needs_a_set() {
        current_thread().block_on(async {
            assert!(spawn(async { drop(spawn_local(async {})) }).await.unwrap_err().is_panic());
        });
    }
}
