//! What a scenario can claim beyond what always holds, in every world: that something is possible,
//! that nobody is passed over, that things go on side by side; and callbacks that panic.
//!
//! The cases need no primitive, so that the same ones run natively and on the model.

#[allow(dead_code, reason = "the other tests use more of it")]
mod child;

use protocol::{Claim, Engine, Record, Replay, Verdict};
use rstest::rstest;

use child::{Trial, Wish, run};

const ENGINES: [Engine; 2] = [Engine::Native, Engine::Model];

fn run_on(engine: Engine, case: &str) -> Trial {
    run(&[case], Wish { engine: Some(engine), ..Wish::default() })
}

#[rstest]
fn what_holds_is_accepted(
    #[values("meets", "meets_at_times", "served_in_time", "quick", "panics_on_purpose")] what: &str,
    #[values("threads", "tasks")] face: &str,
    #[values(Engine::Native, Engine::Model)] engine: Engine,
) {
    assert!(run_on(engine, &format!("{face}_{what}")).passed() >= 2);
}

#[rstest]
fn whoever_never_meets_is_over_serialized(
    #[values("threads_never_meets", "tasks_never_meets")] case: &str,
    #[values(Engine::Native, Engine::Model)] engine: Engine,
) {
    let trial = run_on(engine, case);
    trial.is(
        Verdict::OverSerialized,
        "it must be possible that both are in at once; it was in none of ",
    );
    let execution = trial.failure().again.clone();
    assert!(!trial.failure().log.is_empty(), "the log of one execution");
    let replay = Some(Replay::whole(child::case(case), execution.clone()));
    let again = run(&[case], Wish { engine: Some(engine), replay, ..Wish::default() });
    again.is(Verdict::OverSerialized, "it must be possible that both are in at once; it was not");
    assert_eq!(again.failure().again, execution);
}

/// Only a virtual clock can tell.
#[rstest]
#[case::threads(Engine::Model, "threads_passed_over")]
#[case::tasks(Engine::Model, "tasks_passed_over")]
#[case::tasks_natively(Engine::Native, "tasks_passed_over")]
fn whoever_is_passed_over_starves(#[case] engine: Engine, #[case] case: &str) {
    let sentence = "the last one still waits, though others were served 21 times meanwhile";
    run_on(engine, case).is(Verdict::Starvation, sentence);
}

/// Where the clock is real the others stop, and all ends well.
#[test]
fn in_real_time_nobody_is_passed_over_for_ever() {
    assert!(run_on(Engine::Native, "threads_passed_over").passed() >= 2);
}

#[rstest]
#[case::threads(Engine::Model, "threads_slow")]
#[case::tasks(Engine::Model, "tasks_slow")]
#[case::tasks_natively(Engine::Native, "tasks_slow")]
fn what_could_go_on_side_by_side_must_not_take_longer(#[case] engine: Engine, #[case] case: &str) {
    let sentence = "it took 2s: things wait for each other that could go on side by side";
    run_on(engine, case).is(Verdict::OverSerialized, sentence);
}

#[rstest]
#[case::possible("threads_meets", &[Claim::Possible])]
#[case::fair("tasks_served_in_time", &[Claim::Fair])]
#[case::takes("tasks_quick", &[Claim::Takes])]
#[case::two("threads_panics_on_purpose", &[Claim::Always, Claim::Idle])]
fn the_record_tells_which_claims_were_made(#[case] case: &str, #[case] expected: &[Claim]) {
    for engine in ENGINES {
        let trial = run_on(engine, case);
        let Some(Record::End { claims, .. }) = trial.records.last() else { panic!("no end") };
        assert_eq!(claims, expected);
    }
}

/// What the tests above run, each in a process of its own.
mod cases {
    use std::time::Duration;

    use harness::{tasks, threads};

    const SECOND: Duration = Duration::from_secs(1);
    const HOUR: Duration = Duration::from_secs(3_600);
    const BOTH: &str = "both are in at once";
    /// Others may be served so often.
    const MOST: u64 = 20;

    fn threads_two_come(run: &threads::Run, together: bool) {
        for name in ["first", "second"] {
            let again = run.clone();
            run.call(name, move || {
                again.log("in");
                again.meet(BOTH, 2);
            });
            if !together {
                run.join();
            }
        }
        run.join();
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn threads_meets() {
        threads::check(|run| threads_two_come(run, true));
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn threads_meets_at_times() {
        threads::check(|run| threads_two_come(run, run.pick(3) > 0));
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn threads_never_meets() {
        threads::check(|run| threads_two_come(run, false));
    }

    fn threads_waits_for(time: Duration) {
        threads::check(move |run| {
            let fair = run.fair("the last one", 1, MOST);
            let (again, waits) = (run.clone(), fair.clone());
            run.call("last", move || {
                waits.comes();
                again.pause(time);
                waits.served();
            });
            for name in ["first", "second"] {
                let (again, fair) = (run.clone(), fair.clone());
                run.call(name, move || {
                    while !fair.is_over() {
                        again.pause(SECOND);
                        fair.passed();
                    }
                });
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn threads_served_in_time() {
        threads_waits_for(5 * SECOND);
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn threads_passed_over() {
        threads_waits_for(HOUR);
    }

    fn threads_take(seconds: u32) {
        threads::check(move |run| {
            let again = run.clone();
            run.call("first", move || again.pause(seconds * SECOND));
            run.join();
            run.takes_at_most(SECOND);
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn threads_quick() {
        threads_take(1);
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn threads_slow() {
        threads_take(2);
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn threads_panics_on_purpose() {
        threads::check(|run| {
            let again = run.clone();
            run.call("first", move || again.panic_on_purpose());
            run.idle();
            let again = run.clone();
            run.call("second", move || again.log("goes on"));
            run.join();
            run.expect_log(["goes on"]);
        });
    }

    async fn tasks_two_come(run: tasks::Run, together: bool) {
        for name in ["first", "second"] {
            let again = run.clone();
            run.call(name, async move {
                again.log("in");
                again.meet(BOTH, 2).await;
            });
            if !together {
                run.join().await;
            }
        }
        run.join().await;
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn tasks_meets() {
        tasks::check(|run| tasks_two_come(run, true));
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn tasks_meets_at_times() {
        tasks::check(|run| {
            let together = run.pick(3) > 0;
            tasks_two_come(run, together)
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn tasks_never_meets() {
        tasks::check(|run| tasks_two_come(run, false));
    }

    fn tasks_wait_for(time: Duration) {
        tasks::check(move |run: tasks::Run| async move {
            let fair = run.fair("the last one", 1, MOST);
            let (again, waits) = (run.clone(), fair.clone());
            run.call("last", async move {
                waits.comes();
                again.pause(time).await;
                waits.served();
            });
            for name in ["first", "second"] {
                let (again, fair) = (run.clone(), fair.clone());
                run.call(name, async move {
                    while !fair.is_over() {
                        again.pause(SECOND).await;
                        fair.passed();
                    }
                });
            }
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn tasks_served_in_time() {
        tasks_wait_for(5 * SECOND);
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn tasks_passed_over() {
        tasks_wait_for(HOUR);
    }

    fn tasks_take(seconds: u32) {
        tasks::check(move |run: tasks::Run| async move {
            run.pause(seconds * SECOND).await;
            run.takes_at_most(SECOND);
        });
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn tasks_quick() {
        tasks_take(1);
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn tasks_slow() {
        tasks_take(2);
    }

    #[test]
    #[ignore = "run in a process of its own"]
    fn tasks_panics_on_purpose() {
        tasks::check(|run: tasks::Run| async move {
            let again = run.clone();
            run.call("first", async move { again.panic_on_purpose() });
            run.idle().await;
            let again = run.clone();
            run.call("second", async move { again.log("goes on") });
            run.join().await;
            run.expect_log(["goes on"]);
        });
    }
}
