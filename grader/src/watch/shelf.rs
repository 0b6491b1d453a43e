//! All exercises with what the screens of `watch` say of them: title, file, statement, hints, and how far
//! somebody has come.
//!
//! Made by `session`, kept in the model.

use std::fs;

use protocol::Verdict;

use crate::learner::progress::Progress;
use crate::learner::standing::{self, Known};
use crate::problems::exercise::Exercise;
use crate::problems::problem::Problem;
use crate::problems::statement::Statement;
use crate::project::Project;

/// One exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which one.
    pub exercise: Exercise,
    /// Its problem's title.
    pub title: String,
    /// The file to edit, as people write it.
    pub file: String,
    /// The statement, in Markdown, without the hints.
    pub statement: String,
    /// The hints, a stage each, in Markdown.
    pub hints: Vec<String>,
    /// How many of them were shown.
    pub hints_shown: usize,
    /// It was accepted since its stub: nothing is spoilt any more.
    pub may_see_designs: bool,
    /// The last verdict, and whether there is something to judge.
    pub known: Known,
}

impl Item {
    /// Whether it is done.
    pub fn is_accepted(&self) -> bool {
        self.known.verdict == Verdict::Accepted
    }
}

/// All exercises of a project, in the order of the board.
pub fn load(project: &Project) -> Vec<Item> {
    let progress = Progress::load(project);
    let problems = Problem::discover(project);
    problems.iter().flat_map(|problem| of(project, &progress, problem)).collect()
}

fn of(project: &Project, progress: &Progress, problem: &Problem) -> Vec<Item> {
    let readme = fs::read(project.readme(&problem.id)).unwrap_or_default();
    let statement = Statement::parse(&String::from_utf8_lossy(&readme));
    let known = standing::of(project, progress, problem).into_iter().flatten();
    let item = |(exercise, known): (Exercise, Known)| Item {
        file: project.shown(&project.exercise_file(&exercise)),
        may_see_designs: progress.was_accepted(&exercise),
        exercise,
        title: problem.title.clone(),
        statement: statement.text.clone(),
        hints: statement.hints.clone(),
        hints_shown: progress.hints_shown(&problem.id).min(statement.hints.len()),
        known,
    };
    problem.exercises().zip(known).map(item).collect()
}
