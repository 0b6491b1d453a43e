//! A file that is built for the model once, to run single executions of it again and again: each question
//! is a process of its own, and takes a few milliseconds.
//!
//! Called by `play`; made by `grade`.

use std::path::PathBuf;
use std::time::Duration;

use protocol::{Again, Detours, Engine, Failure, Play, Record, Replay, Story};

use crate::judge::{self, Judgement};
use crate::options::DEFAULT_SEED;
use crate::run::{self, Plan, RunError};
use crate::workdir::WorkDir;

/// The build.
#[derive(Debug)]
pub struct Rerun {
    program: PathBuf,
    folder: WorkDir,
    older_values: bool,
}

/// One execution, or its beginning.
#[derive(Debug, Clone)]
pub struct Told {
    /// What happened. Nothing is known of an execution in which the process died.
    pub story: Option<Story>,
    /// How it failed, if it failed.
    pub failure: Option<Failure>,
}

/// An execution is over sooner, or will never be.
const TIME: Duration = Duration::from_secs(2);

impl Rerun {
    /// With the program that was built into this folder.
    pub fn new(program: PathBuf, folder: WorkDir, older_values: bool) -> Self {
        Self { program, folder, older_values }
    }

    /// The cases that there are.
    pub fn cases(&self) -> Result<Vec<String>, RunError> {
        run::list(&self.program)
    }

    /// Runs an execution of a case, no further than `play` says.
    pub fn ask(&self, case: &str, detours: Detours, play: Option<Play>) -> Result<Told, RunError> {
        let replay = Replay { case: case.to_owned(), execution: Again::Detours(detours), play };
        let plan = Plan {
            engine: Engine::Model,
            seed: DEFAULT_SEED,
            runs: None,
            budget: TIME,
            replay: Some(replay),
            processes: 1,
            older_values: self.older_values,
        };
        let trials =
            run::run_cases(&self.program, self.folder.path(), &plan, vec![case.to_owned()])?;
        let failure = match judge::judge(&trials) {
            Judgement::Accepted => None,
            Judgement::Rejected(rejection) => Some(rejection.failure),
        };
        let mut records = trials.into_iter().flat_map(|trial| trial.records);
        let story = records.find_map(|record| match record {
            Record::End { story, .. } => story.map(|story| *story),
            Record::Begin { .. } => None,
        });
        Ok(Told { story, failure })
    }
}
