//! Runs one case of this test executable as the grader would: in a process of its own, with an
//! order on its standard input and its records in a file.
//!
//! Called by the tests beside it. A case is a test marked `#[ignore]` in their module `cases`.

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, process};

use protocol::{Ending, Engine, Failure, Order, Record, Replay, Verdict};

/// What to ask for beyond the usual.
#[derive(Default)]
pub(crate) struct Wish {
    pub(crate) seed: u64,
    pub(crate) runs: Option<u64>,
    pub(crate) replay: Option<Replay>,
    /// `None` is the native one.
    pub(crate) engine: Option<Engine>,
}

/// What came back.
pub(crate) struct Trial {
    pub(crate) records: Vec<Record>,
    pub(crate) success: bool,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
}

impl Trial {
    /// The failure that the last record tells of.
    #[track_caller]
    pub(crate) fn failure(&self) -> &Failure {
        match self.records.last() {
            Some(Record::End { ending: Ending::Failed(failure), .. }) => failure,
            other => panic!("no failure but {other:?}\n{}", self.stderr),
        }
    }

    /// The number of executions, of a case that passed.
    #[track_caller]
    pub(crate) fn passed(&self) -> u64 {
        match &self.records[..] {
            [Record::Begin { .. }, Record::End { ending: Ending::Passed, executions, .. }] => {
                assert!(self.success, "{}", self.stderr);
                *executions
            }
            other => panic!("not passed but {other:?}\n{}", self.stderr),
        }
    }

    /// Checks the verdict and part of its sentence.
    #[track_caller]
    pub(crate) fn is(&self, verdict: Verdict, sentence: &str) {
        let failure = self.failure();
        assert_eq!(failure.verdict, verdict, "{}", failure.summary);
        assert!(failure.summary.contains(sentence), "{}", failure.summary);
        assert!(!self.success);
    }
}

/// The full name of a case.
pub(crate) fn case(name: &str) -> String {
    format!("cases::{name}")
}

/// Runs some cases.
pub(crate) fn run(cases: &[&str], wish: Wish) -> Trial {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let records = env::temp_dir().join(format!("harness-{}-{number}.records", process::id()));
    fs::write(&records, "").expect("a file for the records");
    let order = Order {
        nonce: "nonce".into(),
        records: records.clone(),
        engine: wish.engine.unwrap_or(Engine::Native),
        seed: wish.seed,
        runs: wish.runs,
        budget_ms: 500,
        cases: u32::try_from(cases.len()).expect("few cases"),
        older_values: true,
        replay: wish.replay,
    };
    let mut input = serde_json::to_vec(&order).expect("an order is JSON");
    input.push(b'\n');

    let began = Instant::now();
    let mut child = command(cases).stdin(Stdio::piped()).spawn().expect("this executable runs");
    child.stdin.take().expect("a pipe").write_all(&input).expect("the child listens");
    let output = child.wait_with_output().expect("the child ends");
    let written = fs::read_to_string(&records).expect("the records");
    fs::remove_file(&records).expect("a file of ours");
    Trial {
        records: written
            .lines()
            .map(|line| serde_json::from_str(line).expect("a record"))
            .collect(),
        success: output.status.success(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        took: began.elapsed(),
    }
}

/// Runs one case with nothing special.
pub(crate) fn run_one(case: &str) -> Trial {
    run(&[case], Wish::default())
}

/// Runs one case without an order, as somebody would who starts the executable by hand.
pub(crate) fn by_hand(case: &str) -> Output {
    command(&[case]).stdin(Stdio::null()).output().expect("this executable runs")
}

fn command(cases: &[&str]) -> Command {
    let mut command = Command::new(env::current_exe().expect("this executable"));
    command
        .args(["--ignored", "--exact", "--nocapture", "--test-threads=1"])
        .args(cases.iter().map(|name| case(name)))
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}
