//! Verdicts on files that are as they were: found again instead of graded again.
//!
//! Called by `check` for people and for editors. Whoever reads `json` or `junit` may have been handed the
//! folder with the verdicts as well, so there everything is graded.

use crate::graded::Graded;
use crate::grading::options::Options;
use crate::learner::checks;
use crate::problems::subject::{Origin, Subject};
use crate::project::Project;

/// The verdicts that still hold, and what has to be graded.
pub fn split(
    project: &Project,
    subjects: Vec<Subject>,
    options: &Options,
) -> (Vec<Graded>, Vec<Subject>) {
    let (mut known, mut changed) = (Vec::new(), Vec::new());
    for subject in subjects {
        let own = subject.origin == Origin::Exercise;
        match own.then(|| checks::last(project, &subject, options)).flatten() {
            Some(last) => known.push(last),
            None => changed.push(subject),
        }
    }
    (known, changed)
}
