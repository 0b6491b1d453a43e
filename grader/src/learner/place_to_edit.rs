//! The line of an exercise at which an editor should open it: what its last check points at, as long as the
//! file is the same; else the first `todo!`.
//!
//! Called by `open`, and by every screen that has a key for it.

use crate::graded::Graded;
use crate::learner::checks;
use crate::problems::exercise::Exercise;
use crate::problems::source_file;
use crate::problems::subject::Subject;
use crate::project::Project;

/// The line, from 1.
pub fn line(project: &Project, exercise: &Exercise) -> Option<u32> {
    let subject = Subject::exercise(project, exercise.clone());
    let text = source_file::read(&subject.file);
    let unreadable = text.as_ref().err().and_then(source_file::Unreadable::line);
    let blamed = || checks::current(project, &subject).and_then(|check| blamed(&check.graded));
    unreadable.or_else(blamed).or_else(|| to_do(&text.ok()?))
}

/// The line that a result points at first.
fn blamed(graded: &Graded) -> Option<u32> {
    let compiler = || {
        let mut own =
            graded.diagnostics.iter().filter(|one| one.file.as_ref() == Some(&graded.file));
        own.find_map(|one| one.line)
    };
    let marked =
        graded.diagnosis.iter().flat_map(|diagnosis| &diagnosis.marks).map(|mark| &mark.at);
    let failed = graded.failure.iter().flat_map(|failure| {
        let waits = failure.waits.iter().filter_map(|wait| wait.at.as_ref());
        failure.at.iter().chain(waits)
    });
    let place = marked.chain(failed).find(|place| place.file == graded.file);
    place.map(|place| place.line).or_else(compiler)
}

fn to_do(text: &str) -> Option<u32> {
    let is_left = |line: &str| {
        let code = line.split("//").next().unwrap_or_default();
        code.contains("todo!") || code.contains("unimplemented!")
    };
    let line = text.lines().position(is_left)?;
    u32::try_from(line + 1).ok()
}

#[cfg(test)]
mod tests {
    use protocol::{Failure, Place, Verdict};

    use super::*;

    #[test]
    fn a_result_leads_to_a_line_of_its_own_file() {
        let file = "exercises/x/threads.rs";
        let mut graded = Graded::new("x/threads".into(), file.into(), Verdict::RuntimeError, 0);
        assert_eq!(blamed(&graded), None);
        let mut failure = Failure::new(Verdict::RuntimeError, "`foo` panicked");
        failure.at = Some(Place { file: file.into(), line: 12, column: 5 });
        graded.failure = Some(failure);
        assert_eq!(blamed(&graded), Some(12));
        graded.file = "another.rs".to_owned();
        assert_eq!(blamed(&graded), None);
    }

    #[test]
    fn what_is_left_to_do_is_no_comment() {
        let text = "// todo!()\nfn a() {\n    todo!(\"the gate\")\n}\n";
        assert_eq!(to_do(text), Some(3));
        assert_eq!(to_do("fn a() {}\n"), None);
    }
}
