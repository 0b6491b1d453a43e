//! `check`: grades what was named, or what was attempted.

use std::env;
use std::path::Path;

use anyhow::Result;

use super::{Usage, editor, suite, unchanged};
use crate::cli::check::CheckArgs;
use crate::cli::format::Format;
use crate::exit;
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::problems::subject::Subject;
use crate::project::Project;
use crate::report::event::Event;

/// Runs the command.
pub fn run(project: &Project, args: &CheckArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    if editor::asks(args) {
        return editor::run(project, &problems, args);
    }
    let subjects = subjects(project, &problems, args)?;
    if subjects.is_empty() {
        return nothing(project, args);
    }
    let options = args.options();
    let may_be_known = args.format == Format::Human && !args.again && !in_ci();
    let (known, subjects) = if may_be_known {
        unchanged::split(project, subjects, &options)
    } else {
        (Vec::new(), subjects)
    };
    suite::run_after(project, known, &subjects, &options, args.format)
}

/// Where nobody looks on, nothing is taken for granted.
fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

fn subjects(
    project: &Project,
    problems: &[Problem],
    args: &CheckArgs,
) -> Result<Vec<Subject>, Usage> {
    if let Some(file) = &args.file {
        let exercise = the_exercise(project, problems, &args.names, file)?;
        return Ok(vec![given(project, exercise, file)?]);
    }
    let subject = |exercise| {
        if args.solutions {
            Subject::solution(project, exercise)
        } else {
            Subject::exercise(project, exercise)
        }
    };
    if args.names.is_empty() {
        let all = problems.iter().flat_map(Problem::exercises).map(subject);
        return Ok(all.filter(|subject| args.solutions || subject.is_attempted(project)).collect());
    }
    let mut exercises: Vec<Exercise> = Vec::new();
    for name in &args.names {
        for exercise in select::find(project, problems, name)?.exercises() {
            if !exercises.contains(&exercise) {
                exercises.push(exercise);
            }
        }
    }
    Ok(exercises.into_iter().map(subject).collect())
}

/// The file of `--file`. A learner's own file that is missing is a verdict; this one is a slip.
pub fn given(project: &Project, exercise: Exercise, file: &Path) -> Result<Subject, Usage> {
    if file.exists() {
        Ok(Subject::file(project, exercise, file))
    } else {
        Err(Usage::Other(format!("there is no file `{}`", file.display())))
    }
}

/// The one exercise that `--file` is graded as. The variant may be told by the file's name.
pub fn the_exercise(
    project: &Project,
    problems: &[Problem],
    names: &[String],
    file: &Path,
) -> Result<Exercise, Usage> {
    let [name] = names else {
        return Err(Usage::Other("`--file` needs exactly one exercise to be graded as".to_owned()));
    };
    let found = select::find(project, problems, name)?;
    let by_name = || Variant::of_file_name(file.file_name()?.to_str()?);
    let known = |variant: &Variant| found.problem.variants.contains(variant);
    let variant = found.variant.or_else(by_name).filter(known).ok_or_else(|| {
        let id = &found.problem.id;
        Usage::Other(format!("threads or tasks? name `{id}/threads` or `{id}/tasks`"))
    })?;
    Ok(Exercise::new(&*found.problem.id, variant))
}

fn nothing(project: &Project, args: &CheckArgs) -> Result<u8> {
    let why = if args.solutions {
        "nothing to judge: there are no exercises"
    } else {
        "nothing attempted yet: edit a file in `exercises`, or name an exercise"
    };
    suite::tell(project, args.format, &Event::Nothing { why })?;
    Ok(exit::NOTHING_SELECTED)
}
