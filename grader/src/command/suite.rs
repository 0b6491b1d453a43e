//! Grades some subjects, tells every event to whoever reports, and remembers the verdicts for the
//! board. What `check` and `replay` share.

use std::ops::ControlFlow;
use std::time::Instant;

use protocol::Verdict;

use super::{complain, print};
use crate::activity::Activity;
use crate::cli::format::Format;
use crate::exit;
use crate::graded::Graded;
use crate::grading::grade::{GradeError, Grader};
use crate::grading::many;
use crate::grading::options::Options;
use crate::interrupt;
use crate::learner;
use crate::problems::subject::Subject;
use crate::process::run::RunError;
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
            learner::remember(project, done.subject, &result, done.fingerprint, options);
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
