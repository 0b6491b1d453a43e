//! `replay`: runs the one execution that a report named, and reports it like `check`, or steps through
//! it.

use anyhow::Result;
use protocol::{Again, Engine};

use super::{Usage, check, suite};
use crate::activity::Activity;
use crate::cli::replay::ReplayArgs;
use crate::exit;
use crate::graded::Graded;
use crate::grading::grade::Grader;
use crate::grading::options::Options;
use crate::grading::rerun;
use crate::grading::token::Token;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::problems::subject::Subject;
use crate::project::Project;
use crate::stepper::ending::Ending;
use crate::stepper::listing::Listing;
use crate::stepper::screen::Told;
use crate::stepper::session;
use crate::stepper::tale::Tale;
use crate::stepper::walk::Then;
use crate::terminal::{self, Terminal};

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
    let replay = Some(token.replay.clone());
    let options = Options { only: Some(token.engine), replay, ..Options::default() };
    if args.step {
        return step(project, &subject, &token, &options);
    }
    suite::run(project, &[subject], &options, args.format)
}

/// Why one would step through it, and cannot.
const NATIVE: &str = "a native execution cannot be stepped through: only the model knows its steps; \
                      `check` with `--model` may find the same mistake there";
const NO_TERMINAL: &str =
    "`--step` needs a terminal: leave it out, and the report has the same steps";

fn step(project: &Project, subject: &Subject, token: &Token, options: &Options) -> Result<u8> {
    if token.engine == Engine::Native {
        return Err(Usage::Other(NATIVE.to_owned()).into());
    }
    if !terminal::is_there() {
        return Err(Usage::Other(NO_TERMINAL.to_owned()).into());
    }
    let activity = Activity::new();
    let grader = Grader::new(project, &activity);
    let result = grader.grade(subject, options)?;
    let tale = tale(&grader, subject, token, &result)?;
    activity.clear();
    let Some((tale, told)) = tale else {
        // It did not get as far as to have steps: what there is to say is in the report.
        suite::tell_graded(project, &result)?;
        return Ok(exit::REJECTED);
    };
    let mut terminal = Terminal::take()?;
    let then = session::run(&mut terminal, &tale, &told)?;
    drop(terminal);
    Ok(match (then, result.failure.is_some()) {
        (Then::Interrupted, _) => exit::INTERRUPTED,
        (_, true) => exit::REJECTED,
        _ => exit::ACCEPTED,
    })
}

/// The execution, from the failure if it failed.
fn tale(
    grader: &Grader<'_>,
    subject: &Subject,
    token: &Token,
    result: &Graded,
) -> Result<Option<(Tale, Told)>> {
    let code = Listing::read(&subject.file, &subject.shown);
    let title = format!("{}  {}", subject.exercise, result.verdict);
    if let Some(failure) = &result.failure {
        let Some(interleaving) = failure.interleaving.clone() else { return Ok(None) };
        let diagnosis = result.diagnosis.clone();
        let ending = Ending::failed(failure, diagnosis.as_ref());
        return Ok(Some((
            Tale::new(title, code, interleaving),
            Told { ending, diagnosis, ..Told::default() },
        )));
    }
    let Again::Detours(detours) = token.replay.execution.clone() else { return Ok(None) };
    let Ok(text) = crate::problems::source_file::read(&subject.file) else { return Ok(None) };
    let Ok(rerun) = grader.build_to_rerun(subject, &text)? else { return Ok(None) };
    let told = rerun.ask(&token.replay.case, detours, None)?;
    let Some(mut story) = told.story else { return Ok(None) };
    rerun::name(&mut story.interleaving, subject, &text);
    let title = subject.exercise.to_string();
    let told = Told { ending: Ending::passed(), ..Told::default() };
    Ok(Some((Tale::new(title, code, story.interleaving), told)))
}
