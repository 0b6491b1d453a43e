//! From a hidden test to the back end that the grader asks for.

use std::sync::Arc;

use protocol::Engine;

use super::native;
use super::run::{Run, Scenario};
use crate::case::{Outcome, Plan};
use crate::{model, session};

/// Runs a scenario as often as the grader asks for, once an execution, and reports what came out.
///
/// # Panics
///
/// If the scenario fails, so that it also reads as failed when somebody runs it by hand.
///
/// # Examples
///
/// ```no_run
/// use harness::threads::check;
///
/// check(|run| {
///     let again = run.clone();
///     run.call("first", move || again.work("first"));
///     run.join();
///     run.expect_log(["first begins", "first ends"]);
/// });
/// ```
pub fn check(scenario: impl Fn(&Run) + Send + Sync + 'static) {
    let scenario: Scenario = Arc::new(scenario);
    session::case(|plan| explore(plan, &scenario));
}

/// Runs a scenario on the back end that the plan names.
fn explore(plan: &Plan, scenario: &Scenario) -> Outcome {
    match plan.engine {
        Engine::Native => native::explore(plan, scenario),
        Engine::Model => model::explore(&model::of_threads(scenario), plan),
    }
}
