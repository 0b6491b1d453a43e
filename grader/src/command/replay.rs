//! `replay`: runs the one execution that a report named, and reports it like `check`.

use anyhow::Result;

use super::{Usage, check, suite};
use crate::cli::ReplayArgs;
use crate::options::Options;
use crate::problem::Problem;
use crate::project::Project;
use crate::select;
use crate::subject::Subject;
use crate::token::Token;

/// Runs the command.
pub fn run(project: &Project, args: &ReplayArgs) -> Result<u8> {
    let token: Token = args.token.parse().map_err(Usage::from)?;
    let problems = Problem::discover(project);
    let named = select::find(project, &problems, &token.exercise).map_err(Usage::from)?;
    let exercises = named.exercises();
    let [exercise] = exercises.as_slice() else {
        return Err(Usage::Other(format!("`{}` is more than one exercise", token.exercise)).into());
    };
    let exercise = exercise.clone();
    let subject = match &args.file {
        Some(file) => check::given(project, exercise, file)?,
        None if args.solutions => Subject::solution(project, exercise),
        None => Subject::exercise(project, exercise),
    };
    let options =
        Options { only: Some(token.engine), replay: Some(token.replay), ..Options::default() };
    suite::run(project, &[subject], &options, args.format)
}
