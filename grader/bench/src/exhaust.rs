//! How many executions it takes to have seen every interleaving that matters, and how long: ours with
//! partial-order reduction, loom's with less of it, shuttle's depth-first search without.

use std::time::{Duration, Instant};

use interleave::strategy::Exhaustive;
use interleave::{End, Executor, Limits};
use shuttle::scheduler::DfsScheduler;

use crate::loom_child::{self, List};
use crate::programs::{Program, SMALL};
use crate::row::Row;

/// Explores every small program under each subject; the peers give up after so many executions.
pub(crate) fn measure(limit: usize) -> Vec<Row> {
    SMALL
        .iter()
        .flat_map(|program| {
            let mut subjects = vec![
                ("racecourse/exhaustive", racecourse(program)),
                ("shuttle/dfs", shuttle(program, limit)),
            ];
            subjects.extend(loom(program, limit).map(|seen| ("loom", seen)));
            subjects.into_iter().flat_map(move |(subject, seen)| seen.rows(program.name, subject))
        })
        .collect()
}

/// What an exploration took.
struct Explored {
    executions: usize,
    took: Duration,
    whole: bool,
}

impl Explored {
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    fn rows(&self, name: &'static str, subject: &'static str) -> [Row; 3] {
        let row = |value, unit| Row { name, subject, value, unit };
        [
            row(self.executions as f64, "executions"),
            row(self.took.as_secs_f64() * 1e3, "ms"),
            row(f64::from(u8::from(self.whole)), "whole"),
        ]
    }
}

fn racecourse(program: &Program) -> Explored {
    let mut executor = Executor::new(Limits { freedoms: 0, ..Limits::default() });
    let mut search = Exhaustive::new();
    let began = Instant::now();
    let mut executions = 0;
    loop {
        let execution = executor.run(&mut search, program.racecourse);
        assert!(matches!(execution.end, End::Finished | End::Cut), "a benchmark program is right");
        executions += 1;
        if !search.learn(&execution) {
            return Explored { executions, took: began.elapsed(), whole: true };
        }
    }
}

fn shuttle(program: &Program, limit: usize) -> Explored {
    let scheduler = DfsScheduler::new(Some(limit), false);
    let began = Instant::now();
    let executions = shuttle::Runner::new(scheduler, shuttle::Config::new()).run(program.shuttle);
    Explored { executions, took: began.elapsed(), whole: executions < limit }
}

fn loom(program: &Program, limit: usize) -> Option<Explored> {
    let seen = loom_child::explore(List::Small, program, None, limit, None)?;
    let whole = !seen.gave_up && seen.executions < limit;
    Some(Explored { executions: seen.executions, took: seen.took, whole })
}
