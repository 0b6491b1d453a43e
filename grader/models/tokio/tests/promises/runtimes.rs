//! `runtime`: who polls, who blocks whom, and how it ends.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Instant;

use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::{spawn_blocking, yield_now};
use tokio::{spawn, task};

use super::{WHILE, current_thread, multi_thread, passed, promises, run};

thread_local! {
    static WORKER: Cell<u32> = const { Cell::new(0) };
}

/// Says whether it was dropped.
struct Dropped(Arc<AtomicBool>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

promises! {
    fn block_on_gives_the_result() {
        assert_eq!(current_thread().block_on(async { 7 }), 7);
        assert_eq!(multi_thread().block_on(async { 8 }), 8);
    }

    fn tasks_of_a_current_thread_runtime_wait_for_block_on() {
        let runtime = current_thread();
        let ran = Arc::new(AtomicBool::new(false));
        let task = runtime.spawn({
            let ran = Arc::clone(&ran);
            async move { ran.store(true, Ordering::SeqCst) }
        });
        thread::sleep(WHILE);
        assert!(!ran.load(Ordering::SeqCst));
        runtime.block_on(task).unwrap();
        assert!(ran.load(Ordering::SeqCst));
    }

    fn tasks_of_a_multi_thread_runtime_run_by_themselves() {
        let runtime = multi_thread();
        let (sender, receiver) = mpsc::channel();
        runtime.spawn(async move { sender.send(1).unwrap() });
        assert_eq!(receiver.recv(), Ok(1));
    }

    fn one_thread_polls_one_task_at_a_time() {
        current_thread().block_on(async {
            let inside = Arc::new(AtomicU32::new(0));
            let tasks: Vec<_> = (0..3).map(|_| {
                let inside = Arc::clone(&inside);
                spawn(async move {
                    for _ in 0..2 {
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                        yield_now().await;
                    }
                })
            }).collect();
            for task in tasks {
                task.await.unwrap();
            }
        });
    }

    fn whoever_sleeps_in_a_task_keeps_its_worker() {
        current_thread().block_on(async {
            let start = Instant::now();
            let sleeper = spawn(async { thread::sleep(WHILE) });
            yield_now().await;
            spawn(async {}).await.unwrap();
            sleeper.await.unwrap();
            passed(start, WHILE);
        });
    }

    fn another_worker_goes_on_while_one_blocks() {
        let runtime = multi_thread();
        let (sender, receiver) = mpsc::channel();
        let (begins, begun) = mpsc::channel();
        let blocked = runtime.spawn(async move {
            begins.send(()).unwrap();
            receiver.recv().unwrap()
        });
        begun.recv().unwrap();
        let sends = runtime.spawn(async move { sender.send(5).unwrap() });
        runtime.block_on(async {
            sends.await.unwrap();
            assert_eq!(blocked.await.unwrap(), 5);
        });
    }

    fn all_tasks_of_one_thread_share_its_locals() {
        current_thread().block_on(async {
            WORKER.set(3);
            let seen = spawn(async { WORKER.get() }).await.unwrap();
            assert_eq!(seen, 3);
            WORKER.set(0);
        });
    }

    fn a_task_does_not_see_the_locals_of_the_thread_that_blocks_on_it() {
        WORKER.set(4);
        let seen = multi_thread().block_on(async { spawn(async { WORKER.get() }).await.unwrap() });
        assert_eq!(seen, 0);
        WORKER.set(0);
    }

    fn workers_have_the_names_they_are_given() {
        let name = || tokio::spawn(async { thread::current().name().map(str::to_owned) });
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(1);
        for expected in ["tokio-rt-worker", "mine", "made"] {
            match expected {
                "mine" => builder.thread_name("mine"),
                "made" => builder.thread_name_fn(|| "made".to_owned()),
                _ => &mut builder,
            };
            let seen = builder.build().unwrap().block_on(async { name().await.unwrap() });
            assert_eq!(seen.as_deref(), Some(expected));
        }
    }

    fn a_bare_thread_is_in_no_runtime() {
        assert!(Handle::try_current().is_err());
        run(|| async {
            let inside = thread::spawn(|| Handle::try_current().is_ok()).join().unwrap();
            assert!(!inside);
            assert!(Handle::try_current().is_ok());
        });
    }

    fn enter_makes_a_thread_part_of_it() {
        let runtime = multi_thread();
        let task = {
            let _inside = runtime.enter();
            spawn(async { 2 })
        };
        assert!(Handle::try_current().is_err());
        assert_eq!(runtime.block_on(task).unwrap(), 2);
    }

    fn a_handle_knows_its_runtime() {
        let runtime = current_thread();
        assert_eq!(runtime.handle().runtime_flavor(), RuntimeFlavor::CurrentThread);
        let runtime = multi_thread();
        assert_eq!(runtime.handle().runtime_flavor(), RuntimeFlavor::MultiThread);
        assert_eq!(runtime.metrics().num_workers(), 2);
        let handle = runtime.handle().clone();
        let sum = thread::spawn(move || handle.block_on(async { spawn(async { 3 }).await.unwrap() }));
        assert_eq!(sum.join().unwrap(), 3);
    }

    fn block_on_inside_a_task_panics() {
        run(|| async {
            let error = spawn(async { Handle::current().block_on(async {}) }).await.unwrap_err();
            assert!(error.is_panic());
        });
    }

    fn block_on_inside_a_blocking_body_is_fine() {
        run(|| async {
            let handle = Handle::current();
            let result = spawn_blocking(move || handle.block_on(async { 6 })).await;
            assert_eq!(result.unwrap(), 6);
        });
    }

    fn a_blocking_body_leaves_the_workers_alone() {
        current_thread().block_on(async {
            let (sender, receiver) = mpsc::channel();
            let waits = spawn_blocking(move || receiver.recv().unwrap());
            spawn(async move { sender.send(9).unwrap() }).await.unwrap();
            assert_eq!(waits.await.unwrap(), 9);
        });
    }

    fn block_in_place_hands_the_worker_over() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
        let (sender, receiver) = mpsc::channel();
        let waits = runtime.spawn(async move { task::block_in_place(|| receiver.recv().unwrap()) });
        let sends = runtime.spawn(async move { sender.send(4).unwrap() });
        runtime.block_on(async {
            assert_eq!(waits.await.unwrap(), 4);
            sends.await.unwrap();
        });
    }

    fn block_in_place_needs_another_worker() {
        current_thread().block_on(async {
            let error = spawn(async { task::block_in_place(|| ()) }).await.unwrap_err();
            assert!(error.is_panic());
        });
    }

    fn dropping_a_runtime_drops_its_tasks() {
        for runtime in [current_thread(), multi_thread()] {
            let dropped = Arc::new(AtomicBool::new(false));
            let (sender, receiver) = mpsc::channel();
            let inside = Dropped(Arc::clone(&dropped));
            let task = runtime.spawn(async move {
                sender.send(()).unwrap();
                std::future::pending::<()>().await;
                drop(inside);
            });
            runtime.block_on(yield_now());
            if runtime.handle().runtime_flavor() == RuntimeFlavor::MultiThread {
                receiver.recv().unwrap();
            }
            drop(runtime);
            assert!(dropped.load(Ordering::SeqCst));
            assert!(task.is_finished());
        }
    }

    fn dropping_a_runtime_waits_for_blocking_bodies_that_run() {
        let runtime = multi_thread();
        let done = Arc::new(AtomicBool::new(false));
        let (sender, receiver) = mpsc::channel();
        let body = {
            let done = Arc::clone(&done);
            move || {
                sender.send(()).unwrap();
                thread::sleep(WHILE);
                done.store(true, Ordering::SeqCst);
            }
        };
        runtime.spawn_blocking(body);
        receiver.recv().unwrap();
        drop(runtime);
        assert!(done.load(Ordering::SeqCst));
    }

    fn shutdown_timeout_waits_no_longer() {
        let runtime = multi_thread();
        let (sender, receiver) = mpsc::channel();
        let (inside, is_inside) = mpsc::channel();
        runtime.spawn_blocking(move || {
            inside.send(()).unwrap();
            receiver.recv().unwrap();
        });
        is_inside.recv().unwrap();
        let start = Instant::now();
        runtime.shutdown_timeout(WHILE);
        passed(start, WHILE);
        sender.send(()).unwrap();
    }

    fn two_threads_may_block_on_one_thread_s_runtime() {
        let runtime = Arc::new(current_thread());
        let other = {
            let runtime = Arc::clone(&runtime);
            thread::spawn(move || runtime.block_on(async {
                yield_now().await;
                spawn(async { 1 }).await.unwrap()
            }))
        };
        let mine = runtime.block_on(async {
            yield_now().await;
            spawn(async { 2 }).await.unwrap()
        });
        assert_eq!(other.join().unwrap() + mine, 3);
    }
}
