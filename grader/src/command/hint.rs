//! `hint`: one stage at a time; which one comes next is remembered.

use anyhow::Result;

use super::{Usage, print, show};
use crate::exit;
use crate::learner::progress::Progress;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::project::Project;
use crate::prose;
use crate::report::paint::{DIM, paint};
use crate::screen::Screen;

/// Runs the command. `stage` counts from 1.
pub fn run(project: &Project, name: &str, stage: Option<u64>) -> Result<u8> {
    let problems = Problem::discover(project);
    let problem = select::find(project, &problems, name).map_err(Usage::from)?.problem;
    let hints = show::read(project, problem)?.hints;
    let shown = Progress::load(project).hints_shown(&problem.id);
    let stage = stage.map_or(shown + 1, |stage| usize::try_from(stage).unwrap_or(usize::MAX));
    let Some(hint) = hints.get(stage - 1) else {
        print(&none_left(&problem.id, hints.len(), stage > shown + 1))?;
        return Ok(exit::ACCEPTED);
    };
    let count = hints.len();
    let text = format!("## {}, hint {stage} of {count}\n\n{hint}", problem.title);
    let more = match count - stage {
        0 => "That was the last one.",
        1 => "The same command gives the last one.",
        _ => "The same command gives the next one.",
    };
    let text = prose::for_stdout(&text, Screen::of_stdout().width);
    print(&format!("{text}\n{}\n", paint(DIM, more)))?;
    if stage > shown {
        let note = |progress: &mut Progress| progress.remember_hints(&problem.id, stage);
        // Forgotten progress only means that the same hint comes again.
        let _ = Progress::update(project, note);
    }
    Ok(exit::ACCEPTED)
}

/// What is said where no hint is to be had.
fn none_left(problem: &str, count: usize, is_too_far: bool) -> String {
    let text = match count {
        0 => return "There are no hints for this problem.\n".to_owned(),
        1 if is_too_far => "There is only one hint.",
        1 => "That was the only hint.",
        _ if is_too_far => &format!("There are only {count} hints."),
        _ => &format!("Those were all {count} hints."),
    };
    let commands = [
        (format!("hint {problem} --stage 1"), "shows one again".to_owned()),
        (format!("solution {problem} --spoil"), "shows how others did it".to_owned()),
    ];
    format!("{text}\n\n{}", show::commands(&commands, Screen::of_stdout().width))
}
