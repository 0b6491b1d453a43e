//! Loom, in a process of its own: it may abort, or go on for very long.
//!
//! `first_bug`, `exhaust` and `throughput` call [`explore`]; that starts this program again, as
//! `bench loom-child …`, which calls [`run`].

#![expect(clippy::print_stdout, reason = "how the child answers")]

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::programs::{PROGRAMS, Program, SAFE_STACK, SMALL, WRONG};

/// Loom gives up after so long.
const PATIENCE: Duration = Duration::from_secs(20);
/// It looks at its limits every so many executions.
const INTERVAL: usize = 20;
/// Choices of one execution: its default is too few for some programs.
const BRANCHES: usize = 100_000;

/// What loom has done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Explored {
    /// How many executions.
    pub(crate) executions: usize,
    /// The last one failed.
    pub(crate) failed: bool,
    /// There is more to explore.
    pub(crate) gave_up: bool,
    /// In how long.
    pub(crate) took: Duration,
}

/// Which list of programs one is in: names are short.
#[derive(Debug, Clone, Copy)]
pub(crate) enum List {
    Programs,
    Small,
    Wrong,
}

impl List {
    const fn name(self) -> &'static str {
        match self {
            Self::Programs => "programs",
            Self::Small => "small",
            Self::Wrong => "wrong",
        }
    }

    fn find(name: &str, program: &str) -> Option<fn()> {
        let list: &[Program] = match name {
            "programs" => &PROGRAMS,
            "small" => &SMALL,
            "wrong" => &WRONG,
            _ => &[],
        };
        let list = list.iter().chain([&SAFE_STACK]);
        list.into_iter().find(|known| known.name == program).and_then(|known| known.loom)
    }
}

/// Lets loom explore a program, for so many executions and so long at most; nothing if it cannot
/// run the program.
pub(crate) fn explore(
    list: List,
    program: &Program,
    bound: Option<usize>,
    limit: usize,
    time: Option<Duration>,
) -> Option<Explored> {
    program.loom?;
    let bound = bound.map_or_else(|| "none".to_owned(), |bound| bound.to_string());
    let time = time.unwrap_or(PATIENCE).as_millis().to_string();
    let output = Command::new(std::env::current_exe().ok()?)
        .args(["loom-child", list.name(), program.name, &bound, &limit.to_string(), &time])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    // An execution that fails may tell so more than once.
    let mut words = told.lines().next()?.split(' ');
    let how = words.next()?;
    Some(Explored {
        failed: how == "failed",
        gave_up: how == "gave-up",
        executions: words.next()?.parse().ok()?,
        took: Duration::from_nanos(words.next()?.parse().ok()?),
    })
}

/// The child: explores the program, and tells on standard output how it went.
pub(crate) fn run(arguments: &[String]) {
    let [list, program, bound, limit, time] = arguments else { return };
    let Some(program) = List::find(list, program) else { return };
    let (Ok(limit), Ok(time)) = (limit.parse(), time.parse()) else { return };
    let mut model = loom::model::Builder::new();
    model.preemption_bound = bound.parse().ok();
    model.max_permutations = Some(limit);
    model.max_duration = Some(Duration::from_millis(time));
    model.max_branches = BRANCHES;
    model.checkpoint_interval = INTERVAL;
    let executions = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let tell = move |how: &str, executions: &AtomicUsize| {
        println!("{how} {} {}", executions.load(Ordering::SeqCst), began.elapsed().as_nanos());
    };
    let counted = Arc::clone(&executions);
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.to_string();
        let too_long = message.contains("exceeded maximum") || message.contains("Model exceeded");
        tell(if too_long { "gave-up" } else { "failed" }, &counted);
    }));
    let counted = Arc::clone(&executions);
    model.check(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        program();
    });
    let all = executions.load(Ordering::SeqCst) + INTERVAL < limit
        && began.elapsed() < Duration::from_millis(time);
    tell(if all { "passed" } else { "gave-up" }, &executions);
}
