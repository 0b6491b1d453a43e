//! What the search under the scheduler makes of a case: a proof where all interleavings fit, the shortest
//! failure, the same result for the same seed.

#[allow(dead_code, reason = "the other tests use more of it")]
mod child;

use protocol::{Again, Engine, Interleaving, Record, Replay, Strength, Verdict};
use rstest::rstest;

use child::{Trial, Wish, run};

fn run_it(case: &str, runs: Option<u64>) -> Trial {
    run(&[case], Wish { engine: Some(Engine::Model), runs, ..Wish::default() })
}

fn strength(trial: &Trial) -> Strength {
    let Some(Record::End { strength, .. }) = trial.records.last() else { panic!("no end") };
    *strength
}

#[rstest]
#[case::threads("threads_counter")]
#[case::tasks("tasks_counter")]
#[case::with_draws("draws")]
#[case::with_a_condvar("waits")]
fn what_fits_is_proved(#[case] case: &str) {
    let trial = run_it(case, None);
    assert!(trial.passed() > 0);
    assert_eq!(strength(&trial), Strength::Proved { unusual: 1 });
}

#[rstest]
#[case::too_many("many")]
#[case::not_the_same_twice("random")]
#[case::spinning("spins_a_while")]
#[case::waiting_for_a_time("waits_for_a_time")]
fn what_does_not_fit_is_not_proved(#[case] case: &str) {
    let trial = run_it(case, None);
    assert!(trial.passed() >= 20);
    assert!(!matches!(strength(&trial), Strength::Proved { .. }), "{:?}", strength(&trial));
}

/// Of two threads with a few steps each, those within a bound fit where all do not.
#[test]
fn what_does_not_fit_may_fit_within_a_bound() {
    let trial = run_it("two_long_ones", None);
    assert!(matches!(strength(&trial), Strength::Bounded { .. }), "{:?}", strength(&trial));
}

fn preemptions(interleaving: &Interleaving) -> usize {
    interleaving.steps.iter().filter(|step| step.preempts).count()
}

#[rstest]
#[case::lost_update("lost_update", 1)]
#[case::notified_too_early("lost_wake_up", 0)]
#[case::three_in_a_row("three_in_a_row", 2)]
#[case::without_end("two_that_spin", 0)]
fn a_failure_has_as_few_preemptions_as_it_needs(#[case] case: &str, #[case] expected: usize) {
    for seed in 0..8 {
        let wish = Wish { engine: Some(Engine::Model), seed, ..Wish::default() };
        let trial = run(&[case], wish);
        let failure = trial.failure();
        let interleaving = failure.interleaving.as_ref().expect("the model tells");
        assert_eq!(preemptions(interleaving), expected, "seed {seed}: {failure:#?}");
        assert!(failure.again.to_string().len() <= 12, "{}", failure.again);
    }
}

#[test]
fn a_token_leads_to_the_same_failure() {
    let found = run_it("lost_update", None);
    let execution = found.failure().again.clone();
    assert!(matches!(execution, Again::Detours(_)));
    let replay = Some(Replay::whole(child::case("lost_update"), execution));
    let wish = Wish { engine: Some(Engine::Model), replay, ..Wish::default() };
    let again = run(&["lost_update"], wish);
    assert_eq!(again.failure().interleaving, found.failure().interleaving);
    assert_eq!(again.failure().verdict, Verdict::WrongAnswer);
}

#[rstest]
fn the_same_seed_and_number_of_runs_lead_to_the_same(
    #[values("threads_counter", "many", "lost_update")] case: &str,
) {
    let records = || format!("{:?}", run_it(case, Some(50)).records);
    assert_eq!(records(), records());
}

/// What the tests above run, each in a process of its own.
mod cases {
    use std::collections::hash_map::RandomState;
    use std::hash::{BuildHasher, Hasher};
    use std::time::Duration;

    use harness::{tasks, threads};
    use model_std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
    use model_std::sync::{Arc, Condvar, Mutex};
    use model_std::thread;

    fn threads_that_count(callers: usize, times: usize) {
        threads::check(move |run: &threads::Run| {
            let number = Arc::new(Mutex::new(0));
            for caller in 0..callers {
                let number = Arc::clone(&number);
                let count = move || (0..times).for_each(|_| *number.lock().unwrap() += 1);
                run.call(format!("caller {caller}"), count);
            }
            run.join();
            run.expect("the count", callers * times, *number.lock().unwrap());
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn threads_counter() {
        threads_that_count(2, 2);
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn many() {
        threads_that_count(6, 6);
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn tasks_counter() {
        tasks::check(async |run: tasks::Run| {
            let number = Arc::new(AtomicU32::new(0));
            for caller in ["first", "second"] {
                let number = Arc::clone(&number);
                run.call(caller, async move {
                    number.fetch_add(1, SeqCst);
                });
            }
            run.join().await;
            run.expect("the count", 2, number.load(SeqCst));
        });
    }

    /// Every draw is tried: one claim would fail if one of them were not possible.
    #[test]
    #[ignore = "run in a process of its own"]
    fn draws() {
        threads::check(|run: &threads::Run| {
            let mut order = [0, 1, 2];
            run.shuffle(&mut order);
            let drawn = run.pick(40);
            for number in 0..40 {
                run.possible(&format!("{number} is drawn"), drawn == number);
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn waits() {
        threads::check(|run: &threads::Run| {
            let shared = Arc::new((Mutex::new(false), Condvar::new()));
            let there = Arc::clone(&shared);
            run.call("second", move || {
                drop(there.1.wait_while(there.0.lock().unwrap(), |set| !*set).unwrap());
            });
            *shared.0.lock().unwrap() = true;
            shared.1.notify_one();
        });
    }

    /// The order of a hash map is like this.
    #[test]
    #[ignore = "run in a process of its own"]
    fn random() {
        threads::check(|run: &threads::Run| {
            let number = Arc::new(AtomicU32::new(0));
            let there = Arc::clone(&number);
            run.call("first", move || {
                for _ in 0..RandomState::new().build_hasher().finish() % 5 {
                    there.fetch_add(1, SeqCst);
                }
            });
            number.fetch_add(1, SeqCst);
        });
    }

    /// It ends as soon as the other one has its turn.
    #[test]
    #[ignore = "run in a process of its own"]
    fn spins_a_while() {
        threads::check(|run: &threads::Run| {
            let flag = Arc::new(AtomicBool::new(false));
            let there = Arc::clone(&flag);
            run.call("first", move || while !there.load(SeqCst) {});
            run.call("second", move || flag.store(true, SeqCst));
        });
    }

    /// How long others take matters, and there is no end of that.
    #[test]
    #[ignore = "run in a process of its own"]
    fn waits_for_a_time() {
        threads::check(|run: &threads::Run| {
            let shared = Arc::new((Mutex::new(false), Condvar::new()));
            let (there, claims) = (Arc::clone(&shared), run.clone());
            run.call("second", move || {
                let guard = there.0.lock().unwrap();
                drop(there.1.wait_timeout(guard, Duration::from_secs(1)).unwrap());
            });
            claims.work("first");
            shared.1.notify_one();
        });
    }

    /// With so many steps that conflict there are millions of interleavings.
    #[test]
    #[ignore = "run in a process of its own"]
    fn two_long_ones() {
        threads::check(|run: &threads::Run| {
            let number = Arc::new(AtomicU32::new(0));
            for caller in ["first", "second"] {
                let number = Arc::clone(&number);
                run.call(caller, move || {
                    for _ in 0..30 {
                        number.fetch_add(1, SeqCst);
                    }
                });
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn lost_update() {
        threads::check(|run: &threads::Run| {
            let number = Arc::new(AtomicU32::new(0));
            for caller in ["first", "second", "third"] {
                let number = Arc::clone(&number);
                run.call(caller, move || {
                    let seen = number.load(SeqCst);
                    number.store(seen + 1, SeqCst);
                });
            }
            run.join();
            run.expect("the count", 3, number.load(SeqCst));
        });
    }

    /// Whoever waits after the notification waits for ever.
    #[test]
    #[ignore = "run in a process of its own"]
    fn lost_wake_up() {
        threads::check(|run: &threads::Run| {
            let shared = Arc::new((Mutex::new(()), Condvar::new()));
            let there = Arc::clone(&shared);
            run.call("second", move || {
                drop(there.1.wait(there.0.lock().unwrap()).unwrap());
            });
            run.call("first", move || shared.1.notify_one());
        });
    }

    /// Thousands of steps lead to the verdict.
    #[test]
    #[ignore = "run in a process of its own"]
    fn two_that_spin() {
        threads::check(|run: &threads::Run| {
            let flag = Arc::new(AtomicBool::new(false));
            for caller in ["first", "second"] {
                let flag = Arc::clone(&flag);
                run.call(caller, move || {
                    while !flag.load(SeqCst) {
                        thread::yield_now();
                    }
                });
            }
            run.idle();
            flag.store(true, SeqCst);
        });
    }

    /// Somebody has to come between twice.
    #[test]
    #[ignore = "run in a process of its own"]
    fn three_in_a_row() {
        threads::check(|run: &threads::Run| {
            let step = Arc::new(AtomicU32::new(0));
            let (one, other, claims) = (Arc::clone(&step), step, run.clone());
            run.call("first", move || {
                one.store(1, SeqCst);
                one.load(SeqCst);
                one.store(3, SeqCst);
            });
            run.call("second", move || {
                if other.load(SeqCst) == 1 && other.load(SeqCst) == 3 {
                    claims.claim(false, || "one, then three".to_owned());
                }
            });
        });
    }
}
