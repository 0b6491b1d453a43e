//! The levels as a person sees them: how many there are, which were won. What a level comes to is told once
//! it was won.
//!
//! Called by `play`, which prints it.

use std::fmt::Write as _;

use super::levels::{self, Level};
use super::session::counted;
use crate::learner::progress::Progress;
use crate::problems::exercise::Exercise;
use crate::problems::problem::Problem;
use crate::project::Project;
use crate::report::paint::{BOLD, COMMAND, DIM, GREEN, paint};
use crate::report::text::{pad, width};

/// What a level goes by in the progress: its number may change.
pub fn key(exercise: &Exercise, level: &Level) -> String {
    let stem = level.path.file_stem().unwrap_or_default().to_string_lossy();
    format!("{exercise}/{stem}")
}

/// All levels, by problem.
pub fn all(project: &Project, problems: &[Problem]) -> String {
    let mut out = String::from(
        "You are the scheduler: decide who goes on, and make a file fail. Every level is a wrong\n\
         solution; your own files can be played too.\n\n",
    );
    let progress = Progress::load(project);
    for problem in problems {
        let hard = problem
            .difficulty
            .map(|difficulty| format!("  {}", difficulty.word()))
            .unwrap_or_default();
        let mut rows = String::new();
        for exercise in problem.exercises() {
            let levels = levels::of(project, &exercise);
            if levels.is_empty() {
                continue;
            }
            let _ = write!(rows, "    {}", pad(&exercise.to_string(), 34));
            let won = levels.iter().filter(|level| progress.best(&key(&exercise, level)).is_some());
            let said = format!("{} levels, {} won", levels.len(), won.count());
            let _ = writeln!(rows, "{}", paint(DIM, said));
        }
        if !rows.is_empty() {
            let _ = writeln!(out, "  {}{}\n{rows}", paint(BOLD, &problem.title), paint(DIM, hard));
        }
    }
    let example = problems.iter().flat_map(Problem::exercises).next();
    if let Some(exercise) = example {
        let commands = [
            (format!(" {exercise} 1"), "plays a level"),
            (format!(" {exercise}"), "plays your own file"),
            (format!(" {}", exercise.problem), "lists the levels of a problem"),
        ];
        let widest = commands.iter().map(|(command, _)| width(command)).max().unwrap_or(0);
        for (command, what) in commands {
            let command = format!("cargo run -p grader -- play{}", pad(&command, widest));
            let _ = writeln!(out, "  {}  {what}", paint(COMMAND, command));
        }
    }
    out
}

/// The levels of some exercises.
pub fn of(project: &Project, exercises: &[Exercise]) -> String {
    let progress = Progress::load(project);
    let mut out = String::new();
    for exercise in exercises {
        let _ = writeln!(out, "{}", paint(BOLD, exercise.to_string()));
        let mut open = Vec::new();
        for level in levels::of(project, exercise) {
            match progress.best(&key(exercise, &level)) {
                Some(moves) => {
                    let (number, verdict) = (level.number, level.verdict);
                    let won = match moves {
                        0 => format!("{verdict}, without a move"),
                        _ => format!("{verdict}, in {}", counted(moves)),
                    };
                    let _ = writeln!(out, "  {number:>2}  {} {won}", paint(GREEN, "✓"));
                }
                None => open.push(level.number.to_string()),
            }
        }
        if !open.is_empty() {
            let _ = writeln!(out, "  {} {}", paint(DIM, "to be won:"), open.join(" "));
        }
    }
    if let Some(exercise) = exercises.first() {
        let command = format!("cargo run -p grader -- play {exercise} 1");
        let _ = writeln!(out, "\n  {}  plays a level", paint(COMMAND, command));
    }
    out
}
