//! How fast executions go under random schedulers: ours and shuttle's, in turns, so that a noisy
//! moment of the machine hits both; and loom's, whose search is another.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use interleave::strategy::{Pct, RandomWalk, Urw};
use interleave::{End, Executor, Limits, Strategy};
use shuttle::scheduler::{
    PctScheduler, RandomScheduler, Schedule, Scheduler, Task, TaskId, UrwRandomScheduler,
};

use crate::loom_child::{self, List};
use crate::programs::{PROGRAMS, Program};
use crate::row::Row;

/// Each subject's time is cut into so many turns; the median turn counts.
const TURNS: u32 = 9;

/// Shuttle takes its executions in batches; a scheduler that is stopped half-way prints a "failing
/// seed".
const BATCH: usize = 64;
/// The depth of shuttle's PCT; ours takes turns.
const DEPTH: usize = 3;

/// Whose figures are taken, in the order of the table.
pub(crate) const SUBJECTS: [&str; 7] = [
    "racecourse/random",
    "shuttle/random",
    "racecourse/pct",
    "shuttle/pct",
    "racecourse/urw",
    "shuttle/urw",
    "loom",
];

/// Measures every program, each subject for so many seconds.
pub(crate) fn measure(seconds: f64) -> Vec<Row> {
    let turn = Duration::from_secs_f64(seconds) / TURNS;
    let mut rows = Vec::new();
    for program in &PROGRAMS {
        let mut turns: Vec<_> = SUBJECTS.iter().map(|_| Vec::new()).collect();
        for number in 0..TURNS {
            for (subject, turns) in SUBJECTS.iter().zip(&mut turns) {
                turns.extend(match subject.split_once('/') {
                    Some(("racecourse", name)) => Some(racecourse(program, name, turn, number)),
                    Some((_, name)) => Some(shuttle(program, name, turn, number)),
                    None => loom(program, turn),
                });
            }
        }
        for (subject, turns) in SUBJECTS.into_iter().zip(turns) {
            let rate = median(turns.iter().map(|turn| turn.executions_per_second).collect());
            let step = median(turns.iter().map(|turn| turn.nanoseconds_per_step).collect());
            rows.push(Row { name: program.name, subject, value: rate, unit: "exec/s" });
            if step.is_finite() {
                rows.push(Row { name: program.name, subject, value: step, unit: "ns/step" });
            }
        }
    }
    rows
}

struct Turn {
    executions_per_second: f64,
    nanoseconds_per_step: f64,
}

impl Turn {
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    fn new(executions: u64, steps: u64, took: Duration) -> Self {
        let seconds = took.as_secs_f64();
        Self {
            executions_per_second: executions as f64 / seconds,
            nanoseconds_per_step: seconds * 1e9 / steps as f64,
        }
    }
}

fn racecourse(program: &Program, name: &str, time: Duration, number: u32) -> Turn {
    let mut executor = Executor::new(Limits::default());
    let seed = u64::from(number);
    let mut strategy: Box<dyn Strategy> = match name {
        "random" => Box::new(RandomWalk::new(seed)),
        "pct" => Box::new(Pct::new(seed)),
        _ => Box::new(Urw::new(seed)),
    };
    let (mut executions, mut steps) = (0, 0);
    let begin = Instant::now();
    while begin.elapsed() < time {
        for _ in 0..16 {
            let execution = executor.run(strategy.as_mut(), program.racecourse);
            assert!(matches!(execution.end, End::Finished), "a benchmark program is right");
            executions += 1;
            steps += execution.steps();
        }
    }
    Turn::new(executions, steps, begin.elapsed())
}

fn shuttle(program: &Program, name: &str, time: Duration, number: u32) -> Turn {
    let steps = Arc::new(AtomicU64::new(0));
    let mut executions = 0;
    let begin = Instant::now();
    while begin.elapsed() < time {
        let seed = u64::from(number) << 32 | executions;
        let inner: Box<dyn Scheduler + Send> = match name {
            "random" => Box::new(RandomScheduler::new_from_seed(seed, BATCH)),
            "pct" => Box::new(PctScheduler::new_from_seed(seed, DEPTH, BATCH)),
            _ => Box::new(UrwRandomScheduler::new_from_seed(seed, BATCH)),
        };
        let scheduler = Counting { inner, steps: Arc::clone(&steps) };
        shuttle::Runner::new(scheduler, shuttle::Config::new()).run(program.shuttle);
        executions += BATCH as u64;
    }
    Turn::new(executions, steps.load(Ordering::Relaxed), begin.elapsed())
}

/// Loom does not tell how many steps it takes.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn loom(program: &Program, time: Duration) -> Option<Turn> {
    let seen = loom_child::explore(List::Programs, program, None, usize::MAX, Some(time))?;
    Some(Turn {
        executions_per_second: seen.executions as f64 / seen.took.as_secs_f64(),
        nanoseconds_per_step: f64::NAN,
    })
}

/// One of shuttle's schedulers, counting.
struct Counting {
    inner: Box<dyn Scheduler + Send>,
    steps: Arc<AtomicU64>,
}

impl Scheduler for Counting {
    fn new_execution(&mut self) -> Option<Schedule> {
        self.inner.new_execution()
    }

    fn next_task(
        &mut self,
        runnable: &[&Task],
        current: Option<TaskId>,
        yields: bool,
    ) -> Option<TaskId> {
        self.steps.fetch_add(1, Ordering::Relaxed);
        self.inner.next_task(runnable, current, yields)
    }

    fn next_u64(&mut self) -> u64 {
        self.inner.next_u64()
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
