//! What is seen over many executions of a program. Part of `orders.rs`.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use interleave::strategy::RandomWalk;
use interleave::{End, Executor, Limits};
use model_parking_lot::Mutex;
use model_std::thread::{self, Scope};
use model_std::time::Duration;

/// So long that all others wait or have ended.
pub(crate) const SECOND: Duration = Duration::from_secs(1);

/// Runs the program under many seeds and collects what it returns.
pub(crate) fn outcomes<T: Ord + 'static>(program: impl Fn() -> T + Clone + 'static) -> BTreeSet<T> {
    let mut executor = Executor::new(Limits::default());
    let mut seen = BTreeSet::new();
    for seed in 0..400 {
        let result = Rc::new(Cell::new(None));
        let (program, there) = (program.clone(), Rc::clone(&result));
        let end = executor.run(&mut RandomWalk::new(seed), move || there.set(Some(program()))).end;
        assert!(matches!(end, End::Finished), "seed {seed}: {end:?}");
        seen.insert(result.take().expect("it has finished"));
    }
    seen
}

/// The logs that are seen.
pub(crate) fn logs(program: fn(&Mutex<String>)) -> BTreeSet<String> {
    outcomes(move || {
        let log = Mutex::new(String::new());
        program(&log);
        log.into_inner()
    })
}

pub(crate) fn only(logs: &[&str]) -> BTreeSet<String> {
    logs.iter().map(ToString::to_string).collect()
}

/// Starts a thread and gives it the time to get as far as it can.
pub(crate) fn start<'s>(scope: &'s Scope<'s, '_>, body: impl FnOnce() + Send + 's) {
    scope.spawn(body);
    thread::sleep(SECOND);
}
