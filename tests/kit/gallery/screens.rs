//! The chosen wrong solutions, one for each diagnosis, on the terminal and as a page.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use grader::learner::checks::{Check, Since};
use grader::project::Project;
use grader::report::{html, human};
use grader::screen::Screen;

use super::Found;

/// A diagnosis, and the wrong solution that shows it.
const CHOSEN: [(&str, &str); 16] = [
    ("lost-wake-up", "zero-even-odd/wrong/tasks_look_then_notified.rs"),
    ("wait-not-in-loop", "bounded-blocking-queue/wrong/threads_if_not_while.rs"),
    ("wrong-waiter", "zero-even-odd/wrong/threads_notify_one.rs"),
    ("check-then-act", "bounded-blocking-queue/wrong/threads_check_then_push.rs"),
    ("lock-order", "dining-philosophers/wrong/threads_left_then_right.rs"),
    ("self-deadlock", "bounded-blocking-queue/wrong/threads_read_twice.rs"),
    ("guard-held", "bounded-blocking-queue/wrong/tasks_guard_in_match.rs"),
    ("blocking-in-task", "fizzbuzz/wrong/tasks_std_barrier.rs"),
    ("permit-lost", "dining-philosophers/wrong/threads_guard_dropped.rs"),
    ("cancelled", "bounded-blocking-queue/wrong/tasks_cancelled_handover.rs"),
    ("missed-generation", "fizzbuzz/wrong/threads_waits_for_a_number_that_has_passed.rs"),
    ("busy-wait", "foobar/wrong/threads_yield.rs"),
    ("over-serialized", "web-crawler/wrong/threads_lock_during_fetch.rs"),
    ("no-final-wake-up", "fizzbuzz/wrong/threads_last_does_not_notify.rs"),
    ("sleep-as-order", "print-in-order/wrong/tasks_sleep.rs"),
    ("ordering", "print-in-order/wrong/threads_relaxed_flags.rs"),
];

/// The files of those.
pub(super) fn chosen(project: &Project) -> Vec<PathBuf> {
    let solutions = project.root().join("solutions");
    CHOSEN.iter().map(|(_, file)| solutions.join(file)).collect()
}

/// Where they are shown.
fn folder(project: &Project) -> PathBuf {
    project.root().join("target").join("gallery")
}

/// Writes each at 80 and at 160 columns, and as a page; `index.html` has all of them.
pub(super) fn write(project: &Project, results: &[Found]) -> Result<()> {
    let folder = folder(project);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let mut checks = Vec::new();
    for ((pattern, name), file) in CHOSEN.iter().zip(chosen(project)) {
        let found = results.iter().find(|found| found.subject.file == file);
        let found = found.with_context(|| format!("there is no solutions/{name}"))?;
        let diagnosis = found.graded.diagnosis.as_ref().map(|diagnosis| diagnosis.pattern.as_str());
        anyhow::ensure!(diagnosis == Some(pattern), "{name}: {diagnosis:?}, and not {pattern}");
        for width in [80, 160] {
            let screen = human::render(&found.graded, project.root(), Screen { width });
            fs::write(folder.join(format!("{pattern}.{width}.txt")), screen)?;
        }
        let fingerprint = found.fingerprint.clone();
        checks.push(Check::new(project, &found.subject, &found.graded, fingerprint));
    }
    for ((pattern, _), check) in CHOSEN.iter().zip(&checks) {
        let page = html::page(&[], &[(check, Since::Same)], "gallery");
        fs::write(folder.join(format!("{pattern}.html")), page)?;
    }
    let all: Vec<(&Check, Since)> = checks.iter().map(|check| (check, Since::Same)).collect();
    super::write(&folder.join("index.html"), &html::page(&[], &all, "gallery"))
}
