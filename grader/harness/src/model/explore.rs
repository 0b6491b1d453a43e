//! Runs a case under the deterministic scheduler, execution after execution, until one fails or
//! enough have not.
//!
//! Called by the `check` of either face, with the body of an execution.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use interleave::strategy::{Pct, RandomWalk, Replay};
use interleave::{Executor, Heartbeat, Limits, Schedule, Strategy};
use protocol::{Failure, Verdict};

use super::{explain, judge};
use crate::case::{Outcome, Plan};
use crate::execution::Execution;
use crate::possible::Possible;
use crate::{seed, watchdog};

/// Executions of a case that has time enough.
const ENOUGH: u64 = 2_000;
/// Executions even of a case that has too little time, whatever it takes.
const AT_LEAST: u64 = 20;
/// Executions that a slow machine should still get to, in up to [`PATIENCE`] times the case's share:
/// what a verdict is depends on how many were tried, and should not depend on the machine.
const WANTED: u64 = 300;
const PATIENCE: u32 = 4;
/// After so many executions in which it did not happen, something is taken to be impossible.
const IMPOSSIBLE: u64 = 100;
/// Once an execution has failed, so many more, and no more time than this, go into the search for
/// one that fails with fewer preemptions: it is easier to read.
const SHORTER: (u64, Duration) = (500, Duration::from_millis(150));
/// How often somebody looks whether the search still takes steps.
const PERIOD: Duration = Duration::from_millis(100);
/// CPU time without a scheduling point after which a learner's loop is taken to be without end.
const QUIET: Duration = Duration::from_secs(3);

/// The body of an execution: a scenario in its world.
pub(crate) type Body = Arc<dyn Fn(&Arc<Execution>) + Send + Sync>;

/// Runs the case.
pub(crate) fn explore(body: &Body, plan: &Plan) -> Outcome {
    let heartbeat = Arc::new(Heartbeat::default());
    let now: Arc<Mutex<Option<Arc<Execution>>>> = Arc::default();
    let search = {
        let (body, plan) = (Arc::clone(body), plan.clone());
        let (heartbeat, now) = (Arc::clone(&heartbeat), Arc::clone(&now));
        move || {
            let executor = Executor::watched(Limits::default(), heartbeat);
            let possible = Possible::new(if plan.replay.is_some() { 1 } else { IMPOSSIBLE });
            Search { executor, body, plan, now, possible }.run()
        }
    };
    let mut steps = 0;
    let mut since = ProcessTime::now();
    watchdog::watch(search, PERIOD, move || {
        if heartbeat.steps() != steps {
            steps = heartbeat.steps();
            since = ProcessTime::now();
        }
        (since.elapsed() > QUIET).then(|| {
            let execution = now.lock().unwrap_or_else(PoisonError::into_inner).clone();
            Outcome::failed(1, endless_loop(&heartbeat, execution.as_deref()), true)
        })
    })
}

fn endless_loop(heartbeat: &Heartbeat, execution: Option<&Execution>) -> Failure {
    let place = heartbeat.place().filter(|place| !explain::is_ours(place));
    let after = place.map_or_else(String::new, |place| {
        format!(" after {}:{}:{}", place.file(), place.line(), place.column())
    });
    let summary = format!(
        "the code runs on and on{after} without ever locking, waiting or touching anything shared: \
         a loop without end"
    );
    let found = Failure::new(Verdict::TimeLimit, summary);
    match execution {
        Some(execution) => {
            execution.fail(found.clone());
            execution.failure().unwrap_or(found)
        }
        None => found,
    }
}

struct Search {
    executor: Executor,
    body: Body,
    plan: Plan,
    /// The execution that runs now, for whoever watches.
    now: Arc<Mutex<Option<Arc<Execution>>>>,
    possible: Possible,
}

/// An execution that failed.
struct Found {
    failure: Failure,
    schedule: Schedule,
    preemptions: u64,
    steps: u64,
}

impl Search {
    fn run(mut self) -> Outcome {
        let mut executions = 0;
        while self.wants_more(executions) || self.possible.is_open() {
            let found = self.nth(executions);
            executions += 1;
            if let Some(found) = found {
                let (found, more) = self.shorter(found, executions);
                let failure = self.confirmed(found);
                return Outcome::failed(executions + more, failure, false);
            }
            if let Some(failure) = self.possible.failure() {
                return Outcome::failed(executions, failure, false);
            }
        }
        Outcome::passed(executions)
    }

    fn wants_more(&self, executions: u64) -> bool {
        let budget = &self.plan.budget;
        match (self.plan.replay, budget.runs()) {
            (Some(_), _) => executions == 0,
            (None, Some(_)) => self.plan.wants_more(executions),
            (None, None) => {
                let patience = if executions < WANTED { PATIENCE } else { 1 };
                executions < AT_LEAST
                    || (executions < ENOUGH && budget.used() < budget.share() * patience)
            }
        }
    }

    fn nth(&mut self, index: u64) -> Option<Found> {
        let seed = self.plan.execution_seed(index);
        if seed::has_priorities(seed) {
            self.execute(seed, index, &mut Pct::new(seed))
        } else {
            self.execute(seed, index, &mut RandomWalk::new(seed))
        }
    }

    /// Looks for an execution that fails likewise with fewer preemptions, or else in fewer steps.
    fn shorter(&mut self, mut best: Found, from: u64) -> (Found, u64) {
        if self.plan.replay.is_some() {
            return (best, 0);
        }
        let begin = Instant::now();
        let mut more = 0;
        while more < SHORTER.0 && begin.elapsed() < SHORTER.1 && best.preemptions > 0 {
            if let Some(found) = self.nth(from + more)
                && found.failure.verdict == best.failure.verdict
                && (found.preemptions, found.steps) < (best.preemptions, best.steps)
            {
                best = found;
            }
            more += 1;
        }
        (best, more)
    }

    /// The failure, after the same schedule has been run once more.
    fn confirmed(&mut self, found: Found) -> Failure {
        let Found { mut failure, schedule, .. } = found;
        let mut replay = Replay::new(schedule);
        let again = self.execute(failure.execution_seed, failure.execution, &mut replay);
        let repeats = again.is_some_and(|again| again.failure.verdict == failure.verdict);
        if !repeats || replay.diverged() {
            failure.notes.push(
                "The same schedule, run again, did not lead to the same failure. Something that \
                 the scheduler cannot see takes part: the order of a hash map, a file, the real \
                 time."
                    .to_owned(),
            );
        }
        failure
    }

    fn execute(&mut self, seed: u64, index: u64, strategy: &mut dyn Strategy) -> Option<Found> {
        let execution = Arc::new(Execution::new(seed, index, &self.plan.stated));
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&execution));
        let (body, played) = (Arc::clone(&self.body), Arc::clone(&execution));
        let ended = self.executor.run(strategy, move || body(&played));
        judge::judge(&ended, &execution);
        let tell = |failure: &mut Failure| {
            failure.interleaving = Some(explain::interleaving(&ended, &failure.log));
        };
        let Some(mut failure) = execution.failure() else {
            self.possible.learn(&execution, tell);
            return None;
        };
        tell(&mut failure);
        Some(Found {
            failure,
            schedule: ended.schedule().clone(),
            preemptions: ended.preemptions(),
            steps: ended.steps(),
        })
    }
}
