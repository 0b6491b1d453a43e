//! A file that knows nothing of the model compiles against it and runs: what the grader relies on.

#[macro_use]
extern crate model_std as std;
extern crate model_std as core;

#[path = "shadow/learner.rs"]
#[allow(
    unreachable_pub,
    clippy::pedantic,
    clippy::print_stdout,
    reason = "a learner's file is not written to our house rules"
)]
mod learner;

use interleave::strategy::RandomWalk;
use interleave::{End, Event, Executor, Limits};

#[test]
fn an_unmodified_file_runs_under_the_scheduler() {
    let mut executor = Executor::new(Limits::default());
    for seed in 0..100 {
        let execution = executor.run(&mut RandomWalk::new(seed), learner::all);
        assert!(matches!(execution.end, End::Finished), "seed {seed}: {:?}", execution.end);
        assert!(execution.trace().texts.iter().any(|text| text == "[log] ready\n"));
    }
}

#[test]
fn every_step_is_told_with_a_line_of_the_file() {
    let mut executor = Executor::new(Limits::default());
    let execution = executor.run(&mut RandomWalk::new(1), learner::all);
    let strange = execution.trace().events.iter().find(|event| match event {
        Event::Step { op, .. } => {
            !op.place.file().ends_with("learner.rs") && !op.place.file().ends_with("shadow.rs")
        }
        _ => false,
    });
    assert!(strange.is_none(), "{strange:?}");
}
