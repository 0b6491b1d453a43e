//! What `check` can be told.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use protocol::Engine;

use super::duration::duration;
use super::format::Format;
use crate::grading::options::{DEFAULT_SEED, Options};

/// What is typed after `check`.
pub const EXAMPLES: &super::help::Examples = &[
    ("What you have begun", "check"),
    ("Both variants of a problem", "check foobar"),
    ("The file of one exercise", "check exercises/foobar/threads.rs"),
    ("With more time, which proves more", "check h2o/tasks --budget 10s"),
    ("Any file, as an exercise", "check h2o/threads --file exercises/h2o/threads.rs"),
    ("For programs", "check foobar --format json"),
];

/// Which files, which engines, how long.
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// `print-in-order`, `print-in-order/threads`, 1114, or the path of an exercise's file;
    /// without a name, everything that has been attempted.
    #[arg(value_name = "EXERCISE")]
    pub names: Vec<String>,
    /// Grade the reference solutions instead.
    #[arg(long, conflicts_with = "file")]
    pub solutions: bool,
    /// Grade this file as the one named exercise.
    #[arg(long, value_name = "PATH", requires = "names")]
    pub file: Option<PathBuf>,
    /// Only natively: real threads, a real runtime.
    #[arg(long, conflicts_with = "model")]
    pub native: bool,
    /// Only under the model: a scheduler that decides every step.
    #[arg(long)]
    pub model: bool,
    /// Executions a case, instead of as many as the budget allows.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub runs: Option<u64>,
    /// Time an exercise, shared by the engines: `2s`, `500ms`, `1m` [default: 800ms].
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub budget: Option<Duration>,
    /// Every random choice comes from here.
    #[arg(long, value_name = "S", default_value_t = DEFAULT_SEED)]
    pub seed: u64,
    /// So many runs, each with a seed of its own, from `--seed` on; all must be accepted.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub seeds: u64,
    /// Grade what has not changed since its last check as well.
    #[arg(long)]
    pub again: bool,
    /// How to report, on standard output.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

impl CheckArgs {
    /// What this says about how to grade.
    pub fn options(&self) -> Options {
        let only = match (self.model, self.native) {
            (true, _) => Some(Engine::Model),
            (_, true) => Some(Engine::Native),
            _ => None,
        };
        let Self { runs, budget, seed, seeds, .. } = *self;
        Options { only, runs, budget, seed, seeds, ..Options::default() }
    }
}
