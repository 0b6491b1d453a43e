//! Runs a compiled exercise: lists its cases, then one process for all of them, or a few that share
//! them, each with an order on its standard input and its records in a file.
//!
//! Called by `engines`; what the records mean is for `judge` to say.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{fs, io, thread};

use protocol::{Engine, Order, Record, Replay};
use thiserror::Error;

use crate::nearest::{did_you_mean, nearest};
use crate::nonce::nonce;
use crate::process::brevity::shorten;
use crate::process::cancel::Cancel;
use crate::process::case;
use crate::process::supervise::{self, Finished, Heartbeat, Limits};

/// How to run a program.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Which back end.
    pub engine: Engine,
    /// Every random choice comes from here.
    pub seed: u64,
    /// Executions a case, if a number was asked for.
    pub runs: Option<u64>,
    /// Time for all cases together.
    pub budget: Duration,
    /// One execution instead of all.
    pub replay: Option<Replay>,
    /// How many processes share the cases.
    pub processes: usize,
    /// Whether loads of atomics may read older values in the model.
    pub older_values: bool,
    /// Whether anybody still waits for the result.
    pub cancel: Cancel,
}

/// Everything there is to judge by.
#[derive(Debug)]
pub struct Trial {
    /// The cases that must have both their records.
    pub cases: Vec<String>,
    /// The records with the right nonce, in order.
    pub records: Vec<Record>,
    /// How the process ended.
    pub finished: Finished,
}

/// Why there is nothing to judge. None of these is the fault of a learner's code, which has not
/// run when they come up.
#[derive(Debug, Error)]
pub enum RunError {
    /// The program or a file of the grader's is out of reach.
    #[error("cannot run {}: {source}", .program.display())]
    Io {
        /// The program.
        program: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The program lists no case.
    #[error("the hidden test has no cases: {0}")]
    NoCases(String),
    /// The case to replay is not among those listed.
    #[error("the hidden test has no case `{wanted}`{}", did_you_mean(.nearest.as_deref()))]
    NoSuchCase {
        /// As the token has it.
        wanted: String,
        /// The nearest case there is.
        nearest: Option<String>,
    },
}

/// Output beyond this is a flood.
const OUTPUT: u64 = 16 << 20;
/// How much of each stream is kept.
const KEEP: usize = 64 << 10;
/// Resident memory beyond this is a leak. (The harness limits its own data segment as well.)
const MEMORY: u64 = 2 << 30;
/// What a run may take beyond its budget. The model's every step is under its control, so it may
/// be late only by one execution; natively the harness has its own watchdog, which explains a hang
/// better than we could.
const MODEL_GRACE: Duration = Duration::from_secs(10);
const NATIVE_GRACE: Duration = Duration::from_secs(12);
/// Beyond budget and grace, whatever the records say.
const LAST_GRACE: Duration = Duration::from_secs(3);
/// With a number of executions asked for, what each may take on top.
const AN_EXECUTION: Duration = Duration::from_millis(10);

/// Runs a program to its end: a trial for each process, in order of the cases.
pub fn run(program: &Path, folder: &Path, plan: &Plan) -> Result<Vec<Trial>, RunError> {
    let mut cases = list(program, &plan.cancel)?;
    if let Some(replay) = &plan.replay {
        if !cases.contains(&replay.case) {
            let wanted = case::short(&replay.case).to_owned();
            let nearest = nearest(cases.iter().map(|case| case::short(case)), &wanted);
            return Err(RunError::NoSuchCase { nearest: nearest.map(str::to_owned), wanted });
        }
        cases.retain(|case| *case == replay.case);
    }
    run_cases(program, folder, plan, &cases)
}

/// The same for these cases, of which it is known that they are there.
pub fn run_cases(
    program: &Path,
    folder: &Path,
    plan: &Plan,
    cases: &[String],
) -> Result<Vec<Trial>, RunError> {
    let each = cases.len().div_ceil(plan.processes.max(1));
    let parts = cases.chunks(each).map(<[String]>::to_vec).enumerate();
    thread::scope(|scope| {
        let run = |(part, cases)| scope.spawn(move || run_part(program, folder, plan, part, cases));
        let running: Vec<_> = parts.map(run).collect();
        running.into_iter().map(|part| part.join().expect("running does not panic")).collect()
    })
}

fn run_part(
    program: &Path,
    folder: &Path,
    plan: &Plan,
    part: usize,
    cases: Vec<String>,
) -> Result<Trial, RunError> {
    let io = |source| RunError::Io { program: program.to_owned(), source };
    let records = folder.join(format!("{}-{part}.records", plan.engine.word()));
    fs::write(&records, "").map_err(io)?;
    let order = Order {
        nonce: nonce(),
        records: records.clone(),
        engine: plan.engine,
        seed: plan.seed,
        runs: plan.runs,
        budget_ms: u64::try_from(plan.budget.as_millis()).unwrap_or(u64::MAX),
        cases: u32::try_from(cases.len()).unwrap_or(u32::MAX),
        older_values: plan.older_values,
        replay: plan.replay.clone(),
    };
    let mut input = serde_json::to_vec(&order).map_err(io::Error::from).map_err(io)?;
    input.push(b'\n');

    let mut command = test_command(program);
    command.args(["--test-threads=1", "--nocapture", "--exact"]).args(&cases);
    let patience = patience(plan, cases.len());
    let limits = Limits {
        wall: patience + LAST_GRACE,
        output: OUTPUT,
        keep: KEEP,
        memory: MEMORY,
        heartbeat: Some(Heartbeat { file: &records, patience }),
    };
    let finished = supervise::run(command, &input, limits, &plan.cancel).map_err(io)?;
    let written = fs::read(&records).map_err(io)?;
    Ok(Trial { cases, records: with_nonce(&written, &order.nonce), finished })
}

fn patience(plan: &Plan, cases: usize) -> Duration {
    let grace = match plan.engine {
        Engine::Model => MODEL_GRACE,
        Engine::Native => NATIVE_GRACE,
    };
    let executions = plan.runs.unwrap_or(0).saturating_mul(cases as u64);
    let asked_for = AN_EXECUTION.saturating_mul(u32::try_from(executions).unwrap_or(u32::MAX));
    plan.budget.saturating_add(grace).saturating_add(asked_for)
}

/// The cases of a program.
pub fn list(program: &Path, cancel: &Cancel) -> Result<Vec<String>, RunError> {
    let mut command = test_command(program);
    command.args(["--list", "--format", "terse"]);
    let limits = Limits {
        wall: Duration::from_secs(20),
        output: OUTPUT,
        keep: 4 << 20,
        memory: MEMORY,
        heartbeat: None,
    };
    let finished = supervise::run(command, b"", limits, cancel)
        .map_err(|source| RunError::Io { program: program.to_owned(), source })?;
    let cases = case::listed(&finished.stdout);
    if cases.is_empty() { Err(RunError::NoCases(finished.stderr)) } else { Ok(cases) }
}

/// libtest reads the environment too; here only the arguments count.
fn test_command(program: &Path) -> Command {
    let mut command = Command::new(program);
    for name in ["RUST_TEST_THREADS", "RUST_TEST_NOCAPTURE", "RUST_TEST_SHUFFLE", "RUST_BACKTRACE"]
    {
        command.env_remove(name);
    }
    command
}

/// A last line that was cut off by the process's death is no record.
fn with_nonce(written: &[u8], expected: &str) -> Vec<Record> {
    let records = written.split(|&byte| byte == b'\n');
    let records = records.filter_map(|line| serde_json::from_slice::<Record>(line).ok());
    let is_ours = |record: &Record| match record {
        Record::Begin { nonce, .. } | Record::End { nonce, .. } => nonce == expected,
    };
    let mut records: Vec<Record> = records.filter(is_ours).collect();
    records.iter_mut().for_each(shorten);
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_without_the_nonce_and_half_records_do_not_count() {
        let written = b"{\"record\":\"begin\",\"nonce\":\"a\",\"case\":\"hidden::x\"}\n\
            {\"record\":\"begin\",\"nonce\":\"forged\",\"case\":\"hidden::x\"}\n\
            {\"record\":\"end\",\"nonce\":\"a\",\"ca";
        assert_eq!(with_nonce(written, "a").len(), 1);
    }
}
