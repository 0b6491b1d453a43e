//! Scenarios of tasks, right ones and one of each kind of wrong: what the records say of them.

mod child;

use protocol::{Replay, Verdict};
use rstest::rstest;

use child::{Wish, by_hand, run, run_one};

#[rstest]
#[case::in_order("in_order")]
#[case::sixty_four_callers("sixty_four_callers")]
#[case::asleep("asleep")]
#[case::virtual_time("virtual_time")]
#[case::aborted("aborted")]
#[case::helper_that_ends("helper_that_ends")]
#[case::blocking_body("blocking_body")]
#[case::thread_of_its_own("thread_of_its_own")]
fn right_code_is_accepted(#[case] case: &str) {
    // At least three under each clock.
    assert!(run_one(case).passed() >= 6);
}

#[rstest]
#[case::claim("claim", Verdict::WrongAnswer, "3 is not 4")]
#[case::claim_in_a_call("claim_in_a_call", Verdict::WrongAnswer, "said in a call")]
#[case::time("too_late", Verdict::WrongAnswer, "it took 2s instead of 1s")]
#[case::panic("panics", Verdict::RuntimeError, "`second` panicked at ")]
#[case::stub("stub", Verdict::NotAttempted, "tests/tasks.rs:")]
#[case::stub_in_the_scenario("stub_in_the_scenario", Verdict::NotAttempted, "tests/tasks.rs:")]
#[case::deadlock("deadlock", Verdict::Deadlock, "nobody is left to wake")]
#[case::scenario_waits("scenario_waits", Verdict::Deadlock, "nobody is left to wake")]
#[case::only_in_real_time("deadlock_in_real_time", Verdict::Deadlock, "nobody is left to wake")]
#[case::body_never_woken("body_never_woken", Verdict::Deadlock, "nobody is left to wake")]
#[case::blocked_executor("blocked_executor", Verdict::Deadlock, "`first` blocks the runtime")]
#[case::leak("leaked_task", Verdict::Deadlock, "a helper task never ends")]
#[case::ticking_leak("ticking_leak", Verdict::Deadlock, "a helper task never ends")]
#[case::yields("yields", Verdict::BusyWait, "`second` was polled")]
#[case::polls("polls", Verdict::BusyWait, "`second` gets up again and again in an hour")]
#[case::helper_polls(
    "helper_polls",
    Verdict::BusyWait,
    "a helper task gets up again and again in a minute"
)]
#[case::helper_yields("helper_yields", Verdict::BusyWait, "uses CPU time without end")]
#[case::loop_without_end("loop_without_end", Verdict::TimeLimit, "`first` computes without end")]
#[case::spins_in_real_time("spins_in_real_time", Verdict::BusyWait, "CPU time")]
fn wrong_code_gets_its_verdict(
    #[case] case: &str,
    #[case] verdict: Verdict,
    #[case] sentence: &str,
) {
    let trial = run_one(case);
    trial.is(verdict, sentence);
    assert!(trial.took.as_secs() < 20, "{:?}", trial.took);
}

#[cfg(target_os = "linux")]
#[test]
fn a_task_that_puts_its_thread_to_sleep_in_a_loop_is_busy_waiting() {
    run_one("blocking_poll").is(Verdict::BusyWait, "`second` gets up again and again");
}

#[test]
fn a_deadlock_under_the_virtual_clock_is_exact_and_takes_no_time() {
    let trial = run_one("deadlock");
    let waits: Vec<&str> = trial.failure().waits.iter().map(|wait| wait.who.as_str()).collect();
    assert_eq!(waits, ["first", "second"]);
    assert!(trial.took.as_millis() < 1_500, "{:?}", trial.took);
}

#[test]
fn a_replay_keeps_its_clock() {
    for name in ["deadlock", "deadlock_in_real_time"] {
        let found = run_one(name);
        let execution = found.failure().again.clone();
        let replay = Some(Replay::whole(child::case(name), execution.clone()));
        let again = run(&[name], Wish { replay, ..Wish::default() });
        assert_eq!(again.failure().verdict, Verdict::Deadlock);
        assert_eq!(again.failure().again, execution);
    }
}

#[test]
fn by_hand_a_failure_is_printed() {
    let output = by_hand("too_late");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && stderr.contains("wrong-answer: it took 2s"), "{stderr}");
    assert!(by_hand("asleep").status.success());
}

#[test]
fn both_clocks_share_the_executions_that_were_asked_for() {
    let wish = Wish { runs: Some(5), ..Wish::default() };
    assert_eq!(run(&["in_order"], wish).passed(), 5);
}

/// What the tests above run, each in a process of its own.
mod cases {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, Barrier, Condvar, Mutex, mpsc};
    use std::time::Duration;
    use std::{future, hint, thread};

    use harness::tasks::{Run, check};
    use tokio::sync::{Notify, watch};
    use tokio::task::{spawn_blocking, yield_now};
    use tokio::time::sleep;

    const HOUR: Duration = Duration::from_secs(3_600);

    /// A right way to wait.
    struct Turn {
        turn: watch::Sender<usize>,
    }

    impl Turn {
        fn new() -> Arc<Self> {
            Arc::new(Self { turn: watch::Sender::new(0) })
        }

        async fn take(&self, number: usize, work: impl Future<Output = ()> + Send) {
            let mut turn = self.turn.subscribe();
            turn.wait_for(|turn| *turn == number).await.expect("we are here");
            work.await;
            self.turn.send_modify(|turn| *turn += 1);
        }
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn in_order() {
        check(|run: Run| async move {
            let turn = Turn::new();
            let mut numbers = [0, 1, 2];
            run.shuffle(&mut numbers);
            for number in numbers {
                let (turn, work) = (Arc::clone(&turn), run.work(&number.to_string()));
                run.call(format!("caller {number}"), async move { turn.take(number, work).await });
            }
            run.join().await;
            run.expect_log(["0 begins", "0 ends", "1 begins", "1 ends", "2 begins", "2 ends"]);
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn sixty_four_callers() {
        check(|run: Run| async move {
            let turn = Turn::new();
            for number in (0..64).rev() {
                let turn = Arc::clone(&turn);
                run.call(
                    format!("caller {number}"),
                    async move { turn.take(number, async {}).await },
                );
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn asleep() {
        check(|run: Run| async move {
            let turn = Turn::new();
            for number in 1..16 {
                let (turn, work) = (Arc::clone(&turn), run.work("x"));
                run.call(format!("caller {number}"), async move { turn.take(number, work).await });
            }
            run.idle().await;
            run.claim(run.entries().is_empty(), || "somebody did not wait".to_owned());
            turn.take(0, async {}).await;
        });
    }

    /// A body on a thread of its own waits for what happens in an hour, if it happens.
    fn body_waits_on_a_thread(is_woken: bool) {
        check(move |run: Run| async move {
            let shared: Arc<(Mutex<bool>, Condvar)> = Arc::default();
            let there = Arc::clone(&shared);
            let log = run.clone();
            run.call("first", async move {
                let wait = move || {
                    let ready = there.0.lock().expect("nobody panics");
                    drop(there.1.wait_while(ready, |ready| !*ready));
                };
                spawn_blocking(wait).await.expect("the body does not panic");
                log.log("woken");
            });
            run.pause(HOUR).await;
            run.claim(run.entries().is_empty(), || "woken too early".to_owned());
            *shared.0.lock().expect("nobody panics") = is_woken;
            shared.1.notify_all();
            run.join().await;
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn blocking_body() {
        body_waits_on_a_thread(true);
    }

    /// The clock must not jump while the thread is about to act.
    #[test]
    #[ignore = "run in a process of its own"]
    fn thread_of_its_own() {
        check(|run: Run| async move {
            let told = Arc::new(Notify::new());
            let (sender, receiver) = mpsc::channel();
            let tells = Arc::clone(&told);
            let helper = thread::spawn(move || {
                receiver.recv().expect("the scenario sends");
                thread::sleep(Duration::from_millis(5));
                tells.notify_one();
            });
            run.call("first", async move { told.notified().await });
            run.pause(HOUR).await;
            sender.send(()).expect("the helper listens");
            run.join().await;
            helper.join().expect("the helper does not panic");
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn body_never_woken() {
        body_waits_on_a_thread(false);
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn virtual_time() {
        check(|run: Run| async move {
            let turn = Turn::new();
            for number in 0..3 {
                let (turn, work) = (Arc::clone(&turn), run.work_for("x", HOUR));
                run.call(format!("caller {number}"), async move { turn.take(number, work).await });
            }
            run.pause(HOUR * 24).await;
            run.takes(HOUR * 24);
            run.claim(!run.is_virtual() || run.entries().len() == 6, || "not done in a day".into());
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn aborted() {
        check(|run: Run| async move {
            let dropped = Arc::new(AtomicBool::new(false));
            let guard = Flag(Arc::clone(&dropped));
            let call = run.call("first", async move {
                let _guard = guard;
                future::pending::<()>().await;
            });
            run.turns(run.pick(4)).await;
            call.abort();
            call.ended().await;
            run.claim(call.is_done() && dropped.load(Ordering::Acquire), || "still there".into());
        });
    }

    struct Flag(Arc<AtomicBool>);

    impl Drop for Flag {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Release);
        }
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn helper_that_ends() {
        check(|run: Run| async move {
            let (sender, mut receiver) = watch::channel(0);
            tokio::spawn(async move {
                while receiver.changed().await.is_ok() {
                    sleep(Duration::from_millis(5)).await;
                }
            });
            run.call("first", async move { sender.send_modify(|value| *value += 1) });
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn claim() {
        check(|run: Run| async move { run.claim(3 == run.pick(1), || "3 is not 4".to_owned()) });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn claim_in_a_call() {
        check(|run: Run| async move {
            let again = run.clone();
            run.call("first", async move { again.claim(false, || "said in a call".to_owned()) });
            run.call("second", future::pending());
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn too_late() {
        check(|run: Run| async move {
            run.call("first", run.work_for("first", Duration::from_secs(2)));
            run.join().await;
            run.takes(Duration::from_secs(1));
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn panics() {
        check(|run: Run| async move {
            run.call("first", future::pending());
            run.call("second", async { panic!("on purpose") });
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn stub() {
        check(|run: Run| async move {
            run.call("first", async { todo!() });
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn stub_in_the_scenario() {
        fn new() -> Arc<Turn> {
            todo!()
        }
        check(|_: Run| async { new().take(0, async {}).await });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn deadlock() {
        check(|run: Run| async move {
            run.call("first", async { Notify::new().notified().await });
            run.call("second", async { Notify::new().notified().await });
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn scenario_waits() {
        check(|_: Run| async { Notify::new().notified().await });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn deadlock_in_real_time() {
        check(|run: Run| async move {
            let is_virtual = run.is_virtual();
            run.call("first", async move {
                if !is_virtual {
                    Notify::new().notified().await;
                }
            });
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn blocked_executor() {
        check(|run: Run| async move {
            let both = Arc::new(Barrier::new(2));
            for name in ["first", "second"] {
                let both = Arc::clone(&both);
                run.call(name, async move {
                    both.wait();
                });
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn leaked_task() {
        check(|_: Run| async {
            tokio::spawn(future::pending::<()>());
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn ticking_leak() {
        check(|_: Run| async {
            tokio::spawn(async {
                loop {
                    sleep(Duration::from_millis(1)).await;
                }
            });
        });
    }

    /// `first` needs an hour; `second` waits for it in the way given.
    fn waiting<F: Future<Output = ()> + Send + 'static>(
        wait: impl Fn(Arc<AtomicBool>) -> F + Clone + Send + Sync + 'static,
    ) {
        check(move |run: Run| {
            let wait = wait.clone();
            async move {
                let flag = Arc::new(AtomicBool::new(false));
                run.call("second", wait(Arc::clone(&flag)));
                run.idle().await;
                flag.store(true, Ordering::Release);
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn yields() {
        waiting(|flag| async move {
            while !flag.load(Ordering::Acquire) {
                yield_now().await;
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn polls() {
        waiting(|flag| async move {
            while !flag.load(Ordering::Acquire) {
                sleep(Duration::from_secs(10)).await;
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn helper_polls() {
        waiting(|flag| async move {
            let helper = tokio::spawn(async move {
                while !flag.load(Ordering::Acquire) {
                    sleep(Duration::from_millis(10)).await;
                }
            });
            let _ = helper.await;
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn helper_yields() {
        waiting(|flag| async move {
            let helper = tokio::spawn(async move {
                while !flag.load(Ordering::Acquire) {
                    yield_now().await;
                }
            });
            let _ = helper.await;
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn blocking_poll() {
        waiting(|flag| async move {
            while !flag.load(Ordering::Acquire) {
                thread::sleep(Duration::from_millis(10));
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn loop_without_end() {
        check(|run: Run| async move {
            run.call("first", async {
                loop {
                    hint::spin_loop();
                }
            });
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn spins_in_real_time() {
        check(|run: Run| async move {
            let flag = Arc::new(AtomicUsize::new(usize::from(run.is_virtual())));
            let there = Arc::clone(&flag);
            run.call("first", async move {
                while there.load(Ordering::Acquire) == 0 {
                    hint::spin_loop();
                }
            });
            run.idle().await;
            flag.store(1, Ordering::Release);
        });
    }
}
