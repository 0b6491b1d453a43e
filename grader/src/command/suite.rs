//! Grades some subjects one after the other, reports each as soon as it is known, and remembers
//! the verdicts for the board. What `check`, `replay` and the board share.

use std::fs;

use protocol::Verdict;

use super::{complain, print};
use crate::cli::Format;
use crate::exit;
use crate::fingerprint::fingerprint;
use crate::grade::{GradeError, Grader};
use crate::graded::Graded;
use crate::interrupt;
use crate::options::Options;
use crate::progress::Progress;
use crate::project::Project;
use crate::report::{human, json};
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
    let mut failed = None;
    for subject in subjects {
        let fingerprint = fingerprint_of(project, subject);
        match grader.grade(subject, options) {
            Ok(result) => {
                progress.clear();
                if format == Format::Human {
                    show(project, &result, !results.is_empty())?;
                }
                if options.replay.is_none() {
                    remember(project, subject, &result, fingerprint);
                }
                results.push(result);
            }
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
    }
    progress.clear();
    if format == Format::Json && !interrupt::requested() {
        let error = failed.as_ref().map(ToString::to_string);
        print(&format!("{}\n", json::document(&results, error.as_deref())))?;
    }
    if let Some(error) = failed {
        complain(&error.to_string());
        return Ok(code(&error));
    }
    let all = results.iter().all(|graded| graded.verdict == Verdict::Accepted);
    if format == Format::Human && results.len() > 1 {
        print(&format!("\n{}\n", summary(&results)))?;
    }
    Ok(if all { exit::ACCEPTED } else { exit::REJECTED })
}

/// Some of what keeps the grader from grading was asked for.
const fn code(error: &GradeError) -> u8 {
    match error {
        GradeError::Run(RunError::NoSuchCase(_)) => exit::USAGE,
        _ => exit::FAILED,
    }
}

/// Prints one report, apart from the one before.
pub fn show(project: &Project, graded: &Graded, apart: bool) -> anyhow::Result<()> {
    let report = human::render(graded, project.root(), Screen::of_stdout());
    let is_long = report.lines().count() > 3;
    print(&format!("{}{report}", if apart && is_long { "\n" } else { "" }))?;
    Ok(())
}

/// Remembers the verdict on a learner's own file. A state that cannot be written costs only the
/// board's memory.
pub fn remember(project: &Project, subject: &Subject, graded: &Graded, fingerprint: String) {
    if subject.origin != Origin::Exercise {
        return;
    }
    let last = Last { verdict: graded.verdict, engine: graded.engine, fingerprint };
    let mut state = State::load(project);
    state.remember(&graded.exercise, &last);
    let _ = state.save(project);
}

/// Of the file and its hidden test together; taken before grading, so that an edit made meanwhile
/// makes the verdict stale.
pub fn fingerprint_of(project: &Project, subject: &Subject) -> String {
    let exercise = &subject.exercise;
    let hidden = project.hidden_test(&exercise.problem, exercise.variant);
    let mut bytes = fs::read(&subject.file).unwrap_or_default();
    bytes.push(0);
    bytes.extend(fs::read(hidden).unwrap_or_default());
    format!("{:016x}", fingerprint(&bytes))
}

/// `5 accepted, 2 deadlock, 1 not-attempted`.
fn summary(results: &[Graded]) -> String {
    let count = |verdict: Verdict| results.iter().filter(|r| r.verdict == verdict).count();
    let counts = Verdict::ALL.into_iter().map(|verdict| (count(verdict), verdict));
    let counts = counts.filter(|(count, _)| *count > 0);
    counts.map(|(count, verdict)| format!("{count} {verdict}")).collect::<Vec<_>>().join(", ")
}
