//! What the scheduler finds in programs that use timers and `select!`, and that it tells it well.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use interleave::strategy::RandomWalk;
use interleave::{End, Event, Execution, Executor, Limits};
use model_std::sync::{Arc, Mutex};
use model_tokio as tokio;
use tokio::runtime::Builder;
use tokio::task::yield_now;
use tokio::time::{Duration, Instant, advance, interval, pause, sleep, sleep_until, timeout};

const MS: Duration = Duration::from_millis(1);

/// Runs the program under many seeds and collects what it returns.
fn outcomes<T, F>(program: impl Fn() -> F + Copy + 'static) -> BTreeSet<T>
where
    T: Ord + 'static,
    F: Future<Output = T> + 'static,
{
    let mut executor = Executor::new(Limits::default());
    let mut seen = BTreeSet::new();
    for seed in 0..300 {
        let result = Rc::new(Cell::new(None));
        let there = Rc::clone(&result);
        let end = run(&mut executor, seed, move || {
            there.set(Some(
                Builder::new_current_thread().enable_all().build().unwrap().block_on(program()),
            ));
        });
        assert!(matches!(end.end, End::Finished), "seed {seed}: {:?}", end.end);
        seen.insert(result.take().expect("it has finished"));
    }
    seen
}

fn run(executor: &mut Executor, seed: u64, program: impl FnOnce() + 'static) -> Execution<'_> {
    executor.run(&mut RandomWalk::new(seed), program)
}

#[test]
fn timers_that_are_due_together_wake_in_any_order() {
    let seen = outcomes(|| async {
        let log = Arc::new(Mutex::new(String::new()));
        let tasks = ['a', 'b', 'c'].map(|name| {
            let log = Arc::clone(&log);
            tokio::spawn(async move {
                sleep(5 * MS).await;
                log.lock().unwrap().push(name);
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
        log.lock().unwrap().clone()
    });
    assert_eq!(seen.len(), 6, "{seen:?}");
}

#[test]
fn whoever_is_ready_at_the_deadline_may_be_too_late() {
    let seen = outcomes(|| async {
        let slow = tokio::spawn(sleep(5 * MS));
        timeout(5 * MS, slow).await.is_ok()
    });
    assert_eq!(seen, BTreeSet::from([false, true]));
}

#[test]
fn select_may_begin_with_any_branch() {
    let fair = outcomes(|| async {
        tokio::select! { () = async {} => 'a', () = async {} => 'b', () = async {} => 'c' }
    });
    assert_eq!(fair, BTreeSet::from(['a', 'b', 'c']));
    let biased = outcomes(|| async {
        tokio::select! { biased; () = async {} => 'a', () = async {} => 'b', () = async {} => 'c' }
    });
    assert_eq!(biased, BTreeSet::from(['a']));
}

#[test]
fn an_advance_waits_for_nobody() {
    let seen = outcomes(|| async {
        pause();
        let task = tokio::spawn(sleep(5 * MS));
        advance(10 * MS).await;
        task.is_finished()
    });
    assert_eq!(seen, BTreeSet::from([false, true]));
}

async fn every_kind_of_wait() {
    sleep(MS).await;
    sleep_until(Instant::now() + MS).await;
    let mut interval = interval(MS);
    interval.tick().await;
    interval.tick().await;
    let _ = timeout(MS, std::future::pending::<()>()).await;
    pause();
    advance(MS).await;
}

#[test]
fn waits_are_told_by_name_and_line() {
    let mut executor = Executor::new(Limits::default());
    let execution = run(&mut executor, 1, || {
        Builder::new_current_thread().enable_all().build().unwrap().block_on(every_kind_of_wait());
    });
    assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
    let mut told = Vec::new();
    for event in &execution.trace().events {
        if let Event::Step { op, .. } = event {
            let (file, verb) = (op.place.file(), op.verb);
            assert!(file.ends_with("search_time.rs") || verb == "yield_now", "{verb} in {file}");
            told.push(verb);
        }
    }
    for verb in ["sleep", "sleep_until", "tick", "timeout", "advance"] {
        assert!(told.contains(&verb), "{verb} is not in {told:?}");
    }
}

#[test]
fn a_long_sleep_takes_few_steps() {
    let mut executor = Executor::new(Limits { steps: 50, ..Limits::default() });
    let execution = run(&mut executor, 1, || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let began = Instant::now();
            sleep(Duration::from_secs(365 * 86_400)).await;
            assert_eq!(began.elapsed(), Duration::from_secs(365 * 86_400));
            assert!(
                timeout(Duration::from_secs(86_400), std::future::pending::<()>()).await.is_err()
            );
        });
    });
    assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
}

#[test]
fn a_select_that_waits_for_nothing_is_a_deadlock() {
    let mut executor = Executor::new(Limits::default());
    let execution = run(&mut executor, 1, || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            tokio::select! {
                () = std::future::pending() => {}
                () = yield_now(), if false => {}
            }
        });
    });
    assert!(matches!(execution.end, End::Deadlock { .. }), "{:?}", execution.end);
}

tokio::task_local!(static NUMBER: u32);

#[test]
fn a_value_does_not_outlive_its_execution() {
    let mut executor = Executor::new(Limits::default());
    for seed in 0..20 {
        let execution = run(&mut executor, seed, || {
            assert!(NUMBER.try_get().is_err());
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(NUMBER.scope(1, async {
                assert_eq!(NUMBER.get(), 1);
                std::future::pending::<()>().await;
            }));
        });
        assert!(matches!(execution.end, End::Deadlock { .. }), "{:?}", execution.end);
    }
}

#[test]
fn timers_can_be_dropped_and_shown_outside() {
    let kept = Rc::new(Cell::new(None));
    let there = Rc::clone(&kept);
    let mut executor = Executor::new(Limits::default());
    let execution = run(&mut executor, 1, move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let scope = NUMBER.scope(1, Box::pin(sleep(MS)));
            there.set(Some((sleep(MS), interval(MS), timeout(MS, sleep(MS)), scope)));
        });
    });
    assert!(matches!(execution.end, End::Finished), "{:?}", execution.end);
    let kept = kept.take().expect("it was put there");
    assert!(format!("{kept:?}").contains("Sleep"));
    drop(kept);
}
