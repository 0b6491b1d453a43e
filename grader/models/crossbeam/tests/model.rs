//! The same promises, kept by the model in every execution.

// As a learner's crate is compiled.
#![forbid(unsafe_code)]

#[macro_use]
extern crate model_std as std;
extern crate model_crossbeam as crossbeam;
extern crate model_std as core;

mod promises;

use interleave::strategy::RandomWalk;
use interleave::{End, Executor, Limits};

/// Time is virtual.
const VIRTUAL: bool = true;

const EXECUTIONS: u64 = 200;

#[test]
fn the_model_keeps_every_promise() {
    let mut executor = Executor::new(Limits::default());
    let mut broken = Vec::new();
    for (name, promise) in promises::all() {
        let kept = (0..EXECUTIONS).find_map(|seed| {
            let execution = executor.run(&mut RandomWalk::new(seed), promise);
            match execution.end {
                End::Finished => None,
                end => Some(format!("{name}, seed {seed}: {end:?}")),
            }
        });
        broken.extend(kept);
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
