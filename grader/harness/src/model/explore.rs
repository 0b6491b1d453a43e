//! Runs a case under the deterministic scheduler, execution after execution, until one fails or
//! enough have not: first some at random, since most mistakes show at once; then all interleavings, if
//! that does not take too many; else more at random.
//!
//! Called by the `check` of either face, with the body of an execution.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cpu_time::ProcessTime;
use interleave::strategy::{Directed, Paused, Portfolio};
use interleave::{Detour, End, Executor, Heartbeat, Limits, Strategy};
use protocol::{Again, Detours, Failure, LogEntry, Play, Story, Strength, Verdict};

use super::found::Found;
use super::hooks::HOOKS;
use super::{explain, judge, story};
use crate::case::{Outcome, Plan};
use crate::execution::Execution;
use crate::possible::Possible;
use crate::watchdog;

/// Executions of a case that has time enough.
const ENOUGH: u64 = 2_000;
/// Executions at random before all interleavings are tried.
const FIRST: u64 = 40;
/// Executions at random even of a case that has too little time, whatever it takes.
const AT_LEAST: u64 = 20;
/// Executions that a slow machine should still get to, in up to [`PATIENCE`] times the case's share:
/// what a verdict is depends on how many were tried, and should not depend on the machine.
const WANTED: u64 = 300;
pub(super) const PATIENCE: u32 = 4;
/// After so many executions at random in which it did not happen, something is taken to be impossible.
const IMPOSSIBLE: u64 = 100;
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
            let older_values = plan.older_values;
            let limits = Limits { older_values, ..Limits::default() };
            let executor = Executor::watched(limits, heartbeat);
            let possible = Possible::new(if plan.replay.is_some() { 1 } else { IMPOSSIBLE });
            Search {
                executor,
                body,
                plan,
                now,
                possible,
                notes: Vec::new(),
                explains: true,
                story: None,
                executions: 0,
                longest: 0,
                timed: false,
            }
            .run()
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

/// The executions of one case.
pub(super) struct Search {
    pub(super) executor: Executor,
    body: Body,
    pub(super) plan: Plan,
    /// The execution that runs now, for whoever watches.
    now: Arc<Mutex<Option<Arc<Execution>>>>,
    possible: Possible,
    /// What to say beside the result.
    notes: Vec<String>,
    /// Whether a failure is told with its interleaving and its token, which takes longer than the
    /// execution.
    pub(super) explains: bool,
    /// The execution that was asked for.
    story: Option<Story>,
    /// How many there were so far.
    pub(super) executions: u64,
    /// The steps of the longest one.
    pub(super) longest: u64,
    /// The learner's code waits for moments in time. Then it matters how long callbacks take.
    pub(super) timed: bool,
}

/// Detours as the engine takes them.
fn all(detours: &[(u32, u32)]) -> Vec<Detour> {
    detours.iter().map(|&(at, chosen)| Detour { at, chosen }).collect()
}

/// Rounded down: it is promised.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
fn percent(probability: f64) -> u32 {
    (probability * 100.0) as u32
}

/// An execution that has not failed.
pub(super) struct Passed<T> {
    /// What the strategy made of it.
    pub(super) learned: T,
    /// It ran to its end. Others say nothing of what can happen.
    pub(super) whole: bool,
}

impl Search {
    fn run(mut self) -> Outcome {
        let result = match self.plan.replay.clone() {
            Some(Again::Detours(Detours(detours))) => match self.plan.play.clone() {
                Some(play) => self.play(&detours, play),
                None => self.replay(&detours),
            },
            _ => self.all(),
        };
        let story = self.story.take().map(Box::new);
        match result {
            Ok(strength) => {
                let notes = self.notes;
                Outcome { notes, story, ..Outcome::proved(self.executions, strength) }
            }
            Err(found) => {
                let failure = if self.plan.replay.is_some() {
                    *found.failure
                } else if found.is_absence {
                    self.told_closely(*found.failure)
                } else {
                    self.shorten(found)
                };
                let notes = self.notes;
                Outcome { notes, story, ..Outcome::failed(self.executions, failure, false) }
            }
        }
    }

    fn replay(&mut self, detours: &[(u32, u32)]) -> Result<Strength, Found> {
        let mut directed = Directed::new(all(detours));
        self.executor.look_closely(true);
        let result = self.execute(&mut directed, true, |_, _| ());
        if directed.diverged() {
            self.notes.push(
                "The token asks for choices that this file does not offer: it comes from another \
                 version of it, or was damaged. The rest of the execution went its usual way."
                    .to_owned(),
            );
        }
        result?;
        self.seen_enough()?;
        Ok(Strength::Sampled { bound: 0 })
    }

    /// Runs an execution up to the choice that somebody is to make. A failure that comes after it has not
    /// happened.
    fn play(&mut self, detours: &[(u32, u32)], play: Play) -> Result<Strength, Found> {
        let mut paused = Paused::new(all(detours), play.draws, play.until);
        self.executor.look_closely(true);
        let result = self.execute(&mut paused, true, |_, _| ());
        if paused.pending().is_none() {
            result?;
        }
        Ok(Strength::Sampled { bound: 0 })
    }

    /// The failure with its execution told in detail, where nothing in it failed: something was not
    /// seen in it, nor elsewhere.
    fn told_closely(&mut self, failure: Failure) -> Failure {
        let Again::Detours(Detours(detours)) = failure.again.clone() else { return failure };
        self.possible = Possible::new(1);
        let told = self.replay(&detours).err().map(|found| *found.failure);
        let told = told.filter(|told| told.verdict == failure.verdict);
        Failure { interleaving: told.map_or(failure.interleaving, |of| of.interleaving), ..failure }
    }

    fn all(&mut self) -> Result<Strength, Found> {
        let mut portfolio = Portfolio::new(self.plan.seed);
        let mut samples = 0;
        let first = self.plan.budget.runs().map_or(FIRST, |runs| runs.div_ceil(3).min(FIRST));
        while samples < first {
            self.sample(&mut portfolio)?;
            samples += 1;
        }
        let strength = self.prove()?;
        let proved = matches!(strength, Strength::Proved { .. });
        while (!proved && self.wants_more(samples)) || self.possible.is_open() {
            self.sample(&mut portfolio)?;
            samples += 1;
        }
        match strength {
            Strength::Sampled { .. } => Ok(Strength::Sampled { bound: percent(portfolio.bound()) }),
            stronger => Ok(stronger),
        }
    }

    /// Whether another execution is due after so many at random.
    fn wants_more(&self, samples: u64) -> bool {
        if let Some(runs) = self.plan.budget.runs() {
            return self.executions < runs;
        }
        samples < AT_LEAST || (samples < ENOUGH && self.has_time(samples))
    }

    /// Whether there is time for more after so many executions of a kind.
    fn has_time(&self, executions: u64) -> bool {
        let budget = &self.plan.budget;
        let patience = if executions < WANTED { PATIENCE } else { 1 };
        budget.used() < budget.share() * patience
    }

    fn sample(&mut self, portfolio: &mut Portfolio) -> Result<(), Found> {
        self.execute(portfolio, true, |_, _| ())?;
        self.seen_enough()
    }

    /// Something that must be possible was not seen often enough to call it impossible.
    fn seen_enough(&mut self) -> Result<(), Found> {
        self.possible.failure().map_or(Ok(()), |failure| Err(Found::absence(failure)))
    }

    /// Runs one execution. It is one `at_random` if what it does not show counts.
    pub(super) fn execute<S: Strategy, T>(
        &mut self,
        strategy: &mut S,
        at_random: bool,
        learn: impl FnOnce(&mut S, &interleave::Execution<'_>) -> T,
    ) -> Result<Passed<T>, Found> {
        let execution = Arc::new(Execution::hooked(self.executions, &self.plan.stated, HOOKS));
        self.executions += 1;
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&execution));
        let (body, played) = (Arc::clone(&self.body), Arc::clone(&execution));
        let ended = self.executor.run(strategy, move || body(&played));
        judge::judge(&ended, &execution);
        if self.plan.replay.is_some() {
            let tell = |log: &[LogEntry]| story::story(&ended, log, strategy.pending());
            self.story = Some(execution.with_log(tell));
        }
        let explains = self.explains;
        let tell = |failure: &mut Failure| {
            if explains {
                let detours = Detour::all(ended.schedule()).into_iter();
                let detours = detours.map(|detour| (detour.at, detour.chosen)).collect();
                failure.again = Again::Detours(Detours(detours));
                failure.interleaving = Some(explain::interleaving(&ended, &failure.log));
            }
        };
        if let Some(mut failure) = execution.failure() {
            tell(&mut failure);
            return Err(Found::new(failure, &ended));
        }
        self.longest = self.longest.max(ended.steps());
        self.timed |= ended.timed().iter().any(|place| !explain::is_ours(place));
        self.possible.learn(&execution, at_random, tell);
        Ok(Passed {
            learned: learn(strategy, &ended),
            whole: matches!(ended.end, End::Finished | End::Cut),
        })
    }
}
