//! A file that is built for the model once, to run single executions of it again and again: each question
//! is a process of its own, and takes a few milliseconds.
//!
//! Called by `play`; made by `grade`.

use std::path::PathBuf;
use std::time::Duration;

use protocol::{Again, Detours, Engine, Failure, Interleaving, Play, Record, Replay, Story};

use crate::build::workdir::WorkDir;
use crate::code::Code;
use crate::code::naming;
use crate::grading::judge::{self, Judgement, Rejection};
use crate::grading::options::DEFAULT_SEED;
use crate::problems::subject::Subject;
use crate::process::cancel::Cancel;
use crate::process::run::{self, Plan, RunError};

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

/// Gives the objects of an execution the names that the learner gave them.
pub fn name(interleaving: &mut Interleaving, subject: &Subject, text: &str) {
    if let Some(code) = Code::parse(text) {
        naming::rename(interleaving, &code, &subject.shown);
    }
}

/// An execution is over sooner, or will never be.
const TIME: Duration = Duration::from_secs(2);

/// For the search, as long as a check has.
const SEARCH: Duration = Duration::from_millis(400);

impl Rerun {
    /// With the program that was built into this folder.
    pub fn new(program: PathBuf, folder: WorkDir, older_values: bool) -> Self {
        Self { program, folder, older_values }
    }

    /// The cases that there are.
    pub fn cases(&self) -> Result<Vec<String>, RunError> {
        run::list(&self.program, &Cancel::default())
    }

    /// Looks for an execution that fails, of this case or of any: the case, and how it fails.
    pub fn find(&self, case: Option<&str>) -> Result<Option<(String, Failure)>, RunError> {
        let plan = Plan { budget: SEARCH, ..self.plan(None) };
        let trials = match case {
            Some(case) => {
                run::run_cases(&self.program, self.folder.path(), &plan, &[case.to_owned()])?
            }
            None => run::run(&self.program, self.folder.path(), &plan)?,
        };
        let Judgement::Rejected(rejection) = judge::judge(&trials) else { return Ok(None) };
        let Rejection { case, failure, replayable } = *rejection;
        Ok(case.filter(|_| replayable).map(|case| (case, failure)))
    }

    fn plan(&self, replay: Option<Replay>) -> Plan {
        Plan {
            engine: Engine::Model,
            seed: DEFAULT_SEED,
            runs: None,
            budget: TIME,
            replay,
            processes: 1,
            older_values: self.older_values,
            cancel: Cancel::default(),
        }
    }

    /// Runs an execution of a case, no further than `until` says.
    pub fn ask(&self, case: &str, detours: Detours, until: Option<Play>) -> Result<Told, RunError> {
        let one = Replay { case: case.to_owned(), execution: Again::Detours(detours), play: until };
        let plan = self.plan(Some(one));
        let trials = run::run_cases(&self.program, self.folder.path(), &plan, &[case.to_owned()])?;
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
