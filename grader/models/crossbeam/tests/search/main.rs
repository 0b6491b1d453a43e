//! What the documentation leaves open is explored, and mistakes are found: each outcome in some
//! schedule. For the model alone.

mod channels;
mod others;
mod selections;

use std::collections::BTreeSet;
use std::time::Duration;

use interleave::strategy::RandomWalk;
use interleave::{Blocked, End, Executor, Limits};

const SECOND: Duration = Duration::from_secs(1);

fn without_freedoms() -> Limits {
    Limits { freedoms: 0, ..Limits::default() }
}

/// What the program returns, over so many executions; none may fail.
fn outcomes<T: Ord + Send + 'static>(
    limits: &Limits,
    executions: u64,
    program: fn() -> T,
) -> BTreeSet<T> {
    let mut executor = Executor::new(limits.clone());
    let mut seen = BTreeSet::new();
    for seed in 0..executions {
        let (tell, told) = std::sync::mpsc::channel();
        let end = executor.run(&mut RandomWalk::new(seed), move || drop(tell.send(program()))).end;
        assert!(matches!(end, End::Finished), "seed {seed}: {end:?}");
        seen.insert(told.recv().expect("a finished program has told"));
    }
    seen
}

/// The first deadlock that so many executions find, and the names of the objects in it.
fn deadlock(executions: u64, program: fn()) -> Option<(Vec<Blocked>, Vec<String>)> {
    let mut executor = Executor::new(without_freedoms());
    (0..executions).find_map(|seed| {
        let mut execution = executor.run(&mut RandomWalk::new(seed), program);
        match std::mem::replace(&mut execution.end, End::Halted) {
            End::Deadlock { blocked, .. } => {
                let names = blocked.iter().map(|wait| execution.object_name(wait.op.object));
                let names = names.collect();
                Some((blocked, names))
            }
            _ => None,
        }
    })
}
