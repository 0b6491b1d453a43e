//! The report for people: a line if all is well, and everything there is to know if it is not.

use std::fmt::Write as _;
use std::path::Path;

use protocol::Verdict;

use super::explanation;
use super::headline::{bound, headline, times};
use super::paint::{BOLD, COMMAND, DIM, paint};
use super::source::Sources;
use super::text::{clean, hang, wrap};
use crate::graded::{Diagnostic, Graded};
use crate::screen::Screen;

/// Compiler errors beyond this are counted only: mostly the first one causes the others.
const MOST_ERRORS: usize = 4;

/// The report on one file.
pub fn render(graded: &Graded, root: &Path, screen: Screen) -> String {
    of_sources(graded, &mut Sources::new(root, &graded.file), screen)
}

/// The report on one file, whose text is here.
fn of_sources(graded: &Graded, sources: &mut Sources, screen: Screen) -> String {
    let columns = screen.width;
    let mut out = headline(graded, columns);
    match &graded.failure {
        // How one comes to a `todo!()` is no news.
        Some(failure) if graded.verdict == Verdict::NotAttempted => {
            out.push_str(&hang("  ", &clean(&failure.summary), columns));
        }
        Some(failure) => {
            explanation::push(&mut out, graded, failure, sources, columns);
        }
        None => {}
    }
    push_errors(&mut out, &graded.diagnostics);
    for note in &graded.notes {
        out.push_str(&hang("  note: ", &clean(note), columns));
    }
    if graded.verdict == Verdict::NotAttempted && graded.failure.is_none() {
        let _ = writeln!(out, "  still the stub: edit {}", paint(BOLD, &graded.file));
    }
    if let Some(command) = graded.reproduce.as_ref().filter(|_| repeats(graded)) {
        let _ = writeln!(out, "  again: {}", paint(COMMAND, command));
    }
    if let Some(problem) = stuck(graded) {
        let hint = format!("stuck? cargo run -p grader -- hint {problem}");
        let _ = writeln!(out, "  {}", paint(DIM, hint));
    }
    for line in
        bound(graded).map(|bound| wrap(&bound, columns.saturating_sub(2))).unwrap_or_default()
    {
        let _ = writeln!(out, "  {}", paint(DIM, line));
    }
    if let Some(times) = times(graded) {
        let _ = writeln!(out, "  {}", paint(DIM, times));
    }
    out
}

/// Whether the failure comes again.
fn repeats(graded: &Graded) -> bool {
    graded.failure.as_ref().is_none_or(|failure| failure.repeats)
}

/// The problem whose hints may help: only for a learner's own file, and not before it runs.
fn stuck(graded: &Graded) -> Option<&str> {
    let (problem, variant) = graded.exercise.split_once('/')?;
    let own = format!("exercises/{problem}/{variant}.rs");
    let runs = graded.verdict != Verdict::NotAttempted && graded.failure.is_some();
    (runs && graded.file.replace('\\', "/") == own).then_some(problem)
}

fn push_errors(out: &mut String, diagnostics: &[Diagnostic]) {
    if diagnostics.is_empty() {
        return;
    }
    // One mistake is often reported once for each rule that it breaks.
    let same = |a: &Diagnostic, b: &Diagnostic| {
        a.file.is_some() && (&a.code, &a.file, a.line) == (&b.code, &b.file, b.line)
    };
    let mut different: Vec<&Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        if !different.iter().any(|known| same(known, diagnostic)) {
            different.push(diagnostic);
        }
    }
    out.push('\n');
    for diagnostic in different.iter().take(MOST_ERRORS) {
        let _ = writeln!(out, "{}\n", diagnostic.rendered.trim_end());
    }
    let more = different.len().saturating_sub(MOST_ERRORS);
    if more > 0 {
        let errors = if more == 1 { "error" } else { "errors" };
        let _ = writeln!(out, "  … and {more} more {errors}\n");
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Again, Detours, Engine, Failure, Holder, LogEntry, Place, Wait};

    use super::*;
    use crate::graded::{EngineRun, Strength};

    fn plain(graded: &Graded) -> String {
        let text = render(graded, Path::new("/nowhere"), Screen { width: 80 });
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn a_deadlock_is_told_in_order() {
        let mut graded = Graded::new(
            "h2o/threads".into(),
            "exercises/h2o/threads.rs".into(),
            Verdict::Deadlock,
            1,
        );
        graded.engine = Some(Engine::Model);
        graded.case = Some("two_objects::case_1_crossed".into());
        graded.reproduce = Some("cargo run -p grader -- replay h2o/threads:model:c:2f".into());
        (graded.build_ms, graded.model_ms) = (Some(412), Some(7));
        let place = |line| Place { file: "exercises/h2o/threads.rs".into(), line, column: 9 };
        graded.failure = Some(Failure {
            verdict: Verdict::Deadlock,
            summary: "nobody can go on".into(),
            expected: Some("H H O".into()),
            seen: Some("H O".into()),
            log: vec![LogEntry { who: "hydrogen".into(), what: "H".into(), at_ns: 1_500_000 }],
            interleaving: None,
            waits: vec![Wait {
                who: "oxygen".into(),
                lane: Some(1),
                object: Some(0),
                what: "lock of Mutex #1".into(),
                at: Some(place(14)),
                holders: vec![Holder { who: "hydrogen".into(), lane: 0, since: Some(place(9)) }],
            }],
            at: None,
            notes: vec!["a note".into()],
            again: Again::Detours(Detours(vec![(4, 2)])),
            execution: 3,
            repeats: true,
        });
        let expected = "\
✗ h2o/threads  deadlock  under the model, execution 4 of the case (seed 1)
  exercises/h2o/threads.rs
  case: two objects, crossed

  nobody can go on

  expected  H H O
  seen      H O

  The log
    1.5 ms  hydrogen  H

  Who waits for what
    oxygen  lock of Mutex #1, at line 14
            held by hydrogen, since line 9

  note: a note

  again: cargo run -p grader -- replay h2o/threads:model:c:2f
  build 0.41 s · model 0.00 s
";
        assert_eq!(plain(&graded), expected);
    }

    #[test]
    fn an_acceptance_says_how_much_was_tried() {
        let mut graded = Graded::new("h2o/tasks".into(), "x.rs".into(), Verdict::Accepted, 9);
        let weakest = protocol::Strength::Sampled { bound: 7 };
        let strength = Strength { weakest, proved: 0, executions: 12_345, cases: 3 };
        let engine = Engine::Native;
        graded.engines = vec![EngineRun { engine, verdict: Verdict::Accepted, strength, ms: 600 }];
        assert_eq!(plain(&graded), "✓ h2o/tasks  accepted  12 345 native runs (seed 9)\n");
    }
}
