//! `watch`: a screen that grades every save. What `grader` alone does in a terminal.

use std::fmt::Write as _;

use anyhow::Result;
use protocol::Verdict;

use super::{Usage, play, print};
use crate::cli::play::PlayArgs;
use crate::cli::watch::WatchArgs;
use crate::exit;
use crate::learner::next;
use crate::learner::progress::Progress;
use crate::learner::standing;
use crate::problems::exercise::Exercise;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::project::Project;
use crate::report::paint::{self, BOLD, COMMAND, DIM, paint};
use crate::terminal::{self, Terminal};
use crate::watch::session::{self, Ended, Left, Rules, Start};

const NO_TERMINAL: &str = "`watch` needs a terminal to draw on; without one, `check` grades what you name, or all that you have begun";

/// Runs the command.
pub fn run(project: &Project, args: &WatchArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    let named = args.name.as_ref().map(|name| find(project, &problems, name)).transpose()?;
    if !terminal::is_there() {
        return Err(Usage::Other(NO_TERMINAL.to_owned()).into());
    }
    let progress = Progress::load(project);
    let Some(exercise) = named.or_else(|| first(project, &progress, &problems)) else {
        return Err(Usage::Other("there are no exercises here".to_owned()).into());
    };
    let mut changed = next::changed(project, &progress, &problems);
    changed.sort_by_cached_key(next::saved);
    let changed: Vec<Exercise> = changed.into_iter().map(|subject| subject.exercise).collect();
    let start = Start { exercise, changed, play: Some(play) };
    let mut terminal = Terminal::take()?;
    let result = session::run_from(&mut terminal, project, &start, Rules::usual());
    drop(terminal);
    let (outcome, left) = result?;
    print(&farewell(&left))?;
    Ok(if outcome.ended == Ended::Interrupted { exit::INTERRUPTED } else { exit::ACCEPTED })
}

/// Lets somebody schedule their own file.
fn play(project: &Project, exercise: &Exercise) -> Result<u8> {
    let name = Some(exercise.to_string());
    play::run(project, &PlayArgs { name, number: None, level: None, file: None, case: None })
}

/// Where to begin if nobody says it; where everything is accepted, with the first one.
fn first(project: &Project, progress: &Progress, problems: &[Problem]) -> Option<Exercise> {
    let next = || {
        let cells: Vec<_> =
            problems.iter().map(|problem| standing::of(project, progress, problem)).collect();
        next::step(problems, &cells).map(|next| next.exercise)
    };
    let any = || problems.iter().flat_map(Problem::exercises).next();
    next::worked_on(project, progress, problems).or_else(next).or_else(any)
}

/// The exercise that is meant. A problem stands for the first of its variants that is not accepted.
fn find(project: &Project, problems: &[Problem], name: &str) -> Result<Exercise, Usage> {
    let named = select::find(project, problems, name)?;
    let progress = Progress::load(project);
    let is_open = |exercise: &&Exercise| {
        let last = progress.last(&exercise.to_string());
        last.is_none_or(|last| last.verdict != Verdict::Accepted)
    };
    let exercises = named.exercises();
    let open = exercises.iter().find(is_open).or(exercises.first());
    open.cloned().ok_or_else(|| Usage::Other(format!("`{name}` has no hidden test")))
}

/// What is worth remembering when the screen is gone.
fn farewell(left: &Left) -> String {
    let Left { exercise, verdict, is_old, next, accepted, all } = left;
    let (style, sign) = (paint::verdict(*verdict), paint::sign(*verdict));
    let mut out = format!("{} {}  ", paint(style, sign), paint(BOLD, exercise.to_string()));
    out += &paint(style, verdict.word());
    if *is_old {
        out += &paint(DIM, ", before your last save");
    }
    let _ = writeln!(out, "   {accepted} of {all} accepted");
    match next {
        Some(next) => {
            let command = format!("cargo run -p grader -- watch {next}");
            let _ = writeln!(out, "{} {}", paint(DIM, "go on with"), paint(COMMAND, command));
        }
        None => out.push_str("That is all of them. Well done!\n"),
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::exercise::Variant;

    #[test]
    fn whoever_leaves_knows_where_to_go_on() {
        let exercise = Exercise::new("h2o", Variant::Tasks);
        let mut left = Left {
            next: Some(exercise.clone()),
            exercise,
            verdict: Verdict::Deadlock,
            is_old: true,
            accepted: 3,
            all: 18,
        };
        let plain = |left: &Left| anstream::adapter::strip_str(&farewell(left)).to_string();
        assert_eq!(
            plain(&left),
            "✗ h2o/tasks  deadlock, before your last save   3 of 18 accepted\n\
             go on with cargo run -p grader -- watch h2o/tasks\n"
        );
        (left.next, left.verdict, left.is_old) = (None, Verdict::Accepted, false);
        left.accepted = 18;
        assert_eq!(
            plain(&left),
            "✓ h2o/tasks  accepted   18 of 18 accepted\nThat is all of them. Well done!\n"
        );
    }
}
