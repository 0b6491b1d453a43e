//! How far a learner has come with a problem: of each variant the last verdict, and whether the file
//! is still the stub.
//!
//! Called by the board and by `list`.

use clap::ValueEnum;
use protocol::Verdict;
use serde::Serialize;

use crate::learner::progress::Progress;
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::problem::Problem;
use crate::problems::subject::Subject;
use crate::project::Project;

/// How far a learner has come with a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Every variant is still the stub.
    NotAttempted,
    /// Something is done, and something is left to do.
    Begun,
    /// Every variant is accepted.
    Accepted,
}

/// How far a learner has come with one variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The last verdict on the file, as long as it has not changed since.
    pub verdict: Verdict,
    /// The file is the stub no longer.
    pub attempted: bool,
}

impl Known {
    /// Whether there is something to go on with.
    pub fn is_begun(self) -> bool {
        self.attempted && self.verdict != Verdict::Accepted
    }
}

impl Standing {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotAttempted => "not-attempted",
            Self::Begun => "begun",
            Self::Accepted => "accepted",
        }
    }

    /// Of a problem with these variants.
    pub fn of(variants: &[Option<Known>]) -> Self {
        let mut all = variants.iter().flatten();
        if all.clone().all(|known| !known.attempted) {
            Self::NotAttempted
        } else if all.all(|known| known.verdict == Verdict::Accepted) {
            Self::Accepted
        } else {
            Self::Begun
        }
    }
}

/// Of each variant; `None` where the problem has none such.
pub fn of(project: &Project, progress: &Progress, problem: &Problem) -> [Option<Known>; 2] {
    Variant::ALL.map(|variant| {
        if !problem.variants.contains(&variant) {
            return None;
        }
        let exercise = Exercise::new(&*problem.id, variant);
        let subject = Subject::exercise(project, exercise.clone());
        let attempted = subject.is_attempted(project);
        let last = progress.last(&exercise.to_string()).filter(|_| attempted);
        // What was accepted stays so, even if a newer kit might find more: the next check will tell.
        let last = last.filter(|last| subject.is_as_it_was(&last.fingerprint));
        let verdict = last.map_or(Verdict::NotAttempted, |last| last.verdict);
        Some(Known { verdict, attempted })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_accepted_when_all_of_it_is() {
        let known = |verdict, attempted| Some(Known { verdict, attempted });
        let (right, wrong) = (known(Verdict::Accepted, true), known(Verdict::Deadlock, true));
        let stub = known(Verdict::NotAttempted, false);
        let half_done = known(Verdict::NotAttempted, true);
        assert_eq!(Standing::of(&[stub, stub]), Standing::NotAttempted);
        assert_eq!(Standing::of(&[right, None]), Standing::Accepted);
        for begun in [[right, stub], [wrong, stub], [right, wrong], [half_done, stub]] {
            assert_eq!(Standing::of(&begun), Standing::Begun);
        }
    }
}
