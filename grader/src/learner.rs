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
use crate::problems::subject::{Origin, Subject};
use crate::project::Project;
use progress::Progress;

/// Keeps a check for `report` and for what has not changed, and notes the verdict on a learner's own file.
/// What cannot be written costs only the memory of it.
pub fn remember(project: &Project, subject: &Subject, graded: &Graded, fingerprint: String) {
    checks::keep(project, subject, graded, &fingerprint);
    if subject.origin != Origin::Exercise {
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
