//! What both native back ends share: executions one after the other on a stage, under the eyes of a
//! watchdog that knows a hang when it sees one.
//!
//! Called by `threads::native` and `tasks::native`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use protocol::Failure;

use crate::case::{Outcome, Plan};
use crate::execution::Execution;
use crate::hang::{Hang, Watch};
use crate::{meter, watchdog};

/// How often the watchdog looks.
const PERIOD: Duration = Duration::from_millis(20);
/// How long callers may take to notice that the execution has failed.
const LAST_WORDS: Duration = Duration::from_millis(100);
/// How long the scenario itself may.
const GIVEN_UP: Duration = Duration::from_secs(1);

/// After so many executions in which it did not happen, something is taken to be impossible.
pub(crate) fn enough(plan: &Plan) -> u64 {
    // Each of them may take a second or more.
    if plan.replay.is_some() { 1 } else { 3 }
}

/// An execution that can be watched.
pub(crate) trait Watched: Send + Sync {
    /// The execution.
    fn execution(&self) -> &Execution;

    /// A hang, in the words of this world.
    fn explain(&self, hang: &Hang) -> Failure;
}

/// Where the execution of the moment stands, for the watchdog to look at.
#[derive(Default)]
pub(crate) struct Stage {
    now: Mutex<Option<Arc<dyn Watched>>>,
}

/// What was there before the case, and is none of its doing.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings {
    /// The threads, by the system's numbers.
    pub(crate) threads: Arc<[u32]>,
    /// Nothing else goes on in this process.
    pub(crate) alone: bool,
}

impl Surroundings {
    /// What is there now.
    pub(crate) fn new(plan: &Plan) -> Self {
        // The system may leave a thread out of its list while others come and go. Two are there in
        // any case: the one that asks, which is the watchdog and gets up all the time, and the main
        // thread, whose number is the process's on Linux.
        let always = [meter::own_id(), std::process::id()];
        let threads = meter::ids().iter().copied().chain(always).collect();
        Self { threads, alone: plan.alone }
    }
}

/// Runs a case on a stage of its own.
pub(crate) fn explore(
    surroundings: &Surroundings,
    case: impl FnOnce(&Stage) -> Outcome + Send + 'static,
) -> Outcome {
    let stage = Arc::new(Stage::default());
    let watched = Arc::clone(&stage);
    let mut watch = Watch::new(&surroundings.threads);
    watchdog::watch(move || case(&stage), PERIOD, move || watched.look(&mut watch))
}

impl Stage {
    /// Runs one execution; if it fails, the case is over with this outcome.
    pub(crate) fn play(&self, world: &Arc<dyn Watched>, body: impl FnOnce()) -> Option<Outcome> {
        *self.now() = Some(Arc::clone(world));
        body();
        let execution = world.execution();
        execution.progress();
        let failure = execution.failure()?;
        let stuck = !everybody_returns(execution);
        Some(Outcome::failed(execution.index() + 1, failure, stuck))
    }

    fn look(&self, watch: &mut Watch) -> Option<Outcome> {
        let world = self.now().clone()?;
        let execution = world.execution();
        let progress = (execution.index(), execution.progress_so_far());
        let hang = watch.look(progress);
        let given_up = execution.has_failed() && watch.without_progress() > GIVEN_UP;
        if let Some(hang) = hang {
            execution.fail(world.explain(&hang));
        } else if !given_up {
            return None;
        }
        Some(Outcome::failed(execution.index() + 1, execution.failure()?, true))
    }

    fn now(&self) -> MutexGuard<'_, Option<Arc<dyn Watched>>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn everybody_returns(execution: &Execution) -> bool {
    let began = Instant::now();
    loop {
        let all = execution.callers().iter().all(|caller| caller.is_done());
        if all || began.elapsed() > LAST_WORDS {
            return all;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// A duration as a real clock gets to see it: from a second upwards, a few milliseconds, more for
/// more.
pub(crate) fn compressed(time: Duration) -> Duration {
    let seconds = time.as_secs();
    if seconds == 0 { time } else { Duration::from_millis(4 + u64::from(seconds.ilog2()) / 2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_few_milliseconds_and_a_moment_stays_what_it_is() {
        let moment = Duration::from_millis(3);
        assert_eq!(compressed(moment), moment);
        let hour = compressed(Duration::from_secs(3_600));
        let day = compressed(Duration::from_secs(86_400));
        assert!(moment < hour && hour < day && day < Duration::from_millis(20));
    }
}
