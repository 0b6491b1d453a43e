//! What the record of a failure says of its steps beside who took them: what they brought back, and
//! what objects were like then.

#[allow(dead_code, reason = "the other tests use more of it")]
mod child;

use protocol::{Act, Again, Change, Engine, Interleaving, Replay, Step};

use child::{Wish, run};

/// The learner's steps, each with what it brought back and what it changed.
fn steps(interleaving: &Interleaving) -> Vec<String> {
    let told = |step: &Step| {
        let act = match &step.act {
            Act::Does { verb, object, result } => {
                let result = result.as_ref().map(|result| format!(" -> {result}"));
                interleaving.operation(verb, *object) + &result.unwrap_or_default()
            }
            Act::Waits { verb, object } => {
                format!("waits: {}", interleaving.operation(verb, *object))
            }
            Act::Remark { text } => text.clone(),
            _ => return None,
        };
        let changes = step.changes.iter().map(|change| match change {
            Change::Takes { .. } => " [takes]".to_owned(),
            Change::Frees { .. } => " [frees]".to_owned(),
            Change::Is { what, now, .. } => format!(" [{what} {now}]"),
        });
        Some(act + &changes.collect::<String>())
    };
    let scenario = |step: &&Step| step.lane > 0 && !step.kit;
    interleaving.steps.iter().filter(scenario).filter_map(told).collect()
}

/// The steps of a case's failure, which are the same when it is run again.
fn failure(case: &str) -> Vec<String> {
    let wish = |replay| Wish { engine: Some(Engine::Model), replay, ..Wish::default() };
    let found = run(&[case], wish(None));
    let failure = found.failure();
    assert!(matches!(failure.again, Again::Detours(_)), "{failure:#?}");
    let replay = Replay { case: child::case(case), execution: failure.again.clone(), play: None };
    let again = run(&[case], wish(Some(replay)));
    let told = |interleaving: &Option<_>| steps(interleaving.as_ref().expect("the model tells"));
    let steps = told(&failure.interleaving);
    assert_eq!(told(&again.failure().interleaving), steps);
    steps
}

#[test]
fn atomics_and_locks_tell_their_values() {
    assert_eq!(
        failure("a_lost_update"),
        [
            "try_lock Mutex #1 [takes]",
            "load AtomicU32 #1 -> 0",
            "try_lock Mutex #1 -> would block",
            "load AtomicU32 #1 -> 0",
            "store AtomicU32 #1 [value 1]",
            "store AtomicU32 #1 [value 1]",
            "unlock Mutex #1 [frees]"
        ]
    );
}

#[test]
fn a_remark_does_not_come_between_a_step_and_what_it_brings_back() {
    assert_eq!(
        failure("an_exchange_that_fails"),
        ["compare_exchange_weak AtomicU32 #1 -> fails, 7", "the exchange fails spuriously"]
    );
}

#[test]
fn an_attempt_is_no_success() {
    assert_eq!(
        failure("nobody_comes"),
        [
            "acquire Semaphore #1 [permits 0] [takes]",
            "notified Notify #1",
            "notified Notify #1 -> not yet",
            "recv channel #1 -> not yet",
            "waits: acquire Semaphore #1"
        ]
    );
}

/// What the tests above run, each in a process of its own.
mod cases {
    use std::future::pending;

    use harness::{tasks, threads};
    use model_std::sync::atomic::{AtomicU32, Ordering::SeqCst};
    use model_std::sync::{Arc, Mutex};
    use model_tokio::sync::{Notify, Semaphore, mpsc};

    #[test]
    #[ignore = "run in a process of its own"]
    fn a_lost_update() {
        threads::check(|run: &threads::Run| {
            let (number, lock) = (Arc::new(AtomicU32::new(0)), Arc::new(Mutex::new(())));
            for caller in ["first", "second"] {
                let (number, lock) = (Arc::clone(&number), Arc::clone(&lock));
                run.call(caller, move || {
                    let taken = lock.try_lock();
                    let seen = number.load(SeqCst);
                    number.store(seen + 1, SeqCst);
                    drop(taken);
                });
            }
            run.join();
            run.expect("the count", 2, number.load(SeqCst));
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn an_exchange_that_fails() {
        threads::check(|run: &threads::Run| {
            let number = Arc::new(AtomicU32::new(7));
            let there = Arc::clone(&number);
            run.call("first", move || {
                _ = there.compare_exchange_weak(7, 8, SeqCst, SeqCst);
            });
            run.join();
            run.expect("the number", 8, number.load(SeqCst));
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn nobody_comes() {
        tasks::check(async |run: tasks::Run| {
            run.call("first", async {
                let (sender, mut receiver) = mpsc::channel::<u8>(1);
                let (notify, semaphore) = (Notify::new(), Semaphore::new(1));
                let _permit = semaphore.acquire().await;
                model_tokio::select! {
                    biased;
                    () = notify.notified() => (),
                    _ = receiver.recv() => (),
                    _ = semaphore.acquire() => (),
                }
                drop(sender);
                pending::<()>().await;
            });
            run.join().await;
        });
    }
}
