//! The same promises, kept by the model in every execution.

#[macro_use]
extern crate model_std as std;
extern crate model_parking_lot as parking_lot;
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
