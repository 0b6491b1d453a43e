//! `reset`: brings stubs back, and what was there before.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};

use anyhow::Result;

use super::{Usage, complain, print};
use crate::cli::reset::ResetArgs;
use crate::exit;
use crate::learner::kept::{self, Changed};
use crate::problems::exercise::Exercise;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::project::Project;
use crate::report::paint::{BOLD, COMMAND, paint};

/// Runs the command.
pub fn run(project: &Project, args: &ResetArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    if args.undo {
        let meant = undoable(project, &problems, args)?;
        return undo(project, &meant);
    }
    let meant: Vec<Exercise> = if args.all {
        let all = problems.iter().flat_map(Problem::exercises);
        all.filter(|exercise| !kept::is_stub(project, exercise)).collect()
    } else {
        let mut meant = Vec::new();
        for name in &args.names {
            meant.extend(select::find(project, &problems, name).map_err(Usage::from)?.exercises());
        }
        meant
    };
    if args.all && meant.is_empty() {
        print("every file is the stub already\n")?;
        return Ok(exit::ACCEPTED);
    }
    if args.all && !args.yes && !is_meant(project, &meant)? {
        print("nothing was changed\n")?;
        return Ok(exit::ACCEPTED);
    }
    reset(project, &meant)
}

fn reset(project: &Project, meant: &[Exercise]) -> Result<u8> {
    let mut again = BTreeSet::new();
    for exercise in meant {
        let shown = shown(project, exercise);
        let said = match kept::reset(project, exercise)? {
            Changed::Nothing => format!("{shown} is the stub already\n"),
            Changed::To { kept: None } => format!("{shown} is the stub again\n"),
            Changed::To { kept: Some(kept) } => {
                again.insert(exercise);
                let kept = project.shown(&kept);
                format!("{shown} is the stub again; what was there is in {kept}\n")
            }
        };
        print(&said)?;
    }
    if !again.is_empty() {
        let mut back = "cargo run -p grader -- reset --undo".to_owned();
        for exercise in again {
            let _ = write!(back, " {exercise}");
        }
        print(&format!("back again: {}\n", paint(COMMAND, back)))?;
    }
    Ok(exit::ACCEPTED)
}

fn undo(project: &Project, meant: &[Exercise]) -> Result<u8> {
    let mut code = exit::NOTHING_SELECTED;
    for exercise in meant {
        let shown = shown(project, exercise);
        let changed = kept::undo(project, exercise)?;
        if changed != Changed::Nothing {
            code = exit::ACCEPTED;
        }
        let said = match changed {
            Changed::Nothing => {
                complain(&format!(
                    "nothing was kept of {}",
                    project.shown(&project.exercise_file(exercise))
                ));
                continue;
            }
            Changed::To { kept: None } => format!("{shown} is what it was before the reset\n"),
            Changed::To { kept: Some(kept) } => {
                let kept = project.shown(&kept);
                format!("{shown} is what it was before the reset; what was there is in {kept}\n")
            }
        };
        print(&said)?;
    }
    Ok(code)
}

/// What can be undone of what is named. Of a whole problem, and of all, only what is the stub now: what
/// somebody has written since a reset does not go because a reset of the other file is taken back.
fn undoable(project: &Project, problems: &[Problem], args: &ResetArgs) -> Result<Vec<Exercise>> {
    let was_reset = |exercise: &Exercise| {
        let file = project.exercise_file(exercise);
        kept::is_stub(project, exercise) && !kept::copies(&file).is_empty()
    };
    if args.all {
        let all: Vec<Exercise> =
            problems.iter().flat_map(Problem::exercises).filter(was_reset).collect();
        if all.is_empty() {
            return Err(Usage::Other("no file that is the stub was kept".to_owned()).into());
        }
        return Ok(all);
    }
    let mut meant = Vec::new();
    for name in &args.names {
        let named = select::find(project, problems, name).map_err(Usage::from)?;
        let mut exercises = named.exercises();
        if named.variant.is_none() {
            exercises.retain(was_reset);
            if exercises.is_empty() {
                let id = &named.problem.id;
                let what = format!(
                    "no file of `{id}` is the stub and was kept; `{id}/threads` and `{id}/tasks` \
                     name one that is not"
                );
                return Err(Usage::Other(what).into());
            }
        }
        meant.extend(exercises);
    }
    Ok(meant)
}

/// Asks whoever sits there.
fn is_meant(project: &Project, meant: &[Exercise]) -> Result<bool> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        let what = "`reset --all` asks first, and nobody is there to answer: add `--yes`";
        return Err(Usage::Other(what.to_owned()).into());
    }
    let files: Vec<String> =
        meant.iter().map(|exercise| format!("  {}", shown(project, exercise))).collect();
    let files = files.join("\n");
    let them = if meant.len() == 1 { "This becomes the stub" } else { "These become the stubs" };
    print(&format!("{them} again; what you wrote is kept beside it:\n\n{files}\n\nGo on? [y/N] "))?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn shown(project: &Project, exercise: &Exercise) -> String {
    paint(BOLD, project.shown(&project.exercise_file(exercise)))
}
