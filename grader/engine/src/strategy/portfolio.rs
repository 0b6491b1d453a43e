//! A portfolio: no way of sampling is the best for all bugs, so several take turns.
//!
//! Each finds in a few executions what another needs thousands for: a uniform walk keeps few waiting
//! for long, priorities do nothing else, and selection pays where much happens that does not matter.
//! `cargo run --release -p bench -- first-bug` shows what each is good at.

use super::{Branch, Moment, Pct, Pos, RandomWalk, Strategy, Surw, Urw};
use crate::{Execution, TaskId};

/// The order of turns.
const ORDER: [Member; 8] = [
    Member::Urw,
    Member::Surw,
    Member::Random,
    Member::Urw,
    Member::Pos,
    Member::Surw,
    Member::Urw,
    Member::Pct,
];

#[derive(Debug, Clone, Copy)]
enum Member {
    Random,
    Pct,
    Pos,
    Urw,
    Surw,
}

/// All sampling strategies, in turns. Its seed and what they have learned decide everything.
#[derive(Debug)]
pub struct Portfolio {
    random: RandomWalk,
    pct: Pct,
    pos: Pos,
    urw: Urw,
    surw: Surw,
    /// Executions begun.
    executions: usize,
}

impl Portfolio {
    /// A portfolio for a program's executions, one after the other.
    pub fn new(seed: u64) -> Self {
        let mut seeds = fastrand::Rng::with_seed(seed);
        Self {
            random: RandomWalk::new(seeds.u64(..)),
            pct: Pct::new(seeds.u64(..)),
            pos: Pos::new(seeds.u64(..)),
            urw: Urw::new(seeds.u64(..)),
            surw: Surw::new(seeds.u64(..)),
            executions: 0,
        }
    }

    /// See [`Pct::bound`]: what is sure of one member holds for all of them together.
    pub fn bound(&self) -> f64 {
        self.pct.bound()
    }

    /// The member whose turn it is.
    fn member(&mut self) -> &mut dyn Strategy {
        match ORDER[self.executions.saturating_sub(1) % ORDER.len()] {
            Member::Random => &mut self.random,
            Member::Pct => &mut self.pct,
            Member::Pos => &mut self.pos,
            Member::Urw => &mut self.urw,
            Member::Surw => &mut self.surw,
        }
    }
}

impl Strategy for Portfolio {
    fn begin(&mut self) {
        self.executions += 1;
        self.member().begin();
    }

    fn next_task(&mut self, moment: &Moment<'_>) -> Option<TaskId> {
        self.member().next_task(moment)
    }

    fn learn(&mut self, execution: &Execution<'_>) {
        self.pct.learn(execution);
        self.urw.learn(execution);
        self.surw.learn(execution);
    }

    fn branch(&mut self, branch: Branch, options: u32) -> u32 {
        self.member().branch(branch, options)
    }
}
