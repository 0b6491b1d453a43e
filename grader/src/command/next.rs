//! `next`: what to do next, and with `--review` what to do again, so that it is not forgotten.

use std::time::SystemTime;

use anyhow::Result;
use protocol::Verdict;
use serde::Serialize;

use super::{board, print};
use crate::cli::format::DataFormat;
use crate::cli::next::NextArgs;
use crate::exit;
use crate::learner::next;
use crate::learner::progress::{Practice, PracticeKind, Progress};
use crate::learner::standing::{self, Known};
use crate::problems::problem::Problem;
use crate::problems::statement::Statement;
use crate::project::Project;
use crate::report::paint::{BOLD, COMMAND, paint};
use crate::review::{Day, Review, STEPS, schedule, table};
use crate::screen::Screen;

/// Runs the command.
pub fn run(project: &Project, args: &NextArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    let progress = Progress::load(project);
    let practice = known(&problems, progress.practice());
    let reviews = reviews(project, &practice);
    let today = Day::of(SystemTime::now());
    let cells: Vec<[Option<Known>; 2]> =
        problems.iter().map(|problem| standing::of(project, &progress, problem)).collect();
    let text = match (args.format, args.review) {
        (DataFormat::Json, _) => {
            let document = Document::new(project, &problems, &cells, &reviews, today);
            serde_json::to_string_pretty(&document)? + "\n"
        }
        (DataFormat::Human, true) => {
            table::table(&reviews, today, args.all, Screen::of_stdout().width)
        }
        (DataFormat::Human, false) => {
            board::next_step(project, &problems, &cells) + &due(&reviews, today)
        }
    };
    print(&text)?;
    Ok(exit::ACCEPTED)
}

/// What was practised of the exercises that there are.
pub(super) fn known(problems: &[Problem], practice: Vec<Practice>) -> Vec<Practice> {
    let exercises: Vec<String> =
        problems.iter().flat_map(Problem::exercises).map(|exercise| exercise.to_string()).collect();
    practice.into_iter().filter(|practice| exercises.contains(&practice.exercise)).collect()
}

/// When what was practised is due again.
pub(super) fn reviews<'a>(project: &Project, practice: &'a [Practice]) -> Vec<Review<'a>> {
    let hints = |problem: &str| {
        let bytes = std::fs::read(project.readme(problem)).unwrap_or_default();
        let hints = Statement::parse(&String::from_utf8_lossy(&bytes)).hints.len();
        u32::try_from(hints).unwrap_or(u32::MAX)
    };
    schedule(practice, hints)
}

/// How much is due, if anything is.
fn due(reviews: &[Review<'_>], today: Day) -> String {
    let due = reviews.iter().filter(|review| review.is_due(today)).count();
    let what = match due {
        0 => return String::new(),
        1 => "One exercise is due again".to_owned(),
        _ => format!("{due} exercises are due again"),
    };
    let command = paint(COMMAND, "cargo run -p grader -- next --review");
    format!(
        "\n  {}\n    {command}  shows which, and why\n",
        paint(BOLD, what + ", so that it sticks.")
    )
}

/// What programs get.
#[derive(Serialize)]
struct Document {
    schema: u32,
    accepted: usize,
    exercises: usize,
    next: Option<Next>,
    review: Vec<Again>,
}

/// The exercise to go on with.
#[derive(Serialize)]
struct Next {
    exercise: String,
    file: String,
    begun: bool,
}

/// An exercise that was practised.
#[derive(Serialize)]
struct Again {
    exercise: String,
    practised: String,
    kind: PracticeKind,
    verdict: Verdict,
    checks: u32,
    hints: u32,
    interval_days: u16,
    due: String,
    is_due: bool,
}

impl Document {
    fn new(
        project: &Project,
        problems: &[Problem],
        cells: &[[Option<Known>; 2]],
        reviews: &[Review<'_>],
        today: Day,
    ) -> Self {
        let each = || cells.iter().flatten().flatten();
        let next = next::step(problems, cells).map(|next| {
            let file = project.shown(&project.exercise_file(&next.exercise));
            Next { exercise: next.exercise.to_string(), file, begun: next.is_begun }
        });
        let again = |review: &Review<'_>| Again {
            exercise: review.last.exercise.clone(),
            practised: review.last.at.clone(),
            kind: review.last.kind,
            verdict: review.last.verdict,
            checks: review.last.checks,
            hints: review.last.hints,
            interval_days: STEPS[review.step],
            due: review.due.to_string(),
            is_due: review.is_due(today),
        };
        Self {
            schema: 1,
            accepted: each().filter(|known| known.verdict == Verdict::Accepted).count(),
            exercises: each().count(),
            next,
            review: reviews.iter().map(again).collect(),
        }
    }
}
