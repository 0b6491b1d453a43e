//! How many executions a case gets: as many as fit into its share of the time, within reason.
//!
//! Called by the loops that run executions.

use std::time::{Duration, Instant};

/// Executions of a case that has time enough.
const ENOUGH: u64 = 200;
/// Executions even of a case that has too little time, unless it is very slow.
const AT_LEAST: u64 = 2;
/// What such a case may take beyond its share.
const OVERTIME: Duration = Duration::from_secs(1);
/// What each execution that was asked for may take beyond the share; the grader's patience grows
/// by the same.
const AN_EXECUTION: Duration = Duration::from_millis(10);

/// What a case may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Budget {
    began: Instant,
    /// Wall-clock time.
    share: Duration,
    /// A number of executions that was asked for.
    runs: Option<u64>,
}

impl Budget {
    /// A budget that starts now.
    pub(crate) fn new(share: Duration, runs: Option<u64>) -> Self {
        Self { began: Instant::now(), share, runs }
    }

    /// The time that the case has.
    pub(crate) fn share(&self) -> Duration {
        self.share
    }

    /// The time used up so far.
    pub(crate) fn used(&self) -> Duration {
        self.began.elapsed()
    }

    /// The number of executions that was asked for.
    pub(crate) fn runs(&self) -> Option<u64> {
        self.runs
    }

    /// The first half of this budget.
    pub(crate) fn half(&self) -> Self {
        Self { share: self.share / 2, runs: self.runs.map(|runs| runs.div_ceil(2)), ..*self }
    }

    /// What this budget still holds after so many executions; it starts now.
    pub(crate) fn rest(&self, executions: u64) -> Self {
        let runs = self.runs.map(|runs| runs.saturating_sub(executions));
        Self::new(self.share.saturating_sub(self.began.elapsed()), runs)
    }

    /// Whether another execution is due after so many.
    pub(crate) fn allows(&self, executions: u64) -> bool {
        let used = self.began.elapsed();
        if let Some(runs) = self.runs {
            let longest = AN_EXECUTION.saturating_mul(u32::try_from(runs).unwrap_or(u32::MAX));
            // The first one runs however late it is: a case without an execution is no pass.
            executions < runs && (executions == 0 || used < self.share.saturating_add(longest))
        } else if executions < AT_LEAST {
            executions == 0 || used < self.share + OVERTIME
        } else {
            executions < ENOUGH && used < self.share
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(100);

    #[test]
    fn a_case_with_time_gets_enough_and_one_without_gets_a_few() {
        let rich = Budget::new(LONG, None);
        assert!(rich.allows(0) && rich.allows(ENOUGH - 1) && !rich.allows(ENOUGH));
        let poor = Budget::new(Duration::ZERO, None);
        assert!(poor.allows(AT_LEAST - 1) && !poor.allows(AT_LEAST));
    }

    #[test]
    fn a_late_case_still_gets_its_first_execution() {
        for runs in [None, Some(2)] {
            let began = Instant::now().checked_sub(LONG).expect("the machine is up for so long");
            let late = Budget { began, share: Duration::ZERO, runs };
            assert!(late.allows(0) && !late.allows(1));
        }
    }

    #[test]
    fn what_was_asked_for_is_run() {
        let asked = Budget::new(Duration::ZERO, Some(5000));
        assert!(asked.allows(0) && asked.allows(4999) && !asked.allows(5000));
    }

    #[test]
    fn a_budget_is_spent_in_two_parts() {
        let asked = Budget::new(LONG, Some(5));
        let first = asked.half();
        assert!(first.allows(2) && !first.allows(3) && first.share == LONG / 2);
        let rest = asked.rest(3);
        assert!(rest.allows(1) && !rest.allows(2) && rest.share > LONG / 2);
        assert!(!asked.rest(5).allows(0));
    }
}
