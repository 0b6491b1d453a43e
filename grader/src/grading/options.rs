//! How to grade: what the command line can say, and what holds if it says nothing.
//!
//! Made by the commands, read by `grade` and `engines`.

use std::time::Duration;

use protocol::{Engine, Replay};

use crate::process::cancel::Cancel;
use crate::process::run::Plan;

/// How to grade.
#[derive(Debug, Clone)]
pub struct Options {
    /// Only this engine.
    pub only: Option<Engine>,
    /// Executions a case.
    pub runs: Option<u64>,
    /// Time for the engines together.
    pub budget: Option<Duration>,
    /// Every random choice comes from here.
    pub seed: u64,
    /// How many runs, with seeds from that one on.
    pub seeds: u64,
    /// One execution instead of all; `only` must then be its engine.
    pub replay: Option<Replay>,
    /// How many processes the cases of one file may be shared among, under each engine.
    pub processes: usize,
    /// Whether anybody still waits for the result.
    pub cancel: Cancel,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            only: None,
            runs: None,
            budget: None,
            seed: DEFAULT_SEED,
            seeds: 1,
            replay: None,
            processes: 1,
            cancel: Cancel::default(),
        }
    }
}

/// The same for everybody, so that the same file gets the same verdict.
pub const DEFAULT_SEED: u64 = 1;

/// What the engines get if nothing is said: enough to find what is there to be found, short enough
/// to be waited for.
const MODEL_BUDGET: Duration = Duration::from_millis(400);
const NATIVE_BUDGET: Duration = Duration::from_millis(400);

impl Options {
    /// The seed of each run.
    pub fn each_seed(&self) -> impl Iterator<Item = u64> {
        let first = self.seed;
        (0..self.seeds).map(move |more| first.wrapping_add(more))
    }

    /// What was asked for, in a word that is the same only if the verdict on the same file is. How many
    /// processes share the work, and who waits for it, changes nothing.
    pub fn asked(&self) -> String {
        let Self { only, runs, budget, seed, seeds, replay, processes: _, cancel: _ } = self;
        format!("{only:?} {runs:?} {budget:?} {seed} {seeds} {}", replay.is_some())
    }

    /// Whether less was asked for than what a verdict usually stands for: what this accepts, the usual check
    /// may reject.
    pub fn is_less(&self) -> bool {
        let short = self.budget.is_some_and(|budget| budget < MODEL_BUDGET + NATIVE_BUDGET);
        self.only.is_some() || self.runs.is_some() || self.replay.is_some() || short
    }

    /// The plan for one run of one of so many engines.
    pub fn plan(&self, engine: Engine, engines: usize, seed: u64) -> Plan {
        let runs = self.runs;
        let budget = self.budget(engine, engines);
        Plan {
            engine,
            seed,
            runs,
            budget,
            replay: self.replay.clone(),
            processes: self.processes,
            older_values: true,
            cancel: self.cancel.child(),
        }
    }

    /// A budget that was asked for is shared as the default one is.
    fn budget(&self, engine: Engine, engines: usize) -> Duration {
        let own = match engine {
            Engine::Model => MODEL_BUDGET,
            Engine::Native => NATIVE_BUDGET,
        };
        let both = MODEL_BUDGET + NATIVE_BUDGET;
        let all = self.budget.unwrap_or(both);
        if engines == 1 { all } else { all.mul_f64(own.as_secs_f64() / both.as_secs_f64()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_than_usual_is_told_from_more() {
        let usual = Options::default;
        assert!(!usual().is_less());
        assert!(!Options { budget: Some(Duration::from_secs(9)), seeds: 5, ..usual() }.is_less());
        assert!(Options { budget: Some(Duration::from_millis(1)), ..usual() }.is_less());
        assert!(Options { only: Some(Engine::Native), ..usual() }.is_less());
        assert!(Options { runs: Some(1), ..usual() }.is_less());
        assert_eq!(usual().asked(), Options { processes: 2, ..usual() }.asked());
        for other in [
            Options { seed: 2, ..usual() },
            Options { seeds: 2, ..usual() },
            Options { runs: Some(1), ..usual() },
            Options { only: Some(Engine::Native), ..usual() },
            Options { budget: Some(Duration::from_secs(9)), ..usual() },
        ] {
            assert_ne!(usual().asked(), other.asked());
        }
    }

    #[test]
    fn a_budget_is_shared_by_the_engines_that_run() {
        let budget = Some(Duration::from_secs(10));
        let options = Options { budget, ..Options::default() };
        assert_eq!(options.plan(Engine::Native, 1, 1).budget, Duration::from_secs(10));
        assert_eq!(options.plan(Engine::Model, 2, 1).budget, Duration::from_secs(5));
        assert_eq!(options.plan(Engine::Native, 2, 1).budget, Duration::from_secs(5));
        assert_eq!(Options::default().plan(Engine::Model, 2, 1).budget, MODEL_BUDGET);
    }
}
