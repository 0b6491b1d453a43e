//! All schedules of a case, where they are not too many: a proof, or one within a bound of preemptions.
//!
//! Called by `explore`, after some executions at random.

use interleave::strategy::{Bounded, Exhaustive};
use protocol::Strength;

use super::explore::Search;
use super::shorten::Found;

/// A search that would take more executions than this is given up.
const TOO_MANY: u64 = 4_000;
/// How many executions it takes to tell.
const TRIAL: u64 = 100;
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
        let usual = self.executor.limits().freedoms;
        self.executor.limits_mut().freedoms = 0;
        let strength = self.strongest();
        self.executor.limits_mut().freedoms = usual;
        strength
    }

    fn strongest(&mut self) -> Result<Strength, Found> {
        match self.exhaust()? {
            Extent::Whole { held_back: false } => return Ok(Strength::Proved { unusual: UNUSUAL }),
            Extent::Whole { held_back: true } => {
                self.executor.limits_mut().freedoms = UNUSUAL;
                let whole = matches!(self.exhaust()?, Extent::Whole { .. });
                return Ok(Strength::Proved { unusual: if whole { UNUSUAL } else { 0 } });
            }
            Extent::Strayed => return Ok(Strength::Sampled),
            Extent::Part => {}
        }
        let mut strength = Strength::Sampled;
        for preemptions in 0..=PREEMPTIONS {
            if !matches!(self.within(preemptions)?, Extent::Whole { .. }) {
                break;
            }
            strength = Strength::Bounded { preemptions };
        }
        Ok(strength)
    }

    fn exhaust(&mut self) -> Result<Extent, Found> {
        let mut search = Exhaustive::new();
        let begun = self.executions;
        let mut held_back = false;
        loop {
            let passed = self.execute(&mut search, false, Exhaustive::learn)?;
            held_back |= passed.held_back;
            if search.has_strayed() || !passed.whole {
                return Ok(Extent::Strayed);
            }
            if !passed.learned {
                return Ok(Extent::Whole { held_back });
            }
            if !self.goes_on(self.executions - begun, search.share()) {
                return Ok(Extent::Part);
            }
        }
    }

    fn within(&mut self, preemptions: u32) -> Result<Extent, Found> {
        let mut search = Bounded::new(preemptions);
        let begun = self.executions;
        loop {
            let passed = self.execute(&mut search, false, |search, _| search.advance())?;
            if search.has_strayed() || !passed.whole {
                return Ok(Extent::Strayed);
            }
            if !passed.learned {
                return Ok(Extent::Whole { held_back: false });
            }
            if !self.goes_on(self.executions - begun, search.share()) {
                return Ok(Extent::Part);
            }
        }
    }

    /// Whether a search can be brought to its end that has done so much of its work, a share of all.
    #[expect(clippy::cast_precision_loss, reason = "a few thousand executions")]
    fn goes_on(&self, executions: u64, share: f64) -> bool {
        if let Some(runs) = self.plan.budget.runs() {
            return executions < runs.div_ceil(3);
        }
        let promising = executions < TRIAL || share * TOO_MANY as f64 > executions as f64;
        promising && executions < TOO_MANY && self.has_time(executions)
    }
}

/// How far a search got.
enum Extent {
    /// To its end. Something unusual may have been held back.
    Whole { held_back: bool },
    /// It would take too long.
    Part,
    /// Executions do not end, or are not the same when their choices are: no search can be complete.
    Strayed,
}
