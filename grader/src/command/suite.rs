//! Grades some subjects, reports each as soon as it is known, and remembers the verdicts for the
//! board. What `check`, `replay` and the board share.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use protocol::Verdict;

use super::{complain, print};
use crate::checks;
use crate::cli::Format;
use crate::exit;
use crate::grade::{GradeError, Grader};
use crate::graded::{Graded, millis};
use crate::interrupt;
use crate::many;
use crate::options::Options;
use crate::progress::Progress;
use crate::project::Project;
use crate::report::paint::{DIM, paint};
use crate::report::table::{Row, seconds};
use crate::report::{human, json, table};
use crate::run::RunError;
use crate::screen::Screen;
use crate::state::{Last, State};
use crate::subject::{Origin, Subject};

/// Grades and reports; the exit code.
pub fn run(
    project: &Project,
    subjects: &[Subject],
    options: &Options,
    format: Format,
) -> anyhow::Result<u8> {
    let progress = Progress::new();
    let grader = Grader::new(project, &progress);
    let mut results: Vec<Graded> = Vec::new();
    let began = Instant::now();
    let all = many::grade(&grader, project, subjects, options, |done| {
        let result = match done.result {
            Ok(result) => result,
            Err(error) => return ControlFlow::Break(error.into()),
        };
        if format == Format::Human {
            progress.clear();
            if let Err(error) = report(project, &result, !results.is_empty()) {
                return ControlFlow::Break(error);
            }
        }
        if options.replay.is_none() {
            remember(project, done.subject, &result, done.fingerprint);
        }
        results.push(result);
        ControlFlow::Continue(())
    });
    progress.clear();
    let failed = all.break_value();
    if format == Format::Json && !interrupt::requested() {
        let error = failed.as_ref().map(ToString::to_string);
        print(&format!("{}\n", json::document(&results, error.as_deref())))?;
    }
    if format == Format::Table {
        let rows: Vec<Row<'_>> = subjects.iter().zip(&results).map(|of| row(project, of)).collect();
        print(&table::render(&rows))?;
    }
    if let Some(error) = failed {
        complain(&error.to_string());
        return Ok(code(&error));
    }
    if format != Format::Json && results.len() > 1 {
        print(&format!("\n{}\n", summary(&results, began.elapsed())))?;
    }
    let all = results.iter().all(|graded| graded.verdict == Verdict::Accepted);
    Ok(if all { exit::ACCEPTED } else { exit::REJECTED })
}

/// Some of what keeps the grader from grading was asked for.
fn code(error: &anyhow::Error) -> u8 {
    match error.downcast_ref() {
        Some(GradeError::Run(RunError::NoSuchCase(_))) => exit::USAGE,
        _ => exit::FAILED,
    }
}

/// Prints one report, apart from the one before.
pub fn report(project: &Project, graded: &Graded, apart: bool) -> anyhow::Result<()> {
    let report = human::render(graded, project.root(), Screen::of_stdout());
    let is_long = report.lines().count() > 3;
    print(&format!("{}{report}", if apart && is_long { "\n" } else { "" }))?;
    Ok(())
}

/// Keeps the check for `report`, and remembers the verdict on a learner's own file for the board.
/// What cannot be written costs only their memory.
pub fn remember(project: &Project, subject: &Subject, graded: &Graded, fingerprint: String) {
    checks::keep(project, subject, graded, &fingerprint);
    if subject.origin != Origin::Exercise {
        return;
    }
    let last = Last { verdict: graded.verdict, engine: graded.engine, fingerprint };
    let mut state = State::load(project);
    state.remember(&graded.exercise, &last);
    let _ = state.save(project);
}

fn row<'a>(project: &Project, (subject, graded): (&Subject, &'a Graded)) -> Row<'a> {
    let [right, wrong] =
        ["right", "wrong"].map(|kind| project.designs(&subject.exercise, kind).count());
    Row { graded, right: right + 1, wrong }
}

/// `5 accepted, 2 deadlock, 1 not-attempted in 9.41 s (build 4.02 s, model 3.10 s, native 7.00 s)`.
fn summary(results: &[Graded], took: Duration) -> String {
    let count = |verdict: Verdict| results.iter().filter(|r| r.verdict == verdict).count();
    let counts = Verdict::ALL.into_iter().map(|verdict| (count(verdict), verdict));
    let counts = counts.filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, verdict)| format!("{count} {verdict}")).collect();
    let all = |of: fn(&Graded) -> Option<u64>| seconds(results.iter().filter_map(of).sum());
    let shares = format!(
        "build {}, model {}, native {}",
        all(|graded| graded.build_ms),
        all(|graded| graded.model_ms),
        all(|graded| graded.native_ms)
    );
    let took = seconds(millis(took));
    let at_once = many::at_once(results.len());
    let side_by_side = if at_once > 1 { format!(", {at_once} at a time") } else { String::new() };
    let times = paint(DIM, format!("in {took} ({shares}{side_by_side})"));
    format!("{} {times}", counts.join(", "))
}
