//! What there is to compare an accepted file with: the right designs of its exercise, and the editorial.
//!
//! Read by `session`, shown by `body`.

use std::fs;

use crate::problems::designs;
use crate::problems::editorial::Editorial;
use crate::problems::exercise::Exercise;
use crate::problems::problem::Problem;
use crate::project::Project;

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Designs {
    /// The reference first.
    pub all: Vec<Design>,
    /// In Markdown.
    pub editorial: String,
}

/// A file that solves the exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Design {
    /// What kind of design it is, in Markdown.
    pub what: String,
    /// The file, as people write it.
    pub file: String,
    /// Its text.
    pub source: String,
}

/// Reads what there is; what cannot be read is left out.
pub fn read(project: &Project, exercise: &Exercise) -> Designs {
    let problems = Problem::discover(project);
    let problem = problems.iter().find(|problem| problem.id == exercise.problem);
    let all = problem.map(|problem| designs::of(project, problem)).unwrap_or_default();
    let of_it = all.into_iter().filter(|design| design.exercise == *exercise);
    let design = |design: designs::Design| Design {
        source: String::from_utf8_lossy(&fs::read(&design.file).unwrap_or_default()).into_owned(),
        file: project.shown(&design.file),
        what: design.what,
    };
    let editorial = Editorial::read(project, &exercise.problem);
    Designs {
        all: of_it.map(design).collect(),
        editorial: editorial.map(|editorial| editorial.text).unwrap_or_default(),
    }
}
