//! The proof against brute force: on random programs the reduced search must see every outcome and
//! every deadlock that all interleavings together have.
//!
//! Called by `models/*/tests/exhaustive*.rs`, each with a generator of programs of its own and the
//! code that runs one. Beside it, [`told`] is what `models/*/tests/told.rs` share.
#![forbid(unsafe_code)]

mod every;
mod log;
mod shrink;
mod told;

use std::collections::BTreeSet;
use std::fmt::Debug;

use fastrand::Rng;
use interleave::strategy::Exhaustive;
use interleave::{End, Execution, Executor, Limits, Strategy};

pub use every::Every;
pub use log::{Log, Outcome};
pub use told::told;

/// A random program: what its tasks share, and what each of them does.
#[derive(Debug, Clone)]
pub struct Program<S, A> {
    /// Whatever the program needs to know beside its tasks.
    pub setup: S,
    /// What each task does, one thing after the other.
    pub tasks: Vec<Vec<A>>,
}

/// A kind of programs.
#[derive(Debug)]
pub struct Family<S, A> {
    /// Makes one.
    pub make: fn(&mut Rng) -> Program<S, A>,
    /// Runs it. What its tasks see goes into the log.
    pub run: fn(&Program<S, A>, &Log),
}

/// How much was compared.
#[derive(Debug, Default, Clone, Copy)]
pub struct Compared {
    /// Programs.
    pub programs: u64,
    /// Executions that brute force needed.
    pub interleavings: u64,
    /// Executions that the reduced search needed.
    pub executions: u64,
}

/// A number from the environment, for whoever has more time than the gate.
pub fn wish(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|wish| wish.parse().ok()).unwrap_or(otherwise)
}

/// Compares both searches on so many programs of a family. `PROGRAMS`, `LIMIT` (of the interleavings
/// of a program; those with more are passed over) and `SEED` in the environment ask for more. Every
/// fourth program may meet one spurious wake-up or failing weak exchange.
///
/// # Panics
/// If the reduced search misses an outcome or makes one up, with the smallest program that shows it.
pub fn compare<S, A>(name: &str, family: &Family<S, A>, programs: u64) -> Compared
where
    S: Clone + Debug + 'static,
    A: Clone + Debug + 'static,
{
    let limit = wish("LIMIT", 1_000);
    let programs = wish("PROGRAMS", programs);
    let mut both = [0, 1].map(|freedoms| Search::new(family.run, limit, freedoms));
    let mut compared = Compared::default();
    for seed in wish("SEED", 0).. {
        let search = &mut both[usize::from(seed % 4 == 3)];
        let program = (family.make)(&mut Rng::with_seed(seed));
        let Some((expected, interleavings)) = search.everything(&program) else { continue };
        let (seen, executions) = search.reduced(&program, interleavings);
        if seen != expected {
            let small = shrink::shrink(&program, |smaller| search.differs(smaller));
            let missing: Vec<_> = search.missing(&small);
            panic!("{name}, seed {seed}: {small:#?}\ndiffer: {missing:#?}");
        }
        compared.programs += 1;
        compared.interleavings += interleavings;
        compared.executions += executions;
        if compared.programs == programs {
            break;
        }
    }
    eprintln!("{name}: {compared:?}");
    compared
}

/// Every outcome of one program, and how many executions the reduced search needed for them.
///
/// # Panics
/// If the reduced search sees something else than brute force.
pub fn agree(program: impl Fn(&Log) + Clone + 'static) -> (BTreeSet<Outcome>, u64) {
    let run = move |(): &(), log: &Log| program(log);
    let mut search = Search::new(run, u64::MAX, 0);
    let (expected, interleavings) = search.everything(&()).expect("there is no limit");
    let (seen, executions) = search.reduced(&(), interleavings);
    assert_eq!(seen, expected);
    (seen, executions)
}

/// Both searches.
struct Search<R> {
    executor: Executor,
    log: Log,
    run: R,
    limit: u64,
    freedoms: u32,
}

impl<R: Clone + 'static> Search<R> {
    fn new(run: R, limit: u64, freedoms: u32) -> Self {
        let executor = Executor::new(Limits { freedoms, ..Limits::default() });
        Self { executor, log: Log::default(), run, limit, freedoms }
    }

    fn execute<P, T: Strategy>(
        &mut self,
        strategy: &mut T,
        program: &P,
        go_on: impl FnOnce(&mut T, &Execution<'_>) -> bool,
    ) -> (Option<Outcome>, bool)
    where
        P: Clone + 'static,
        R: Fn(&P, &Log),
    {
        self.log.clear();
        let (run, program, log) = (self.run.clone(), program.clone(), self.log.clone());
        let execution = self.executor.run(strategy, move || run(&program, &log));
        let more = go_on(strategy, &execution);
        let end = match &execution.end {
            End::Finished => "finished",
            End::Deadlock { .. } => "deadlock",
            End::Panicked { .. } => "panicked",
            End::BlockedWhileUnwinding { .. } => "blocked while unwinding",
            End::Cut => return (None, more),
            other => panic!("no program ends like this: {other:?}"),
        };
        (Some(self.log.outcome(end)), more)
    }

    /// All outcomes by brute force, and the number of interleavings, unless they are too many.
    fn everything<P>(&mut self, program: &P) -> Option<(BTreeSet<Outcome>, u64)>
    where
        P: Clone + 'static,
        R: Fn(&P, &Log),
    {
        let (mut every, mut outcomes) = (Every::default(), BTreeSet::new());
        for tried in 1..=self.limit {
            let (outcome, more) = self.execute(&mut every, program, |every, _| every.advance());
            outcomes.extend(outcome);
            if !more {
                return Some((outcomes, tried));
            }
        }
        None
    }

    /// All outcomes that the reduced search sees, and its executions; each is one of the
    /// interleavings, so there cannot be more of them.
    fn reduced<P>(&mut self, program: &P, interleavings: u64) -> (BTreeSet<Outcome>, u64)
    where
        P: Clone + 'static,
        R: Fn(&P, &Log),
    {
        let mut exhaustive = Exhaustive::with_unusual(self.freedoms);
        let mut outcomes = BTreeSet::new();
        for tried in 1..=interleavings {
            let (outcome, more) = self.execute(&mut exhaustive, program, Exhaustive::learn);
            outcomes.extend(outcome);
            assert!(!exhaustive.has_strayed(), "the same choices lead to something else");
            if !more {
                return (outcomes, tried);
            }
        }
        panic!("the reduced search runs more than all {interleavings} interleavings");
    }

    fn missing<P>(&mut self, program: &P) -> Vec<Outcome>
    where
        P: Clone + 'static,
        R: Fn(&P, &Log),
    {
        let Some((expected, interleavings)) = self.everything(program) else { return Vec::new() };
        let (seen, _) = self.reduced(program, interleavings);
        seen.symmetric_difference(&expected).cloned().collect()
    }

    fn differs<P>(&mut self, program: &P) -> bool
    where
        P: Clone + 'static,
        R: Fn(&P, &Log),
    {
        !self.missing(program).is_empty()
    }
}
