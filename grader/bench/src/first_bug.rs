//! How many schedules it takes until a bug shows for the first time, under each strategy: ours,
//! shuttle's, and loom's own search.
//!
//! Ours have freedoms that the others do not have: spurious wake-ups, and (`Limits::timers_race`)
//! time limits that are over although somebody could run.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use interleave::strategy::{Pct, Portfolio, Pos, RandomWalk, Surw, Urw};
use interleave::{End, Executor, Limits, Strategy};
use shuttle::scheduler::{PctScheduler, RandomScheduler, Scheduler, UrwRandomScheduler};

use crate::loom_child::{self, List};
use crate::programs::{Program, SAFE_STACK, WRONG};
use crate::row::Row;

/// The depth of shuttle's PCT; ours takes turns.
const DEPTH: usize = 3;
/// Schedules for the one that needs very many.
const SAFE_STACK_LIMIT: usize = 1_000_000;

/// Our subjects.
pub(crate) const OURS: [&str; 6] = [
    "racecourse/random",
    "racecourse/pct",
    "racecourse/pos",
    "racecourse/urw",
    "racecourse/surw",
    "racecourse/portfolio",
];
/// Shuttle's.
pub(crate) const SHUTTLES: [&str; 3] = ["shuttle/random", "shuttle/pct", "shuttle/urw"];
/// Loom's; it has no seeds.
pub(crate) const LOOMS: [(&str, Option<usize>); 2] = [("loom/bound-2", Some(2)), ("loom", None)];

/// What is to be measured.
pub(crate) struct Wanted {
    /// Seeds for each program and subject.
    pub(crate) seeds: u64,
    /// Schedules after which a search gives up.
    pub(crate) limit: usize,
    /// The program that needs very many schedules, too, with its own limit.
    pub(crate) safe_stack: bool,
    /// Only programs and subjects that have this in their names.
    pub(crate) only: Vec<String>,
}

impl Wanted {
    fn has(&self, program: &Program, subject: &str) -> bool {
        let named = |only: &String| program.name.contains(only) || subject.contains(only);
        self.only.is_empty() || self.only.iter().any(named)
    }
}

/// Measures every program under every subject.
pub(crate) fn measure(wanted: &Wanted) -> Vec<Row> {
    std::panic::set_hook(Box::new(|_| ()));
    let mut rows = Vec::new();
    let safe_stack = wanted.safe_stack.then_some((&SAFE_STACK, SAFE_STACK_LIMIT));
    let programs = WRONG.iter().map(|program| (program, wanted.limit)).chain(safe_stack);
    for (program, limit) in programs {
        for subject in OURS.into_iter().chain(SHUTTLES) {
            if wanted.has(program, subject) {
                let first = |seed| match subject.split_once('/') {
                    Some(("racecourse", name)) => racecourse(program, name, seed, limit),
                    Some((_, name)) => shuttle(program, name, seed, limit),
                    None => None,
                };
                let found = (0..wanted.seeds).map(first).collect();
                rows.extend(told(program.name, subject, found));
            }
        }
        for (subject, bound) in LOOMS {
            if wanted.has(program, subject)
                && let Some(seen) = loom_child::explore(List::Wrong, program, bound, limit, None)
            {
                let found = seen.failed.then_some(seen.executions);
                rows.extend(told(program.name, subject, vec![found]));
            }
        }
    }
    rows
}

/// The median, and how many seeds found it.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn told(name: &'static str, subject: &'static str, mut found: Vec<Option<usize>>) -> [Row; 2] {
    // What was not found comes last.
    found.sort_by_key(|found| found.unwrap_or(usize::MAX));
    let times = found.iter().flatten().count();
    let middle = [found[(found.len() - 1) / 2], found[found.len() / 2]];
    let median = match middle {
        [Some(one), Some(other)] => (one + other) as f64 / 2.0,
        _ => f64::NAN,
    };
    [
        Row { name, subject, value: median, unit: "schedules" },
        Row { name, subject, value: times as f64, unit: "found" },
    ]
}

/// One of our strategies, by name.
fn strategy(name: &str, seed: u64) -> Box<dyn Strategy> {
    match name {
        "random" => Box::new(RandomWalk::new(seed)),
        "pct" => Box::new(Pct::new(seed)),
        "pos" => Box::new(Pos::new(seed)),
        "urw" => Box::new(Urw::new(seed)),
        "surw" => Box::new(Surw::new(seed)),
        _ => Box::new(Portfolio::new(seed)),
    }
}

/// The number of the first execution that fails.
fn racecourse(program: &Program, name: &str, seed: u64, limit: usize) -> Option<usize> {
    let mut strategy = strategy(name, seed);
    let mut executor = Executor::new(Limits { timers_race: true, ..Limits::default() });
    (1..=limit).find(|_| {
        let end = executor.run(strategy.as_mut(), program.racecourse).end;
        matches!(end, End::Panicked { .. } | End::Deadlock { .. })
    })
}

/// The same for shuttle. On a thread of its own: shuttle's failures may leave one behind that counts
/// as panicking.
fn shuttle(program: &Program, name: &str, seed: u64, limit: usize) -> Option<usize> {
    let scheduler: Box<dyn Scheduler + Send> = match name {
        "random" => Box::new(RandomScheduler::new_from_seed(seed, limit)),
        "pct" => Box::new(PctScheduler::new_from_seed(seed, DEPTH, limit)),
        _ => Box::new(UrwRandomScheduler::new_from_seed(seed, limit)),
    };
    let mut config = shuttle::Config::new();
    config.failure_persistence = shuttle::FailurePersistence::None;
    config.silence_warnings = true;
    let executions = Arc::new(AtomicUsize::new(0));
    let (counted, program) = (Arc::clone(&executions), program.shuttle);
    let run = move || {
        shuttle::Runner::new(scheduler, config).run(move || {
            counted.fetch_add(1, Ordering::SeqCst);
            program();
        });
    };
    std::thread::spawn(run).join().is_err().then(|| executions.load(Ordering::SeqCst))
}
