//! Scenarios of threads, right ones and one of each kind of wrong: what the records say of them.

mod child;

use protocol::{Ending, Record, Replay, Verdict};
use rstest::rstest;

use child::{Wish, by_hand, run, run_one};

#[rstest]
#[case::in_order("in_order")]
#[case::sixty_four_callers("sixty_four_callers")]
#[case::asleep("asleep")]
fn right_code_is_accepted(#[case] case: &str) {
    assert!(run_one(case).passed() >= 3);
}

#[rstest]
#[case::claim("claim", Verdict::WrongAnswer, "3 is not 4")]
#[case::claim_in_a_call("claim_in_a_call", Verdict::WrongAnswer, "said in a call")]
#[case::log("wrong_log", Verdict::WrongAnswer, "“one ends” never came")]
#[case::equality("equality", Verdict::WrongAnswer, "size")]
#[case::panic("panics", Verdict::RuntimeError, "`second` panicked at ")]
#[case::panic_in_the_scenario(
    "panics_in_the_scenario",
    Verdict::RuntimeError,
    "`the test` panicked"
)]
#[case::stub("stub", Verdict::NotAttempted, "tests/threads.rs:")]
#[case::deadlock("deadlock", Verdict::Deadlock, "nobody is left to wake")]
#[case::scenario_waits("scenario_waits", Verdict::Deadlock, "nobody is left to wake")]
#[case::spin("spin", Verdict::BusyWait, "CPU time")]
#[case::spin_without_end("spin_without_end", Verdict::BusyWait, "spins")]
#[case::loop_without_end("loop_without_end", Verdict::TimeLimit, "`first` computes without end")]
fn wrong_code_gets_its_verdict(
    #[case] case: &str,
    #[case] verdict: Verdict,
    #[case] sentence: &str,
) {
    let trial = run_one(case);
    trial.is(verdict, sentence);
    assert!(trial.took.as_secs() < 20, "{:?}", trial.took);
}

/// That needs counts that only Linux has.
#[cfg(target_os = "linux")]
#[rstest]
#[case::idle("poll", "`second` got up")]
#[case::without_end("poll_without_end", "`second` gets up again and again")]
fn timed_polling_is_busy_waiting(#[case] case: &str, #[case] sentence: &str) {
    run_one(case).is(Verdict::BusyWait, sentence);
}

#[cfg(target_os = "linux")]
#[test]
fn a_helper_thread_must_end() {
    run_one("helper_stays").is(Verdict::Deadlock, "a helper thread waits for ever");
    assert!(run_one("helper_ends").passed() >= 3);
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
#[test]
fn whoever_waits_for_a_moment_in_time_does_not_hang() {
    assert!(run_one("sleeps_long").passed() >= 1);
}

/// Without an order nobody says that this is the only case, so meters mean nothing.
#[test]
fn by_hand_a_failure_is_printed() {
    let output = by_hand("claim");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(stderr.contains("cases::claim: wrong-answer: 3 is not 4"), "{stderr}");
    assert!(by_hand("in_order").status.success());
}

#[test]
fn a_hang_tells_what_everybody_had_last_done() {
    let trial = run_one("deadlock");
    let failure = trial.failure();
    let waits: Vec<(&str, &str)> =
        failure.waits.iter().map(|wait| (wait.who.as_str(), wait.what.as_str())).collect();
    assert_eq!(
        waits,
        [
            ("first", "has not returned; it had last logged “first arrives”"),
            ("second", "has not returned; it had logged nothing"),
        ]
    );
    assert_eq!(failure.log.len(), 1);
    assert_eq!(
        (failure.log[0].who.as_str(), failure.log[0].what.as_str()),
        ("first", "first arrives")
    );
}

#[test]
fn a_claim_tells_what_was_expected_and_what_was_seen() {
    let trial = run_one("equality");
    let failure = trial.failure();
    assert_eq!(failure.expected.as_deref(), Some("3"));
    assert_eq!(failure.seen.as_deref(), Some("2"));
}

#[test]
fn after_a_failure_no_case_begins() {
    let trial = run(&["claim", "in_order", "wrong_log"], Wish::default());
    // libtest runs them in the order of their names.
    assert_eq!(trial.records.len(), 2, "{:?}", trial.records);
    assert!(
        matches!(&trial.records[0], Record::Begin { case, nonce } if case == "cases::claim" && nonce == "nonce")
    );
}

#[test]
fn what_was_asked_for_is_run() {
    let wish = Wish { runs: Some(7), ..Wish::default() };
    assert_eq!(run(&["in_order"], wish).passed(), 7);
}

#[test]
fn a_seed_finds_the_same_again_and_an_execution_can_be_replayed() {
    let found = |seed| run(&["unlucky"], Wish { seed, ..Wish::default() });
    let (one, two) = (found(5), found(5));
    let failure = one.failure();
    assert_eq!((failure.again.clone(), failure.execution), {
        let failure = two.failure();
        (failure.again.clone(), failure.execution)
    });
    assert_ne!(failure.again, found(6).failure().again);

    let execution = failure.again.clone();
    let replay = Some(Replay::whole(child::case("unlucky"), execution.clone()));
    let again = run(&["in_order", "unlucky"], Wish { replay, ..Wish::default() });
    assert_eq!(again.records.len(), 2);
    assert!(matches!(again.records[1], Record::End { executions: 1, .. }));
    assert_eq!(again.failure().summary, failure.summary);
    assert_eq!(again.failure().again, execution);
}

#[test]
fn the_records_of_a_case_that_exits_stay_open() {
    let trial = run_one("exits");
    assert!(matches!(&trial.records[..], [Record::Begin { .. }]));
    let aborted = run_one("aborts");
    assert!(matches!(&aborted.records[..], [Record::Begin { .. }]));
}

#[test]
fn nothing_is_printed_about_panics() {
    let trial = run_one("panics");
    assert!(matches!(&trial.records[1], Record::End { ending: Ending::Failed(_), .. }));
    assert!(!trial.stderr.contains("on purpose"), "{}", trial.stderr);
}

/// What the tests above run, each in a process of its own.
mod cases {
    use std::collections::HashMap;
    use std::hint::spin_loop;
    use std::process;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, Barrier, Condvar, Mutex};
    use std::thread;
    use std::time::Duration;

    use harness::threads::{Run, check};

    /// A right way to wait.
    #[derive(Default)]
    struct Turn {
        turn: Mutex<usize>,
        changed: Condvar,
    }

    impl Turn {
        fn take(&self, number: usize, work: impl FnOnce()) {
            let turn = self.turn.lock().unwrap();
            let turn = self.changed.wait_while(turn, |turn| *turn != number).unwrap();
            drop(turn);
            work();
            *self.turn.lock().unwrap() += 1;
            self.changed.notify_all();
        }
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn in_order() {
        check(|run: &Run| {
            let turn = Arc::new(Turn::default());
            let mut numbers = [0, 1, 2];
            run.shuffle(&mut numbers);
            for number in numbers {
                let (turn, again) = (Arc::clone(&turn), run.clone());
                run.call(format!("caller {number}"), move || {
                    turn.take(number, || again.work(&number.to_string()));
                });
            }
            run.join();
            run.expect_log(["0 begins", "0 ends", "1 begins", "1 ends", "2 begins", "2 ends"]);
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn sixty_four_callers() {
        check(|run: &Run| {
            let turn = Arc::new(Turn::default());
            for number in (0..64).rev() {
                let turn = Arc::clone(&turn);
                run.call(format!("caller {number}"), move || turn.take(number, || {}));
            }
            run.join();
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn asleep() {
        check(|run: &Run| {
            let turn = Arc::new(Turn::default());
            for number in 1..16 {
                let (turn, again) = (Arc::clone(&turn), run.clone());
                run.call(format!("caller {number}"), move || turn.take(number, || again.work("")));
            }
            run.idle();
            run.claim(run.entries().is_empty(), || "somebody did not wait".to_owned());
            turn.take(0, || {});
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn claim() {
        check(|run: &Run| run.claim(3 == run.pick(1), || "3 is not 4".to_owned()));
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn claim_in_a_call() {
        check(|run: &Run| {
            let again = run.clone();
            run.call("first", move || again.claim(false, || "said in a call".to_owned()));
            run.call("second", thread::park);
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn wrong_log() {
        check(|run: &Run| {
            run.log("one begins");
            run.expect_log(["one begins", "one ends"]);
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn equality() {
        check(|run: &Run| run.expect("size", 3, run.pick(1) + 2));
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn panics() {
        check(|run: &Run| {
            run.call("first", thread::park);
            run.call("second", || panic!("on purpose"));
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn panics_in_the_scenario() {
        check(|run: &Run| {
            let nobody: HashMap<usize, usize> = HashMap::new();
            run.expect("never reached", nobody[&run.pick(1)], 3);
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn stub() {
        check(|run: &Run| {
            run.call("first", || todo!());
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn deadlock() {
        check(|run: &Run| {
            let again = run.clone();
            run.call("first", move || {
                again.log("first arrives");
                Barrier::new(2).wait();
            });
            run.call("second", || {
                Barrier::new(2).wait();
            });
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn scenario_waits() {
        check(|_: &Run| {
            Barrier::new(2).wait();
        });
    }

    /// `first` needs an hour; `second` waits for it in the way given.
    fn waiting(wait: impl Fn(&AtomicBool) + Clone + Send + Sync + 'static) {
        check(move |run: &Run| {
            let flag = Arc::new(AtomicBool::new(false));
            let (there, wait) = (Arc::clone(&flag), wait.clone());
            run.call("second", move || wait(&there));
            run.idle();
            flag.store(true, Ordering::Release);
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn spin() {
        waiting(|flag| {
            while !flag.load(Ordering::Acquire) {
                spin_loop();
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn poll() {
        waiting(|flag| {
            while !flag.load(Ordering::Acquire) {
                thread::sleep(Duration::from_millis(10));
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn poll_without_end() {
        check(|run: &Run| {
            run.call("first", thread::park);
            run.call("second", || {
                loop {
                    thread::sleep(Duration::from_millis(10));
                }
            });
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn spin_without_end() {
        check(|run: &Run| {
            for name in ["first", "second"] {
                run.call(name, || {
                    loop {
                        thread::yield_now();
                    }
                });
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn loop_without_end() {
        check(|run: &Run| {
            run.call("first", || {
                loop {
                    spin_loop();
                }
            });
            run.call("second", thread::park);
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn helper_stays() {
        check(|run: &Run| {
            run.call("first", || drop(thread::spawn(thread::park)));
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn helper_ends() {
        check(|run: &Run| {
            run.call("first", || drop(thread::spawn(|| thread::sleep(Duration::from_millis(100)))));
        });
    }

    /// Longer than a hang is allowed to take, if nobody knew when it ends.
    #[test]
    #[ignore = "run in a process of its own"]
    fn sleeps_long() {
        check(|run: &Run| {
            run.call("first", || thread::sleep(Duration::from_secs(3)));
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn unlucky() {
        check(|run: &Run| {
            let drawn = run.pick(8);
            run.claim(drawn != 5, || format!("drew {drawn}, then {}", run.pick(1_000_000)));
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn exits() {
        static EXECUTIONS: AtomicUsize = AtomicUsize::new(0);
        check(|run: &Run| {
            run.call("first", || {
                if EXECUTIONS.fetch_add(1, Ordering::Relaxed) == 2 {
                    process::exit(0);
                }
            });
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn aborts() {
        check(|run: &Run| {
            run.call("first", || process::abort());
        });
    }
}
