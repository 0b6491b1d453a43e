//! Scenarios of tasks on real runtimes: half of the time on one thread with a paused clock, which
//! finds most mistakes within milliseconds and whatever blocks the runtime; then on several
//! threads in real time.
//!
//! Called by `tasks::check`; the watchdog is in `crate::native`.

mod nudge;
mod runtime;
mod who;
mod world;

use std::sync::Arc;

use self::nudge::Blocking;
use self::runtime::{build, drive, shut_down};
use self::world::{Kind, Native};
use super::run::Scenario;
use super::world::World;
use crate::case::{Outcome, Plan};
use crate::execution::Execution;
use crate::native::{self, Stage, Surroundings, Watched, enough};
use crate::possible::Possible;
use crate::seed;

/// Runs the scenario as often as the plan allows.
pub(super) fn explore(plan: &Plan, scenario: &Scenario) -> Outcome {
    let (plan, scenario) = (plan.clone(), Arc::clone(scenario));
    let surroundings = Surroundings::new(&plan);
    native::explore(&surroundings.clone(), move |stage| {
        let possible = Possible::new(enough(&plan));
        let mut case = Case { stage, scenario, surroundings, plan, possible };
        let run = match case.plan.replay {
            Some(protocol::Again::Seed(seed)) => case.replay(seed),
            _ => case.all(),
        };
        run.map_or_else(|outcome| outcome, Outcome::passed)
    })
}

/// What all executions of a case share.
struct Case<'a> {
    stage: &'a Stage,
    scenario: Scenario,
    surroundings: Surroundings,
    plan: Plan,
    possible: Possible,
}

impl Case<'_> {
    /// The number of executions, or the outcome of the one that failed.
    fn all(&mut self) -> Result<u64, Outcome> {
        let mut executions = 0;
        let first = self.plan.budget.half();
        while first.allows(executions) {
            self.execution(self.plan.execution_seed(executions), executions, Kind::Virtual)?;
            executions += 1;
        }
        let second = self.plan.budget.rest(executions);
        let mut nth = 0;
        while second.allows(nth) || self.possible.is_open() {
            let seed = seed::in_real_time(self.plan.execution_seed(executions));
            self.execution(seed, executions, Kind::Real { nth })?;
            executions += 1;
            nth += 1;
        }
        Ok(executions)
    }

    fn replay(&mut self, seed: u64) -> Result<u64, Outcome> {
        let in_real_time = seed::is_in_real_time(seed);
        self.execution(seed, 0, if in_real_time { Kind::Real { nth: 0 } } else { Kind::Virtual })?;
        Ok(1)
    }

    fn execution(&mut self, seed: u64, index: u64, kind: Kind) -> Result<(), Outcome> {
        let execution = Arc::new(Execution::new(seed, index, &self.plan.stated));
        let workers = execution.draw(|rng| rng.usize(2..=4));
        let blocking = Arc::new(Blocking::new(&self.surroundings.threads));
        let runtime = build(kind, workers, &blocking).expect("the system has room for a runtime");
        let context = runtime.enter();
        let world = Arc::new(Native::new(&execution, kind, &blocking, &self.surroundings));
        drop(context);
        let watched: Arc<dyn Watched> = Arc::clone(&world) as _;
        let seam: Arc<dyn World> = Arc::clone(&world) as _;
        let outcome = self.stage.play(&watched, || {
            runtime.block_on(drive(&seam, &blocking, &self.scenario));
            shut_down(runtime, &world);
        });
        if let Some(outcome) = outcome {
            return Err(outcome);
        }
        self.possible.learn(&execution, true, |_| {});
        let failure = self.possible.failure();
        failure.map_or(Ok(()), |failure| Err(Outcome::failed(index + 1, failure, false)))
    }
}
