//! `hint`: one stage at a time; which one comes next is remembered.

use anyhow::Result;

use super::{Usage, print, show};
use crate::exit;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::progress::Progress;
use crate::project::Project;
use crate::report::paint::{BOLD, DIM, paint};

/// Runs the command. `stage` counts from 1.
pub fn run(project: &Project, name: &str, stage: Option<u64>) -> Result<u8> {
    let problems = Problem::discover(project);
    let problem = select::find(project, &problems, name).map_err(Usage::from)?.problem;
    let hints = show::read(project, problem)?.hints;
    let memory = Progress::load(project);
    let shown = memory.hints_shown(&problem.id);
    let stage = stage.map_or(shown + 1, |stage| usize::try_from(stage).unwrap_or(usize::MAX));
    let Some(hint) = hints.get(stage - 1) else {
        let count = hints.len();
        let again = "`--stage N` shows one again";
        let text = match count {
            0 => "there are no hints for this problem\n".to_owned(),
            1 => format!("that was the only hint; {again}\n"),
            _ if stage > shown + 1 => format!("there are only {count} hints\n"),
            _ => format!("those were all {count} hints; {again}\n"),
        };
        print(&text)?;
        return Ok(exit::ACCEPTED);
    };
    let title = format!("{}, hint {stage} of {}", problem.title, hints.len());
    let more = if stage < hints.len() {
        paint(DIM, "\nThe same command gives the next one.\n")
    } else {
        String::new()
    };
    print(&format!("{}\n\n{hint}\n{more}", paint(BOLD, title)))?;
    if stage > shown {
        let note = |progress: &mut Progress| progress.remember_hints(&problem.id, stage);
        // Forgotten progress only means that the same hint comes again.
        let _ = Progress::update(project, note);
    }
    Ok(exit::ACCEPTED)
}
