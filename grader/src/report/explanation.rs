//! The failure: what happened, the pattern behind it, the lines that take part, how it came to that
//! step by step, who waits for whom, the log.
//!
//! Called by `human`. What comes first is what a newcomer should read first; what was said is not said
//! again.

use std::fmt::Write as _;

use protocol::{Engine, Failure, Interleaving, LogEntry, Place, Verdict, Wait};

use super::paint::{BOLD, DIM, RED, YELLOW, paint};
use super::source::Sources;
use super::steps::Steps;
use super::text::{clean, cut, hang, pad, width, wrap};
use super::{annotate, lanes, marks, waits, words};
use crate::diagnosis::{Diagnosis, Mark};
use crate::graded::Graded;
use crate::process::case;

/// Log entries beyond this lose the first ones: the mistake is at the end. Beside the steps, fewer do.
const MOST_LOG: usize = 40;
const MOST_LOG_BESIDE_STEPS: usize = 16;

/// All there is to say of a failure.
pub fn push(
    out: &mut String,
    graded: &Graded,
    failure: &Failure,
    sources: &mut Sources,
    columns: usize,
) {
    let _ = writeln!(out, "  {}", paint(DIM, clean(&graded.file)));
    if let Some(case) = &graded.case {
        out.push_str(&hang("  case: ", &clean(&case::in_words(case)), columns));
    }
    out.push('\n');
    let told = failure.interleaving.as_ref().filter(|of| !of.steps.is_empty());
    for line in sources.shortened(&failure.summary).lines() {
        for line in wrap(&clean(line), columns.saturating_sub(2)) {
            let _ = writeln!(out, "  {}", paint(RED, line));
        }
    }
    push_comparison(out, failure, columns);
    let diagnosis = graded.diagnosis.as_ref();
    if let Some(diagnosis) = diagnosis {
        push_diagnosis(out, diagnosis, columns);
    }
    let marks = push_annotations(out, diagnosis, failure, sources, columns);
    let mistake = diagnosis.and_then(|diagnosis| diagnosis.step);
    let steps = told.map(|of| Steps {
        end: end(failure).map(|end| sources.shortened(end)),
        ..steps(of, mistake, failure.verdict, sources)
    });
    // Steps of the test alone show nothing.
    let steps = steps.filter(|steps| !steps.rows.is_empty());
    if let Some(steps) = &steps {
        heading(out, "Step by step");
        out.push_str(&lanes::render(steps, columns));
    }
    push_waits(out, graded, failure, sources, columns, &marks);
    match steps {
        None => push_log(out, &failure.log, MOST_LOG, columns),
        // The steps that are known have its end, at least; what came before is missing.
        Some(steps) if steps.earlier > 0 && steps.entries < failure.log.len() => {
            push_log(out, &failure.log, MOST_LOG_BESIDE_STEPS, columns);
        }
        Some(_) => {}
    }
    for note in &failure.notes {
        out.push('\n');
        for (number, line) in sources.shortened(note).lines().enumerate() {
            let label = if number == 0 { "  note: " } else { "        " };
            out.push_str(&hang(label, &clean(line), columns));
        }
    }
    out.push('\n');
}

/// The steps; few of those that come again and again.
fn steps(
    of: &Interleaving,
    mistake: Option<usize>,
    verdict: Verdict,
    sources: &mut Sources,
) -> Steps {
    let steps = Steps::new(of, mistake, sources);
    let goes_on = matches!(verdict, Verdict::BusyWait | Verdict::Livelock);
    if goes_on { steps.brief() } else { steps }
}

/// The end of the story, where it is no step any more.
pub fn end(failure: &Failure) -> Option<&str> {
    let is_moment = matches!(failure.verdict, Verdict::WrongAnswer | Verdict::RuntimeError);
    is_moment.then_some(failure.summary.as_str())
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

/// The lines that take part; those that are shown.
fn push_annotations(
    out: &mut String,
    diagnosis: Option<&Diagnosis>,
    failure: &Failure,
    sources: &mut Sources,
    columns: usize,
) -> Vec<Mark> {
    let diagnosed = diagnosis.map(|diagnosis| diagnosis.marks.clone()).unwrap_or_default();
    let marks = if diagnosed.is_empty() { marks::derived(failure, sources) } else { diagnosed };
    let shown = annotate::render(&marks, sources, columns);
    if shown.is_empty() {
        return Vec::new();
    }
    let _ = write!(out, "\n{shown}");
    marks
}

/// Who waits for what. Where the lines above say it already, only the circle is left to say.
fn push_waits(
    out: &mut String,
    graded: &Graded,
    failure: &Failure,
    sources: &mut Sources,
    columns: usize,
    marks: &[Mark],
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
    // A diagnosis tells the rest.
    let is_said = graded.diagnosis.is_some() || all_marked(&failure.waits, marks);
    let is_clear = graded.diagnosis.is_some() || is_circle || are_clear(&failure.waits);
    if is_said && is_clear {
        return;
    }
    if !is_circle {
        let modelled = graded.engine == Some(Engine::Model);
        heading(out, if modelled { "Who waits for what" } else { "What each had last done" });
    }
    let with_lines = marks.is_empty();
    out.push_str(&waits::render(&failure.waits, with_lines, sources, columns));
}

/// Whether all places are among the lines that were shown. Where one waits in the test, no line of the
/// file shows it.
fn all_marked(waits: &[Wait], marks: &[Mark]) -> bool {
    let holders = waits.iter().flat_map(|wait| &wait.holders).map(|holder| &holder.since);
    let mut places = waits.iter().map(|wait| &wait.at).chain(holders);
    let line = |place: &Place| (place.file.clone(), place.line);
    let is_marked = |place: &Place| marks.iter().any(|mark| line(&mark.at) == line(place));
    places.all(|place| place.as_ref().is_some_and(is_marked))
}

/// Whether it is clear from a line who could let those go on who wait there.
fn are_clear(waits: &[Wait]) -> bool {
    waits.iter().all(|wait| {
        let mut same = waits.iter().filter(|other| other.at == wait.at);
        wait.holders.is_empty() || same.all(|other| other.object == wait.object)
    })
}

/// The log, where the steps do not have all of it.
fn push_log(out: &mut String, entries: &[LogEntry], most: usize, columns: usize) {
    if entries.is_empty() {
        return;
    }
    heading(out, "The log");
    let left_out = entries.len().saturating_sub(most);
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
