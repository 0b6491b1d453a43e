//! Grades some subjects, tells every event to whoever reports, and remembers the verdicts for the
//! board. What `check` and `replay` share.

use std::ops::ControlFlow;
use std::time::Instant;

use protocol::Verdict;

use super::{complain, print};
use crate::activity::Activity;
use crate::checks;
use crate::cli::format::Format;
use crate::exit;
use crate::grade::{GradeError, Grader};
use crate::graded::Graded;
use crate::interrupt;
use crate::many;
use crate::options::Options;
use crate::problems::subject::{Origin, Subject};
use crate::process::run::RunError;
use crate::progress::Progress;
use crate::project::Project;
use crate::report;
use crate::report::event::{Event, Reporter};

/// Grades and reports; the exit code.
pub fn run(
    project: &Project,
    subjects: &[Subject],
    options: &Options,
    format: Format,
) -> anyhow::Result<u8> {
    run_after(project, Vec::new(), subjects, options, format)
}

/// Reports what is known already, grades the rest and reports it; the exit code.
pub fn run_after(
    project: &Project,
    known: Vec<Graded>,
    subjects: &[Subject],
    options: &Options,
    format: Format,
) -> anyhow::Result<u8> {
    let activity = Activity::new();
    let grader = Grader::new(project, &activity);
    let mut audience = Audience(vec![report::of(format, project)]);
    let mut results = known;
    let began = Instant::now();
    audience.tell(&Event::Started { files: results.len() + subjects.len() })?;
    for graded in &results {
        audience.tell(&Event::Graded(graded))?;
    }
    let all = many::grade(&grader, project, subjects, options, |done| {
        let result = match done.result {
            Ok(result) => result,
            Err(error) => return ControlFlow::Break(error.into()),
        };
        activity.clear();
        let told = audience.tell(&Event::Graded(&result));
        if options.replay.is_none() {
            remember(project, done.subject, &result, done.fingerprint, options);
        }
        results.push(result);
        match told {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        }
    });
    activity.clear();
    if let Some(error) = all.break_value() {
        let what = error.to_string();
        // After Ctrl-C nobody needs to be told.
        if !interrupt::requested() {
            audience.tell(&Event::Failed { results: &results, error: &what })?;
        }
        complain(&what);
        return Ok(code(&error));
    }
    let (took, at_once) = (began.elapsed(), many::at_once(subjects.len()));
    audience.tell(&Event::Finished { results: &results, took, at_once })?;
    let all = results.iter().all(|graded| graded.verdict == Verdict::Accepted);
    Ok(if all { exit::ACCEPTED } else { exit::REJECTED })
}

/// Tells the one event of a run in which nothing is graded.
pub fn tell(project: &Project, format: Format, event: &Event<'_>) -> anyhow::Result<()> {
    Audience(vec![report::of(format, project)]).tell(event)
}

/// Tells people of one result.
pub fn tell_graded(project: &Project, graded: &Graded) -> anyhow::Result<()> {
    tell(project, Format::Human, &Event::Graded(graded))
}

/// Tells that nothing could be graded. If that cannot be told either, standard error must do.
pub fn failed(format: Format, error: &str) {
    let project = Project::find().unwrap_or_else(|none| Project::at(none.here));
    let _ = tell(&project, format, &Event::Failed { results: &[], error });
}

/// Whoever reports.
struct Audience(Vec<Box<dyn Reporter>>);

impl Audience {
    /// Tells all of them. An error of one is an error once the others have heard.
    fn tell(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let mut first = Ok(());
        for reporter in &mut self.0 {
            let heard = reporter.hear(event).and_then(|text| match text.as_str() {
                "" => Ok(()),
                text => Ok(print(text)?),
            });
            first = first.and(heard);
        }
        first
    }
}

/// Some of what keeps the grader from grading was asked for.
fn code(error: &anyhow::Error) -> u8 {
    match error.downcast_ref() {
        Some(GradeError::Run(RunError::NoSuchCase { .. })) => exit::USAGE,
        _ => exit::FAILED,
    }
}

/// Keeps the check for `report`, and remembers the verdict on a learner's own file for the board.
/// What cannot be written costs only their memory. What was accepted with less than the usual is no progress.
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
    let note = |progress: &mut Progress| {
        progress.graded(&subject.exercise, verdict, engine, fingerprint);
    };
    let _ = Progress::update(project, note);
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    struct Listener {
        heard: Rc<Cell<usize>>,
        fails: bool,
    }

    impl Reporter for Listener {
        fn hear(&mut self, _: &Event<'_>) -> anyhow::Result<String> {
            self.heard.set(self.heard.get() + 1);
            if self.fails { Err(anyhow::anyhow!("no paper")) } else { Ok(String::new()) }
        }
    }

    #[test]
    fn what_one_engine_accepts_alone_is_no_progress() {
        use crate::problems::exercise::{Exercise, Variant};

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
        let less = Options { only: Some(protocol::Engine::Native), ..Options::default() };
        assert_eq!(note(Verdict::Accepted, &less), None);
        assert_eq!(note(Verdict::Deadlock, &less), Some(Verdict::Deadlock));
        assert_eq!(note(Verdict::Accepted, &less), Some(Verdict::Deadlock));
        assert_eq!(note(Verdict::Accepted, &Options::default()), Some(Verdict::Accepted));
        let _ = std::fs::remove_dir_all(root);
    }

    #[test]
    fn an_error_of_one_reporter_keeps_nothing_from_the_others() {
        let heard = Rc::new(Cell::new(0));
        let listener =
            |fails| -> Box<dyn Reporter> { Box::new(Listener { heard: Rc::clone(&heard), fails }) };
        let mut audience = Audience(vec![listener(true), listener(false)]);
        let told = audience.tell(&Event::Nothing { why: "a test" });
        assert_eq!(told.expect_err("one failed").to_string(), "no paper");
        assert_eq!(heard.get(), 2);
    }
}
