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
pub fn of_sources(graded: &Graded, sources: &mut Sources, screen: Screen) -> String {
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
    push_errors(&mut out, &graded.diagnostics, &graded.file);
    for note in &graded.notes {
        out.push_str(&hang("  note: ", &clean(note), columns));
    }
    if graded.verdict == Verdict::NotAttempted && graded.failure.is_none() {
        let _ = writeln!(out, "  still the stub: edit {}", paint(BOLD, clean(&graded.file)));
    }
    if let Some(command) = graded.reproduce.as_ref().filter(|_| repeats(graded)) {
        let _ = writeln!(out, "  again: {}", paint(COMMAND, clean(command)));
        if can_be_stepped(graded) {
            let more =
                "with --step: forward and back; as a page: cargo run -p grader -- report --open";
            out.push_str(&paint(DIM, hang("  ", more, columns).trim_end()));
            out.push('\n');
        }
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

/// Whether there is a failure to look at again: not what was not written yet, nor what comes by chance.
pub fn repeats(graded: &Graded) -> bool {
    let begun = graded.verdict != Verdict::NotAttempted;
    begun && graded.failure.as_ref().is_none_or(|failure| failure.repeats)
}

/// Whether there are steps to step through, and a token that leads to them.
fn can_be_stepped(graded: &Graded) -> bool {
    let told = graded.failure.as_ref().is_some_and(|failure| failure.interleaving.is_some());
    told && graded.reproduce.as_ref().is_some_and(|command| command.contains(" replay "))
}

/// The problem whose hints may help: only for a learner's own file, and not before it runs.
pub fn stuck(graded: &Graded) -> Option<&str> {
    let (problem, variant) = graded.exercise.split_once('/')?;
    let own = format!("exercises/{problem}/{variant}.rs");
    let runs = graded.verdict != Verdict::NotAttempted && graded.failure.is_some();
    (runs && graded.file.replace('\\', "/") == own).then_some(problem)
}

/// The errors without those that say the same: one mistake is often reported once for each rule that
/// it breaks. Of those that are in the hidden test, the first one says enough: what is wrong is in the
/// graded file.
pub fn different<'a>(diagnostics: &'a [Diagnostic], file: &str) -> Vec<&'a Diagnostic> {
    let is_own = |error: &Diagnostic| error.file.as_deref() == Some(file);
    let same = |a: &Diagnostic, b: &Diagnostic| {
        a.file.is_some() && (&a.code, &a.file, a.line) == (&b.code, &b.file, b.line)
    };
    let mut different: Vec<&Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        let elsewhere = !different.is_empty() && !is_own(diagnostic);
        if !elsewhere && !different.iter().any(|known| same(known, diagnostic)) {
            different.push(diagnostic);
        }
    }
    different
}

fn push_errors(out: &mut String, diagnostics: &[Diagnostic], file: &str) {
    if diagnostics.is_empty() {
        return;
    }
    let different = different(diagnostics, &file.replace('\\', "/"));
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
    use protocol::Engine;

    use super::*;
    use crate::graded::{EngineRun, Strength};
    use crate::report::example::{self, TEXT};
    use crate::report::text::width;

    fn plain(graded: &Graded, columns: usize) -> String {
        let mut sources = Sources::new(Path::new("/nowhere"), &graded.file);
        sources.add(&graded.file, TEXT);
        let text = of_sources(graded, &mut sources, Screen { width: columns });
        let text = anstream::adapter::strip_str(&text).to_string();
        // A command is one line, to be copied.
        let mut lines = text.lines().filter(|line| !line.starts_with("  again: "));
        assert!(lines.all(|line| width(line) <= columns), "{text}");
        text
    }

    #[test]
    fn a_deadlock_with_and_without_a_diagnosis() {
        for columns in [80, 160] {
            for diagnosed in [true, false] {
                let name = if diagnosed { "diagnosed" } else { "undiagnosed" };
                let text = plain(&example::deadlock(diagnosed), columns);
                insta::assert_snapshot!(format!("{name}_{columns}"), text);
            }
        }
    }

    #[test]
    fn a_circle_is_drawn() {
        insta::assert_snapshot!("circle_of_2_80", plain(&example::circular(2), 80));
        insta::assert_snapshot!("circle_of_5_80", plain(&example::circular(5), 80));
        insta::assert_snapshot!("circle_of_12_80", plain(&example::circular(12), 80));
        insta::assert_snapshot!("circle_of_12_160", plain(&example::circular(12), 160));
    }

    #[test]
    fn what_does_not_repeat_names_no_token_and_what_is_not_the_learners_own_no_hint() {
        let text = plain(&example::panic(), 80);
        assert!(!text.contains("again:") && !text.contains("stuck?"), "{text}");
        insta::assert_snapshot!(text);
    }

    #[test]
    fn without_a_schedule_there_is_the_log() {
        insta::assert_snapshot!(plain(&example::wrong_answer(), 80));
    }

    #[test]
    fn an_acceptance_says_how_much_was_tried() {
        let mut graded = Graded::new("h2o/tasks".into(), "x.rs".into(), Verdict::Accepted, 9);
        let weakest = protocol::Strength::Sampled { bound: 7 };
        let strength = Strength { weakest, proved: 0, executions: 12_345, cases: 3 };
        let engine = Engine::Native;
        graded.engines = vec![EngineRun { engine, verdict: Verdict::Accepted, strength, ms: 600 }];
        assert_eq!(plain(&graded, 80), "✓ h2o/tasks  accepted  12 345 native runs (seed 9)\n");
    }
}
