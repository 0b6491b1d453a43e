//! What the learner has done, and how far they have come: [`progress`] (the file in the project's root),
//! [`checks`] (each file's last result, for the page and for what has not changed), [`kept`] (files that
//! `reset` put aside), and what follows from them: [`standing`], what comes [`next`], the [`place_to_edit`].

pub mod checks;
pub mod kept;
pub mod next;
pub mod place_to_edit;
pub mod progress;
pub mod standing;

use protocol::Verdict;

use crate::graded::Graded;
use crate::grading::options::Options;
use crate::problems::subject::{Origin, Subject};
use crate::project::Project;
use progress::Progress;

/// Keeps a check for `report` and for what has not changed, and notes the verdict on a learner's own file.
/// What cannot be written costs only the memory of it. What was accepted with less than the usual is no
/// progress.
pub fn remember(
    project: &Project,
    subject: &Subject,
    graded: &Graded,
    fingerprint: String,
    options: &Options,
) {
    checks::keep(project, subject, graded, &fingerprint, options);
    let counts = graded.verdict != Verdict::Accepted || !options.is_less();
    if subject.origin != Origin::Exercise || !counts {
        return;
    }
    let (verdict, engine) = (graded.verdict, graded.engine);
    // Otherwise something is written, and something is left to do.
    let is_stub = verdict == Verdict::NotAttempted && graded.failure.is_none();
    let note = |progress: &mut Progress| {
        if is_stub {
            progress.is_stub(&subject.exercise);
        } else {
            progress.graded(&subject.exercise, verdict, engine, fingerprint);
        }
    };
    let _ = Progress::update(project, note);
}

#[cfg(test)]
mod tests {
    use protocol::Engine;

    use super::*;
    use crate::problems::exercise::{Exercise, Variant};

    #[test]
    fn what_one_engine_accepts_alone_is_no_progress() {
        let name = format!("racecourse-suite-{}", std::process::id());
        let root = std::env::temp_dir().join(name);
        let _ = std::fs::remove_dir_all(&root);
        let project = Project::at(&root);
        let subject = Subject::exercise(&project, Exercise::new("h2o", Variant::Tasks));
        let note = |verdict, options: &Options| {
            let graded = Graded::new("h2o/tasks".into(), subject.shown.clone(), verdict, 1);
            remember(&project, &subject, &graded, "0-0".to_owned(), options);
            Progress::load(&project).last("h2o/tasks").map(|last| last.verdict)
        };
        let less = Options { only: Some(Engine::Native), ..Options::default() };
        assert_eq!(note(Verdict::Accepted, &less), None);
        assert_eq!(note(Verdict::Deadlock, &less), Some(Verdict::Deadlock));
        assert_eq!(note(Verdict::Accepted, &less), Some(Verdict::Deadlock));
        assert_eq!(note(Verdict::Accepted, &Options::default()), Some(Verdict::Accepted));
        let _ = std::fs::remove_dir_all(root);
    }
}
