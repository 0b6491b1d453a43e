//! What there is to do next: what was changed and has no verdict yet, and the exercise to go on with.
//!
//! Called by the board and `watch`.

use std::cmp::Reverse;
use std::fs;
use std::time::SystemTime;

use protocol::Verdict;

use crate::learner::progress::Progress;
use crate::learner::standing::Known;
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::problem::Problem;
use crate::problems::subject::Subject;
use crate::project::Project;

/// The exercise to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Which one.
    pub exercise: Exercise,
    /// Somebody has begun with it.
    pub is_begun: bool,
}

/// The first exercise that is begun and not accepted, else the first that is not begun.
pub fn step(problems: &[Problem], cells: &[[Option<Known>; 2]]) -> Option<Next> {
    let find = |wanted: fn(Known) -> bool| {
        let all = problems.iter().zip(cells);
        let mut all = all.flat_map(|(problem, cells)| {
            let cells = Variant::ALL.into_iter().zip(cells);
            cells.map(move |(variant, cell)| (problem, variant, *cell))
        });
        let (problem, variant, _) = all.find(|(.., cell)| cell.is_some_and(wanted))?;
        Some(Exercise::new(&*problem.id, variant))
    };
    let begun = find(Known::is_begun).map(|exercise| Next { exercise, is_begun: true });
    let untouched = || find(|known| !known.attempted);
    begun.or_else(|| untouched().map(|exercise| Next { exercise, is_begun: false }))
}

/// What is attempted, and has no verdict or was changed since.
pub fn changed(project: &Project, progress: &Progress, problems: &[Problem]) -> Vec<Subject> {
    let all = problems.iter().flat_map(Problem::exercises);
    let all = all.map(|exercise| Subject::exercise(project, exercise));
    all.filter(|subject| subject.is_attempted(project) && has_changed(project, progress, subject))
        .collect()
}

/// What somebody works on: of what is begun and not accepted, and of what was changed, the file that was
/// saved last.
pub fn worked_on(project: &Project, progress: &Progress, problems: &[Problem]) -> Option<Exercise> {
    let is_open = |subject: &Subject| {
        let last = progress.last(&subject.exercise.to_string());
        let accepted = last.is_some_and(|last| last.verdict == Verdict::Accepted);
        !accepted || has_changed(project, progress, subject)
    };
    let all = problems.iter().flat_map(Problem::exercises);
    let all = all.map(|exercise| Subject::exercise(project, exercise));
    let open = all.filter(|subject| subject.is_attempted(project) && is_open(subject));
    open.min_by_key(|subject| Reverse(saved(subject))).map(|subject| subject.exercise)
}

fn has_changed(project: &Project, progress: &Progress, subject: &Subject) -> bool {
    let last = progress.last(&subject.exercise.to_string());
    last.is_none_or(|last| last.fingerprint != subject.fingerprint(project))
}

/// When the file was saved.
pub fn saved(subject: &Subject) -> Option<SystemTime> {
    fs::metadata(&subject.file).and_then(|of| of.modified()).ok()
}
