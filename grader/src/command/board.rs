//! The board: every problem with its verdicts, and what to do next. Grades what has changed since
//! its last verdict; on a fresh clone that is nothing, and the board is there at once.

use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::time::SystemTime;

use anyhow::Result;
use protocol::Verdict;

use super::print;
use crate::activity::Activity;
use crate::exit;
use crate::graded::Graded;
use crate::grading::grade::Grader;
use crate::grading::many;
use crate::grading::options::Options;
use crate::learner;
use crate::learner::next::{self, Next};
use crate::learner::progress::Progress;
use crate::learner::standing::{self, Known};
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::problem::Problem;
use crate::project::Project;
use crate::report::human;
use crate::report::paint::{self, BOLD, COMMAND, DIM, GREEN, paint};
use crate::report::text::{cut, pad, width};
use crate::screen::Screen;

/// One cell of the board, if the problem has that variant.
type Cell = Option<Known>;

/// Runs the command.
pub fn run(project: &Project) -> Result<u8> {
    let problems = Problem::discover(project);
    let fresh = grade_what_changed(project, &problems)?;
    if let Some(graded) = worth_a_report(project, &fresh) {
        print(&human::render(graded, project.root(), Screen::of_stdout()))?;
        print("\n")?;
    }
    let progress = Progress::load(project);
    let cells: Vec<[Cell; 2]> =
        problems.iter().map(|problem| standing::of(project, &progress, problem)).collect();
    let mut out = table(&problems, &cells, Screen::of_stdout());
    out.push('\n');
    out.push_str(&next_step(project, &problems, &cells));
    print(&out)?;
    Ok(exit::ACCEPTED)
}

/// Grades the attempted exercises whose last verdict is missing or stale.
fn grade_what_changed(project: &Project, problems: &[Problem]) -> Result<Vec<Graded>> {
    let activity = Activity::new();
    let grader = Grader::new(project, &activity);
    let progress = Progress::load(project);
    let changed = next::changed(project, &progress, problems);
    let mut fresh = Vec::new();
    let options = Options::default();
    let all = many::grade(&grader, project, &changed, &options, |done| {
        let result = match done.result {
            Ok(result) => result,
            Err(error) => return ControlFlow::Break(error),
        };
        learner::remember(project, done.subject, &result, done.fingerprint, &options);
        fresh.push(result);
        ControlFlow::Continue(())
    });
    activity.clear();
    match all {
        ControlFlow::Continue(()) => Ok(fresh),
        ControlFlow::Break(error) => Err(error.into()),
    }
}

/// Of what was just rejected, the file that was saved last: that is what somebody works on.
fn worth_a_report<'a>(project: &Project, fresh: &'a [Graded]) -> Option<&'a Graded> {
    let saved = |graded: &&Graded| {
        let metadata = fs::metadata(project.root().join(&graded.file));
        metadata.and_then(|metadata| metadata.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
    };
    let rejected = fresh.iter().filter(|graded| graded.verdict != Verdict::Accepted);
    rejected.max_by_key(saved)
}

fn table(problems: &[Problem], cells: &[[Cell; 2]], screen: Screen) -> String {
    const CELL: usize = 17;
    let title = problems.iter().map(|problem| width(&problem.title)).max().unwrap_or(0);
    let title = title.min(screen.width.saturating_sub(2 * CELL + 4));
    let mut out = format!(
        "{}\n\n",
        paint(BOLD, format!("  {}  {}", pad("Racecourse", title), head(CELL)).trim_end())
    );
    let mut group = String::new();
    for (problem, cells) in problems.iter().zip(cells) {
        let its = problem.group();
        if its != group {
            let apart = if group.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{apart}  {}", paint(DIM, &its));
            group = its;
        }
        let mut line = format!("  {}  ", pad(&cut(&problem.title, title), title));
        for cell in cells {
            let (style, text) = match cell {
                None => (DIM, String::new()),
                Some(Known { verdict, .. }) => {
                    (paint::verdict(*verdict), format!("{} {verdict}", paint::sign(*verdict)))
                }
            };
            line.push_str(&paint(style, &text));
            line.push_str(&" ".repeat(CELL.saturating_sub(width(&text))));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

fn head(cell: usize) -> String {
    Variant::ALL.map(|variant| pad(variant.word(), cell)).concat()
}

/// The first exercise that is begun and not accepted, else the first that is not begun.
pub(super) fn next_step(project: &Project, problems: &[Problem], cells: &[[Cell; 2]]) -> String {
    let all = || {
        problems.iter().zip(cells).flat_map(|(problem, cells)| {
            Variant::ALL
                .into_iter()
                .zip(cells)
                .map(move |(variant, cell)| (problem, variant, *cell))
        })
    };
    let is = |test: fn(Known) -> bool| move |cell: Cell| cell.is_some_and(test);
    let solved = is(|known| known.verdict == Verdict::Accepted);
    let (count, done) =
        (all().filter(|(.., c)| c.is_some()).count(), all().filter(|(.., c)| solved(*c)));
    let head = |what: &str, exercise: &Exercise| {
        let file = project.shown(&project.exercise_file(exercise));
        format!("  {} of {count} accepted. {what} {}\n", done.count(), paint(BOLD, file))
    };
    match next::step(problems, cells) {
        Some(Next { exercise, is_begun: true }) => {
            let check = format!(" -- check {exercise}");
            let hint = format!(" -- hint {}", exercise.problem);
            return head("Next: go on with", &exercise)
                + &commands([(&check, "shows what is wrong"), (&hint, "gives a hint")]);
        }
        Some(Next { exercise, is_begun: false }) => {
            let show = format!(" -- show {}", exercise.problem);
            let grades = ("", "grades what you have edited");
            return head("Next: edit", &exercise)
                + &commands([(&show, "tells what is asked for"), grades]);
        }
        None => {}
    }
    if count == 0 {
        return "  There are no exercises here.\n".to_owned();
    }
    format!("  {}\n", paint(GREEN, format!("All {count} accepted. Well done.")))
}

/// Commands, what they do beside them.
fn commands(commands: [(&str, &str); 2]) -> String {
    let widest = commands.iter().map(|(command, _)| width(command)).max().unwrap_or(0);
    let line = |(command, what): (&str, &str)| {
        let command = pad(&format!("cargo run -p grader{command}"), widest + 19);
        format!("    {}  {what}\n", paint(COMMAND, command))
    };
    commands.map(line).concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::difficulty::Difficulty;

    fn problem(id: &str) -> Problem {
        Problem {
            id: id.into(),
            title: id.into(),
            difficulty: Some(Difficulty::Easy),
            track: None,
            source: None,
            order: 1,
            variants: Variant::ALL.to_vec(),
        }
    }

    fn step(cells: [[Cell; 2]; 2]) -> String {
        let problems = [problem("foobar"), problem("h2o")];
        let text = next_step(&Project::at("/project"), &problems, &cells);
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn the_next_step_is_what_is_begun_then_what_is_not() {
        let known = |verdict, attempted| Some(Known { verdict, attempted });
        let (solved, wrong) = (known(Verdict::Accepted, true), known(Verdict::Deadlock, true));
        let untouched = known(Verdict::NotAttempted, false);
        let half_done = known(Verdict::NotAttempted, true);
        let fresh = step([[untouched; 2]; 2]);
        assert!(
            fresh.contains("0 of 4 accepted. Next: edit exercises/foobar/threads.rs"),
            "{fresh}"
        );
        let begun = step([[solved, untouched], [untouched, wrong]]);
        assert!(
            begun.contains("1 of 4 accepted. Next: go on with exercises/h2o/tasks.rs"),
            "{begun}"
        );
        let further = step([[solved, None], [untouched, solved]]);
        assert!(
            further.contains("2 of 3 accepted. Next: edit exercises/h2o/threads.rs"),
            "{further}"
        );
        let half = step([[untouched, half_done], [untouched; 2]]);
        assert!(half.contains("Next: go on with exercises/foobar/tasks.rs"), "{half}");
        assert!(step([[solved; 2]; 2]).contains("All 4 accepted."));
    }

    #[test]
    fn the_board_fits_into_80_columns() {
        let stub = Known { verdict: Verdict::NotAttempted, attempted: false };
        let cells = [[Some(stub), None]];
        for width in [80, 160] {
            let board = table(&[problem("bounded-blocking-queue")], &cells, Screen { width });
            let board = anstream::adapter::strip_str(&board).to_string();
            assert!(board.contains("· not-attempted"), "{board}");
            let widest = board.lines().map(crate::report::text::width).max();
            assert!(widest <= Some(width), "{board}");
        }
    }
}
