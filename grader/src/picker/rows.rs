//! What there is to pick: a row an exercise, in the order of the board.
//!
//! Made when the picker begins, and looked up again when a file may have changed.

use std::collections::BTreeSet;

use protocol::Verdict;

use crate::learner::progress::Progress;
use crate::learner::standing::{self, Known, Standing};
use crate::problems::difficulty::Difficulty;
use crate::problems::exercise::Exercise;
use crate::problems::primitives::{self, Primitive};
use crate::problems::problem::Problem;
use crate::project::Project;

/// An exercise, and how far one has come with it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The exercise.
    pub exercise: Exercise,
    /// Of the problem.
    pub title: String,
    /// What the problem stands with on the board: `leetcode, easy`.
    pub group: String,
    /// The group it is learnt with.
    pub track: Option<String>,
    /// How hard the problem is.
    pub difficulty: Option<Difficulty>,
    /// `LeetCode 1117`.
    pub source: Option<String>,
    /// The last verdict on the file as it is.
    pub known: Known,
    /// What the reference uses.
    pub reference: BTreeSet<Primitive>,
    /// What the known right designs use, the reference among them.
    pub primitives: BTreeSet<Primitive>,
}

impl Row {
    /// How far one has come.
    pub(super) fn standing(&self) -> Standing {
        Standing::of(&[Some(self.known)])
    }

    /// The last verdict; none if the file has changed since.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        let checked = self.known.verdict != Verdict::NotAttempted || !self.known.attempted;
        checked.then_some(self.known.verdict)
    }

    /// Whether all words of a search are found in its name, title or source.
    pub(super) fn is_found(&self, search: &str) -> bool {
        let Self { exercise, title, source, .. } = self;
        let source = source.as_deref().unwrap_or_default();
        let text = format!("{exercise} {title} {source}").to_lowercase();
        search.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

/// All exercises of a project.
pub(super) fn load(project: &Project) -> Vec<Row> {
    let progress = Progress::load(project);
    let of_problem = |problem: Problem| {
        let used = primitives::of_problem(project, &problem);
        let known = standing::of(project, &progress, &problem);
        let row = |exercise: Exercise| {
            let variant = exercise.variant;
            Some(Row {
                exercise,
                title: problem.title.clone(),
                group: problem.group(),
                track: problem.track.clone(),
                difficulty: problem.difficulty,
                source: problem.source.clone(),
                known: known.get(variant as usize).copied().flatten()?,
                reference: used.by_reference(variant),
                primitives: used.by_variant(variant),
            })
        };
        problem.exercises().filter_map(row).collect::<Vec<_>>()
    };
    Problem::discover(project).into_iter().flat_map(of_problem).collect()
}
