//! All schedules of a case, where they are not too many: a proof, or one within a bound of preemptions.
//!
//! Called by `explore`, after some executions at random.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use interleave::strategy::{Bounded, Directed, Exhaustive};
use interleave::{Event, Execution, Strategy};
use protocol::Strength;

use super::explore::{PATIENCE, Search};
use super::found::Found;

/// How many executions it takes to tell how long a search will be.
const TRIAL: u64 = 100;
/// Executions that are compared before anything is called proved.
const REPEATS: u32 = 5;
/// Nothing is known beyond the executions at random.
const SAMPLED: Strength = Strength::Sampled { bound: 0 };
/// Executions with more steps have too many interleavings.
const LONG: u64 = 300;
/// Preemptions beyond this are left to chance.
const PREEMPTIONS: u32 = 2;
/// Unusual events in one execution, in a proof.
const UNUSUAL: u32 = 1;

impl Search {
    /// Runs all schedules, or all within the highest bound that fits.
    ///
    /// # Errors
    /// If one of them fails.
    pub(super) fn prove(&mut self) -> Result<Strength, Found> {
        if self.timed || self.longest > LONG || !self.repeats()? {
            return Ok(SAMPLED);
        }
        let strength = self.strongest()?;
        // Perhaps none but the last execution came to where time matters.
        Ok(if self.timed { SAMPLED } else { strength })
    }

    fn strongest(&mut self) -> Result<Strength, Found> {
        match self.exhaust(0)? {
            (Extent::Whole, false) => return Ok(Strength::Proved { unusual: UNUSUAL }),
            (Extent::Whole, true) => {
                let whole = matches!(self.exhaust(UNUSUAL)?, (Extent::Whole, _));
                return Ok(Strength::Proved { unusual: if whole { UNUSUAL } else { 0 } });
            }
            (Extent::Strayed, _) => return Ok(SAMPLED),
            (Extent::Part, _) => {}
        }
        let mut strength = SAMPLED;
        for preemptions in 0..=PREEMPTIONS {
            if !matches!(self.within(preemptions)?, Extent::Whole) {
                break;
            }
            strength = Strength::Bounded { preemptions };
        }
        Ok(strength)
    }

    /// Whether the same choices lead to the same steps, as far as a few executions show: something that
    /// the scheduler does not see (the order of a hash map) may take part.
    fn repeats(&mut self) -> Result<bool, Found> {
        let mut first = None;
        for _ in 0..REPEATS {
            let mut usual = Directed::new(Vec::new());
            let steps = self.execute(&mut usual, false, |_, ended| hash(&ended.trace().events))?;
            if *first.get_or_insert(steps.learned) != steps.learned {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// All interleavings with so many unusual events. Tells also whether more was held back.
    fn exhaust(&mut self, unusual: u32) -> Result<(Extent, bool), Found> {
        let mut search = Exhaustive::with_unusual(unusual);
        let (strayed, share) = (Exhaustive::has_strayed, Exhaustive::share);
        let extent = self.go_through(&mut search, Exhaustive::learn, strayed, share)?;
        Ok((extent, search.has_held_back()))
    }

    fn within(&mut self, preemptions: u32) -> Result<Extent, Found> {
        let mut search = Bounded::new(preemptions);
        let next = |search: &mut Bounded, _: &Execution<'_>| search.advance();
        self.go_through(&mut search, next, Bounded::has_strayed, Bounded::share)
    }

    /// Goes on with a search as long as it has a `next` execution.
    fn go_through<S: Strategy>(
        &mut self,
        search: &mut S,
        next: impl Fn(&mut S, &Execution<'_>) -> bool,
        has_strayed: impl Fn(&S) -> bool,
        share: impl Fn(&S) -> f64,
    ) -> Result<Extent, Found> {
        let begin = Begin::now(self);
        loop {
            let passed = self.execute(search, false, &next)?;
            if has_strayed(search) || !passed.whole {
                return Ok(Extent::Strayed);
            }
            if !passed.learned {
                return Ok(Extent::Whole);
            }
            if !self.goes_on(&begin, share(search)) {
                return Ok(Extent::Part);
            }
        }
    }

    /// Whether a search can be brought to its end that has done such a share of its work.
    fn goes_on(&self, begin: &Begin, share: f64) -> bool {
        let executions = self.executions - begin.executions;
        if let Some(runs) = self.plan.budget.runs() {
            return executions < runs.div_ceil(3);
        }
        let budget = &self.plan.budget;
        let (most, used) = (budget.share() * PATIENCE, budget.used());
        let whole = used.saturating_sub(begin.used).div_f64(share.max(1e-9));
        used < most && (executions < TRIAL || begin.used + whole < most)
    }
}

/// Steps in one number.
fn hash(events: &[Event]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for event in events {
        if let Event::Step { task, op, .. } = event {
            (task, op.verb, op.object, op.place).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Where a search began.
struct Begin {
    executions: u64,
    used: Duration,
}

impl Begin {
    fn now(search: &Search) -> Self {
        Self { executions: search.executions, used: search.plan.budget.used() }
    }
}

/// How far a search got.
enum Extent {
    /// To its end.
    Whole,
    /// It would take too long.
    Part,
    /// Executions do not end, or are not the same when their choices are: no search can be complete.
    Strayed,
}
