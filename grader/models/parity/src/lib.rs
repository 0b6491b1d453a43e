//! Parity: one list of promises for a model and the real crate. The tests of every model compile
//! their list twice, and hand it to this crate, which runs it.
//!
//! Called by `models/*/tests/{model,real}.rs`.
#![forbid(unsafe_code)]

use std::panic::catch_unwind;

use interleave::strategy::RandomWalk;
use interleave::{End, Executor, Limits};

/// A promise: its name, and a program that panics if it is broken.
pub type Promise = (&'static str, fn());

/// Declares programs, each a promise by its name, and `ALL` of them.
#[macro_export]
macro_rules! promises {
    ($(fn $name:ident() $body:block)*) => {
        $(fn $name() $body)*

        pub(crate) const ALL: &[$crate::Promise] = &[$((stringify!($name), $name)),*];
    };
}

/// Schedules a promise, under the model.
const EXECUTIONS: u64 = 200;
/// Runs a promise, against the real crate.
const RUNS: u32 = 3;

/// Holds the model to its promises, in every execution.
///
/// # Panics
/// If one is broken, naming all that are.
pub fn the_model_keeps(promises: &[Promise]) {
    let mut executor = Executor::new(Limits::default());
    let mut broken = Vec::new();
    for (name, promise) in promises {
        let kept = (0..EXECUTIONS).find_map(|seed| {
            let execution = executor.run(&mut RandomWalk::new(seed), *promise);
            match execution.end {
                End::Finished => None,
                end => Some(format!("{name}, seed {seed}: {end:?}")),
            }
        });
        broken.extend(kept);
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Holds the real crate to the same promises.
///
/// # Panics
/// If one is broken.
pub fn the_real_one_keeps(promises: &[Promise]) {
    for (name, promise) in promises {
        for _ in 0..RUNS {
            assert!(catch_unwind(promise).is_ok(), "{name}");
        }
    }
}
