//! `open`: an exercise in the learner's own editor.

use anyhow::Result;
use protocol::Verdict;

use super::{Usage, complain, print};
use crate::cli::open::OpenArgs;
use crate::editor;
use crate::exit;
use crate::learner::next;
use crate::learner::place_to_edit;
use crate::learner::progress::Progress;
use crate::learner::standing;
use crate::problems::exercise::Exercise;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::project::Project;

/// Runs the command.
pub fn run(project: &Project, args: &OpenArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    let progress = Progress::load(project);
    let exercises = match &args.name {
        Some(name) => select::find(project, &problems, name).map_err(Usage::from)?.exercises(),
        None => problems.iter().flat_map(Problem::exercises).collect(),
    };
    let worked_on = || next::worked_on(project, &progress, &problems);
    let at_work = if args.name.is_none() { worked_on() } else { None };
    let Some(exercise) = at_work.or_else(|| wanted(project, &progress, &problems, exercises))
    else {
        return Err(Usage::Other("there are no exercises here".to_owned()).into());
    };
    let (file, line) = if args.statement {
        (project.readme(&exercise.problem), None)
    } else {
        let file = project.exercise_file(&exercise);
        (file, place_to_edit::line(project, &exercise))
    };
    let shown = project.shown(&file);
    if !args.statement && !file.exists() {
        complain(&format!("{shown} is not there; `reset {exercise}` brings the stub back"));
        return Ok(exit::FAILED);
    }
    if editor::command().is_none() {
        let what = format!("{}; the file is {shown}", editor::NONE);
        return Err(Usage::Other(what).into());
    }
    print(&format!("{shown}\n"))?;
    if let Err(what) = editor::try_open(&file, line) {
        complain(&what);
        return Ok(exit::FAILED);
    }
    Ok(exit::ACCEPTED)
}

/// Of several, what is begun, else what is not accepted, else the first.
fn wanted(
    project: &Project,
    progress: &Progress,
    problems: &[Problem],
    exercises: Vec<Exercise>,
) -> Option<Exercise> {
    if exercises.len() < 2 {
        return exercises.into_iter().next();
    }
    let rank = |exercise: &Exercise| {
        let problem = problems.iter().find(|problem| problem.id == exercise.problem);
        let known = problem.and_then(|problem| {
            let known = standing::of(project, progress, problem);
            known.get(exercise.variant as usize).copied().flatten()
        });
        match known {
            Some(known) if known.is_begun() => 0,
            Some(known) if known.verdict != Verdict::Accepted => 1,
            _ => 2,
        }
    };
    exercises.into_iter().min_by_key(rank)
}
