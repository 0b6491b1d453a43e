//! The failure: what happened, the pattern behind it, the lines that take part, how it came to that
//! step by step, who waits for whom, the log.
//!
//! Called by `human`. What comes first is what a newcomer should read first; what was said is not said
//! again.

use std::fmt::Write as _;

use protocol::{Engine, Failure, LogEntry};

use super::paint::{BOLD, DIM, RED, YELLOW, paint};
use super::source::Sources;
use super::steps::Steps;
use super::text::{clean, cut, hang, pad, width, wrap};
use super::waits::Show;
use super::{annotate, lanes, marks, names, waits, words};
use crate::case;
use crate::diagnosis::Diagnosis;
use crate::graded::Graded;

/// Log entries beyond this lose the first ones: the mistake is at the end.
const MOST_LOG: usize = 40;

/// All there is to say of a failure.
pub fn push(
    out: &mut String,
    graded: &Graded,
    failure: &Failure,
    sources: &mut Sources,
    columns: usize,
) {
    let _ = writeln!(out, "  {}", paint(DIM, &graded.file));
    if let Some(case) = &graded.case {
        out.push_str(&hang("  case: ", &clean(&case::in_words(case)), columns));
    }
    out.push('\n');
    let told = failure.interleaving.as_ref().filter(|of| !of.steps.is_empty());
    let in_report = |text: &str, sources: &Sources| names::in_report(text, told, sources);
    for line in wrap(&in_report(&failure.summary, sources), columns.saturating_sub(2)) {
        let _ = writeln!(out, "  {}", paint(RED, clean(&line)));
    }
    push_comparison(out, failure, columns);
    let diagnosis = graded.diagnosis.as_ref();
    if let Some(diagnosis) = diagnosis {
        push_diagnosis(out, diagnosis, columns);
    }
    let annotated = push_annotations(out, diagnosis, failure, sources, columns);
    let mistake = diagnosis.and_then(|diagnosis| diagnosis.step);
    let steps = told.map(|of| Steps::new(of, mistake, sources));
    if let Some(steps) = &steps {
        heading(out, "Step by step");
        out.push_str(&lanes::render(steps, columns));
    }
    push_waits(out, graded, failure, sources, columns, annotated);
    if steps.is_none_or(|steps| steps.entries < failure.log.len()) {
        push_log(out, &failure.log, columns);
    }
    for note in &failure.notes {
        out.push('\n');
        for (number, line) in in_report(note, sources).lines().enumerate() {
            let label = if number == 0 { "  note: " } else { "        " };
            out.push_str(&hang(label, &clean(line), columns));
        }
    }
    out.push('\n');
}

fn heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "\n  {}", paint(BOLD, text));
}

fn push_comparison(out: &mut String, failure: &Failure, columns: usize) {
    let sides = [("expected", &failure.expected), ("seen", &failure.seen)];
    if sides.iter().any(|(_, side)| side.is_some()) {
        out.push('\n');
    }
    for (name, side) in sides {
        let Some(text) = side else { continue };
        for (number, line) in text.lines().enumerate() {
            let label = format!("  {:<8}  ", if number == 0 { name } else { "" });
            out.push_str(&hang(&label, &clean(line), columns));
        }
    }
}

fn push_diagnosis(out: &mut String, diagnosis: &Diagnosis, columns: usize) {
    out.push('\n');
    for line in wrap(&clean(&diagnosis.title), columns.saturating_sub(2)) {
        let _ = writeln!(out, "  {}", paint(YELLOW, line));
    }
    for line in wrap(&diagnosis.text, columns.saturating_sub(2).min(100)) {
        let _ = writeln!(out, "  {}", clean(&line));
    }
}

/// The lines that take part; whether they are told by what the failure itself says.
fn push_annotations(
    out: &mut String,
    diagnosis: Option<&Diagnosis>,
    failure: &Failure,
    sources: &mut Sources,
    columns: usize,
) -> bool {
    let diagnosed = diagnosis.map(|diagnosis| diagnosis.marks.clone()).unwrap_or_default();
    let derived = diagnosed.is_empty();
    let marks = if derived { marks::derived(failure, sources) } else { diagnosed };
    let shown = annotate::render(&marks, sources, columns);
    if !shown.is_empty() {
        let _ = write!(out, "\n{shown}");
    }
    derived && !shown.is_empty()
}

/// Who waits for what. Where the lines above say it already, only the circle is left to say.
fn push_waits(
    out: &mut String,
    graded: &Graded,
    failure: &Failure,
    sources: &mut Sources,
    columns: usize,
    annotated: bool,
) {
    if failure.waits.is_empty() {
        return;
    }
    let of = failure.interleaving.as_ref();
    let circle = of.and_then(|of| waits::circle(&failure.waits, of, columns));
    let is_circle = circle.is_some();
    if let Some(circle) = circle {
        heading(out, "They wait in a circle");
        out.push_str(&circle);
    }
    // Where one waits in a callback of the test, no line of the file shows it.
    let all_shown = annotated && failure.waits.iter().all(|wait| wait.at.is_some());
    if all_shown && (is_circle || failure.waits.iter().all(|wait| wait.holders.is_empty())) {
        return;
    }
    if !is_circle {
        let modelled = graded.engine == Some(Engine::Model);
        heading(out, if modelled { "Who waits for what" } else { "What each had last done" });
    }
    let show = Show { of, without_lines: annotated, columns };
    out.push_str(&waits::render(&failure.waits, sources, show));
}

fn push_log(out: &mut String, entries: &[LogEntry], columns: usize) {
    if entries.is_empty() {
        return;
    }
    heading(out, "The log");
    let left_out = entries.len().saturating_sub(MOST_LOG);
    let entries = &entries[left_out..];
    let times: Vec<String> = entries.iter().map(|entry| words::time(entry.at_ns)).collect();
    let names: Vec<String> = entries.iter().map(|entry| cut(&clean(&entry.who), 24)).collect();
    let time = times.iter().map(|time| width(time)).max().unwrap_or(0);
    let name = names.iter().map(|name| width(name)).max().unwrap_or(0);
    if left_out > 0 {
        let _ = writeln!(out, "    {}", paint(DIM, format!("… {left_out} earlier entries …")));
    }
    for ((entry, at), who) in entries.iter().zip(&times).zip(&names) {
        let label = format!("    {at:>time$}  {}  ", pad(who, name));
        out.push_str(&hang(&label, &clean(&entry.what), columns));
    }
}
