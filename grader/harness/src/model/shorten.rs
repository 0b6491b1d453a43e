//! The shortest counter-example: fewer unusual events, fewer preemptions, fewer detours, fewer steps,
//! and the same verdict.
//!
//! Called by `explore` with an execution that failed. First only a few detours are kept, then all
//! schedules within 0, 1 and 2 preemptions are tried (Musuvathi, Qadeer, PLDI 2007), then delta debugging
//! leaves out detours (Zeller, Hildebrandt, "Simplifying and isolating failure-inducing input", TSE
//! 2002).

use interleave::Detour;
use interleave::strategy::{Bounded, Directed};
use protocol::Failure;

use super::explore::Search;
use super::found::Found;

/// Executions that go into each part of the search.
const EXECUTIONS: u64 = 1_500;
/// Steps that go into each part: endless executions are long.
const STEPS: u64 = 300_000;

/// What is said of a failure that cannot be repeated.
const NOT_AGAIN: &str = "The same schedule, run again, did not lead to the same failure. Something that \
                         the scheduler cannot see takes part: the order of a hash map, a file, the \
                         real time.";

impl Search {
    /// The failure as the shortest execution found shows it.
    pub(super) fn shorten(&mut self, found: Found) -> Failure {
        let (nth, first) = (found.failure.execution, found.failure.clone());
        self.explains = false;
        let mut shortener = Shortener { search: self, best: found, steps: 0 };
        shortener.with_the_first_detours();
        shortener.with_fewer_preemptions();
        shortener.with_fewer_detours();
        let best = shortener.best;
        self.explains = true;
        self.executor.look_closely(true);
        let again = self.repeat(best.detours).err();
        let again = again.filter(|again| again.failure.verdict == first.verdict);
        let mut failure = *again.map_or_else(
            || {
                let mut failure = first;
                failure.repeats = false;
                failure.notes.push(NOT_AGAIN.to_owned());
                failure
            },
            |again| again.failure,
        );
        failure.execution = nth;
        failure
    }

    /// Runs these detours; tells how many steps that took.
    fn repeat(&mut self, detours: Vec<Detour>) -> Result<u64, Found> {
        let mut directed = Directed::new(detours);
        let passed = self.execute(&mut directed, false, |_, ended| ended.steps())?;
        Ok(passed.learned)
    }
}

struct Shortener<'a> {
    search: &'a mut Search,
    best: Found,
    /// Taken so far in this part.
    steps: u64,
}

impl Shortener<'_> {
    /// Whether there are steps left to take.
    fn goes_on(&self) -> bool {
        self.steps < STEPS
    }

    /// Keeps what fails likewise and is shorter.
    fn keep(&mut self, found: Found) -> bool {
        self.steps += found.steps;
        let shorter = found.failure.verdict == self.best.failure.verdict
            && found.length() < self.best.length();
        if shorter {
            self.best = found;
        }
        shorter
    }

    /// Leaves out all but the first few detours: what goes on without end needs none any more.
    fn with_the_first_detours(&mut self) {
        self.steps = 0;
        let all = self.best.detours.clone();
        let mut few = 0;
        while few < all.len() && self.goes_on() && !self.try_these(all[..few].to_vec()) {
            few = (few * 2).max(1);
        }
    }

    fn with_fewer_preemptions(&mut self) {
        self.steps = 0;
        let fewest = u32::try_from(self.best.preemptions).unwrap_or(u32::MAX);
        for preemptions in 0..fewest.min(3) {
            if self.search_within(preemptions) {
                break;
            }
        }
    }

    /// Whether a failure was found with so few preemptions.
    fn search_within(&mut self, preemptions: u32) -> bool {
        let mut bounded = Bounded::new(preemptions);
        for _ in 0..EXECUTIONS {
            match self.search.execute(&mut bounded, false, |_, ended| ended.steps()) {
                Ok(passed) => self.steps += passed.learned,
                Err(found) => {
                    if self.keep(found) {
                        return true;
                    }
                }
            }
            if !self.goes_on() || !bounded.advance() {
                break;
            }
        }
        false
    }

    /// Leaves out as many detours as it can, larger pieces first.
    fn with_fewer_detours(&mut self) {
        self.steps = 0;
        let mut pieces = 2;
        let mut executions = 0;
        while !self.best.detours.is_empty() && executions < EXECUTIONS && self.goes_on() {
            let all = self.best.detours.clone();
            let size = all.len().div_ceil(pieces);
            let mut shorter = false;
            for left_out in (0..all.len()).step_by(size) {
                let rest = [&all[..left_out], &all[(left_out + size).min(all.len())..]].concat();
                executions += 1;
                shorter = self.try_these(rest);
                if shorter || executions >= EXECUTIONS || !self.goes_on() {
                    break;
                }
            }
            if shorter {
                pieces = (pieces - 1).max(2);
            } else if size == 1 {
                break;
            } else {
                pieces = (pieces * 2).min(all.len());
            }
        }
    }

    fn try_these(&mut self, detours: Vec<Detour>) -> bool {
        match self.search.repeat(detours) {
            Ok(steps) => {
                self.steps += steps;
                false
            }
            Err(found) => self.keep(found),
        }
    }
}
