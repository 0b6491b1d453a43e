//! What the model must be able to find: interleavings inside a poll, blocked workers, lost wakers.

#[macro_use]
extern crate model_std as std;
extern crate model_std as core;
extern crate model_tokio as tokio;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::future::{pending, poll_fn};
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::task::{Poll, Waker};
use std::thread;

use interleave::strategy::RandomWalk;
use interleave::{End, Event, Executor, Limits};
use tokio::runtime::{Builder, NO_WAKER, NO_WORKER, Runtime};
use tokio::task::yield_now;

/// Runs the program under many schedules; how each ended, with the remarks in its trace.
fn ends(program: fn()) -> Vec<(End, Vec<&'static str>)> {
    let mut executor = Executor::new(Limits::default());
    let one = |seed| {
        let execution = executor.run(&mut RandomWalk::new(seed), program);
        let remark = |event: &Event| match event {
            Event::Freedom(_, what) => Some(*what),
            _ => None,
        };
        let remarks = execution.trace().events.iter().filter_map(remark).collect();
        (execution.end, remarks)
    };
    (0..200).map(one).collect()
}

/// How many of the executions ended in a deadlock.
fn deadlocks(program: fn()) -> usize {
    ends(program).iter().filter(|(end, _)| matches!(end, End::Deadlock { .. })).count()
}

/// The values that the program comes to over many schedules.
fn values(program: fn() -> u32) -> BTreeSet<u32> {
    let mut executor = Executor::new(Limits::default());
    let mut seen = BTreeSet::new();
    for seed in 0..200 {
        let value = Rc::new(Cell::new(0));
        let here = Rc::clone(&value);
        let execution = executor.run(&mut RandomWalk::new(seed), move || here.set(program()));
        assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
        seen.insert(value.get());
    }
    seen
}

fn one() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn several() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Two tasks that read and write without an await in between.
fn lost_update(runtime: &Runtime) -> u32 {
    let counter = Arc::new(AtomicU32::new(0));
    let add = || {
        let counter = Arc::clone(&counter);
        runtime.spawn(async move {
            let seen = counter.load(Ordering::SeqCst);
            counter.store(seen + 1, Ordering::SeqCst);
        })
    };
    let (first, second) = (add(), add());
    runtime.block_on(async {
        first.await.unwrap();
        second.await.unwrap();
    });
    counter.load(Ordering::SeqCst)
}

#[test]
fn tasks_on_several_workers_interleave_inside_a_poll() {
    assert_eq!(values(|| lost_update(&several())), BTreeSet::from([1, 2]));
}

#[test]
fn tasks_on_one_worker_do_not() {
    assert_eq!(values(|| lost_update(&one())), BTreeSet::from([2]));
}

#[test]
fn which_task_is_polled_first_is_open() {
    let first = || {
        let runtime = one();
        let winner = Arc::new(AtomicU32::new(0));
        for number in 1..=3 {
            let winner = Arc::clone(&winner);
            runtime.spawn(async move {
                let _ = winner.compare_exchange(0, number, Ordering::SeqCst, Ordering::SeqCst);
            });
        }
        runtime.block_on(async {
            while winner.load(Ordering::SeqCst) == 0 {
                yield_now().await;
            }
        });
        winner.load(Ordering::SeqCst)
    };
    assert_eq!(values(first), BTreeSet::from([1, 2, 3]));
}

/// Two tasks meet at a barrier of threads, which blocks whoever polls.
fn meet(runtime: &Runtime) {
    let barrier = Arc::new(Barrier::new(2));
    let other = Arc::clone(&barrier);
    let first = runtime.spawn(async move { barrier.wait().is_leader() });
    let second = runtime.spawn(async move { other.wait().is_leader() });
    runtime.block_on(async {
        first.await.unwrap();
        second.await.unwrap();
    });
}

#[test]
fn blocking_the_only_worker_is_a_deadlock_and_says_who_cannot_be_polled() {
    for (end, _) in ends(|| meet(&one())) {
        let End::Deadlock { blocked, .. } = end else { panic!("{end:?}") };
        assert!(blocked.iter().any(|wait| wait.op.verb == NO_WORKER), "{blocked:?}");
        assert!(blocked.iter().any(|wait| wait.op.verb == "wait"), "{blocked:?}");
    }
}

#[test]
fn two_workers_are_enough_for_two_that_block() {
    assert_eq!(deadlocks(|| meet(&several())), 0);
}

#[test]
fn a_lock_held_across_an_await_blocks_the_only_worker() {
    let program = || {
        let lock = Arc::new(Mutex::new(()));
        one().block_on(async {
            let held = lock.lock().unwrap();
            let other = Arc::clone(&lock);
            let waits = tokio::spawn(async move { drop(other.lock().unwrap()) });
            yield_now().await;
            drop(held);
            waits.await.unwrap();
        });
    };
    let found = deadlocks(program);
    assert!(found > 0 && found < 200, "{found}");
}

#[test]
fn a_waker_that_is_overwritten_is_missed_and_that_is_said() {
    let program = || {
        let slot: Arc<Mutex<Option<Waker>>> = Arc::default();
        let runtime = several();
        let wait = || {
            let (slot, mut first) = (Arc::clone(&slot), true);
            runtime.spawn(poll_fn(move |context| {
                if !std::mem::take(&mut first) {
                    return Poll::Ready(());
                }
                *slot.lock().unwrap() = Some(context.waker().clone());
                Poll::Pending
            }))
        };
        let (first, second) = (wait(), wait());
        runtime.block_on(async {
            for _ in 0..5 {
                let waker = slot.lock().unwrap().take();
                waker.into_iter().for_each(Waker::wake);
                thread::sleep(std::time::Duration::from_millis(1));
            }
            first.await.unwrap();
            second.await.unwrap();
        });
    };
    let ends = ends(program);
    let lost = ends.iter().filter(|(end, _)| matches!(end, End::Deadlock { .. }));
    let said = |remarks: &[&str]| remarks.contains(&NO_WAKER);
    assert!(lost.clone().count() > 0);
    assert!(lost.clone().all(|(_, remarks)| said(remarks)));
}

#[test]
fn a_panic_of_a_task_is_noted() {
    let program = || {
        one().block_on(async {
            let error = tokio::spawn(async { std::panic::panic_any(0) }).await.unwrap_err();
            assert!(error.is_panic());
        });
    };
    assert!(
        ends(program).iter().all(|(_, remarks)| remarks.iter().any(|what| what.contains("panic")))
    );
}

#[test]
fn a_task_that_is_dropped_at_the_shutdown_is_noted() {
    let program = || {
        let runtime = one();
        runtime.spawn(pending::<()>());
        runtime.block_on(yield_now());
    };
    for (end, remarks) in ends(program) {
        assert!(matches!(end, End::Finished), "{end:?}");
        assert!(remarks.iter().any(|what| what.starts_with("is cancelled")), "{remarks:?}");
    }
}

#[test]
fn waiting_for_nothing_is_a_deadlock() {
    assert_eq!(deadlocks(|| one().block_on(pending())), 200);
    assert_eq!(
        deadlocks(|| several().block_on(async { tokio::spawn(pending()).await.unwrap() })),
        200
    );
}

#[test]
fn a_future_that_is_polled_after_its_end_panics() {
    let program = || {
        one().block_on(async {
            let mut task = tokio::spawn(async {});
            (&mut task).await.unwrap();
            (&mut task).await.unwrap();
        });
    };
    for (end, _) in ends(program) {
        let End::Panicked { payload, .. } = end else { panic!("{end:?}") };
        let said = payload.downcast_ref::<String>().map_or("", String::as_str);
        assert_eq!(said, "JoinHandle polled after completion");
    }
}

#[test]
fn a_static_counter_of_tasks_starts_afresh() {
    let program = || {
        let id = one().block_on(async { tokio::spawn(async { tokio::task::id() }).await.unwrap() });
        assert_eq!(id.to_string(), "1");
    };
    assert!(ends(program).iter().all(|(end, _)| matches!(end, End::Finished)));
}
