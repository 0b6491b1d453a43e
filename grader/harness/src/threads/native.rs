//! Scenarios of threads in the real world: one execution after the other, and at the end a look at
//! what they left behind.
//!
//! Called by `threads::check`; the watchdog is in `crate::native`.

use std::sync::Arc;

use protocol::{Failure, Verdict};

use super::run::{Run, Scenario};
use super::world::Native;
use crate::case::{Outcome, Plan};
use crate::execution::{Execution, SCENARIO};
use crate::native::{self, Surroundings, Watched, enough};
use crate::possible::Possible;
use crate::{meter, remains};

/// Runs the scenario as often as the plan allows.
pub(super) fn explore(plan: &Plan, scenario: &Scenario) -> Outcome {
    let (plan, scenario) = (plan.clone(), Arc::clone(scenario));
    let surroundings = Surroundings::new(&plan);
    native::explore(&surroundings.clone(), move |stage| {
        let mut executions = 0;
        let mut last = None;
        let mut possible = Possible::new(enough(&plan));
        // What the first execution leaves may belong to a `static` (a runtime, a pool), and stay. What
        // belongs to an object is left by the others too.
        let mut known = Arc::clone(&surroundings.threads);
        while plan.wants_more(executions) || possible.is_open() {
            let seed = plan.execution_seed(executions);
            let execution = Arc::new(Execution::new(seed, executions, &plan.stated));
            let world = Arc::new(Native::new(&execution, &surroundings));
            let run = Run::new(&execution, Arc::clone(&world) as _);
            let body = || {
                scenario(&run);
                run.join();
            };
            let watched: Arc<dyn Watched> = world;
            let failed = stage.play(&watched, || {
                execution.guard(SCENARIO, body);
            });
            if let Some(outcome) = failed {
                return outcome;
            }
            if executions == 0 && plan.replay.is_none() {
                known = known.iter().copied().chain(meter::ids().iter().copied()).collect();
            }
            executions += 1;
            possible.learn(&execution, true, |_| {});
            if let Some(failure) = possible.failure() {
                return Outcome::failed(executions, failure, false);
            }
            last = Some(execution);
        }
        let helpers_stay = |last: &Arc<Execution>| {
            let stay =
                surroundings.alone && remains::somebody_waits_for_ever(&known, || last.progress());
            stay.then(|| helpers_stay(executions, last))
        };
        last.as_ref().and_then(helpers_stay).unwrap_or(Outcome::passed(executions))
    })
}

/// Calls have returned and objects are gone, but not the threads that served them.
fn helpers_stay(executions: u64, last: &Execution) -> Outcome {
    let summary = "a helper thread waits for ever, though the object it served is gone";
    let found = Failure::new(Verdict::Deadlock, summary);
    last.fail(found.clone());
    Outcome::failed(executions, last.failure().unwrap_or(found), true)
}
