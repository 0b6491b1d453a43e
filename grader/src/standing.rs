//! How far a learner has come with a problem: the last verdict on each variant, unless the file is
//! still the stub.
//!
//! Called by the board and by `list`.

use clap::ValueEnum;
use protocol::Verdict;
use serde::Serialize;

use crate::exercise::{Exercise, Variant};
use crate::problem::Problem;
use crate::project::Project;
use crate::source_file::is_attempted;
use crate::state::State;
use crate::subject::Subject;

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

impl Standing {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotAttempted => "not-attempted",
            Self::Begun => "begun",
            Self::Accepted => "accepted",
        }
    }

    /// Of a problem with these verdicts.
    pub fn of(verdicts: &[Option<Verdict>]) -> Self {
        let are_all = |wanted| verdicts.iter().flatten().all(|verdict| *verdict == wanted);
        if are_all(Verdict::NotAttempted) {
            Self::NotAttempted
        } else if are_all(Verdict::Accepted) {
            Self::Accepted
        } else {
            Self::Begun
        }
    }
}

/// The last verdict on each variant; `None` where the problem has none such.
pub fn verdicts(project: &Project, state: &State, problem: &Problem) -> [Option<Verdict>; 2] {
    Variant::ALL.map(|variant| {
        if !problem.variants.contains(&variant) {
            return None;
        }
        let exercise = Exercise::new(&*problem.id, variant);
        let subject = Subject::exercise(project, exercise.clone());
        let known = state.last(&exercise.to_string()).map(|last| last.verdict);
        let verdict = known.filter(|_| is_attempted(project, &subject));
        Some(verdict.unwrap_or(Verdict::NotAttempted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_accepted_when_all_of_it_is() {
        let [right, wrong, stub] =
            [Verdict::Accepted, Verdict::Deadlock, Verdict::NotAttempted].map(Some);
        assert_eq!(Standing::of(&[stub, stub]), Standing::NotAttempted);
        assert_eq!(Standing::of(&[right, None]), Standing::Accepted);
        for begun in [[right, stub], [wrong, stub], [right, wrong]] {
            assert_eq!(Standing::of(&begun), Standing::Begun);
        }
    }
}
