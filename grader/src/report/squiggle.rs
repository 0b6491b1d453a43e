//! The messages about one graded file, as rustc would have written them into its JSON: its own ones,
//! or one that says the verdict on the learner's lines.
//!
//! Called by `cargo_json`.

use protocol::{Place, Verdict};
use serde_json::{Value, json};

use super::source::Sources;
use super::span::{Span, first_type};
use super::text::{clean, cut, hang};
use super::{annotate, marks};
use crate::diagnosis::Mark;
use crate::graded::{Diagnostic, Graded};
use crate::process::case;

/// A message for people is laid out for so many columns.
const COLUMNS: usize = 100;
/// So many lines are told in the message itself, besides being marked.
const MOST_LINES: usize = 6;
/// So much of what happens there.
const MOST_COLUMNS: usize = 160;

/// The messages about a file; none about one that is right, or not begun.
pub fn of(graded: &Graded, sources: &mut Sources) -> Vec<Value> {
    // Advice is about what does not compile, and told once.
    let advice = |index| match (graded.verdict, index) {
        (Verdict::CompileError, 0) => graded.notes.as_slice(),
        _ => &[],
    };
    let said = graded.diagnostics.iter().chain(&graded.warnings).enumerate();
    let mut messages: Vec<Value> =
        said.map(|(index, said)| passed_on(graded, said, advice(index), sources)).collect();
    if graded.failure.is_some() && graded.verdict != Verdict::Accepted {
        messages.push(verdict(graded, sources));
    }
    messages
}

/// Whether a file has a message that is an error.
pub fn is_error(graded: &Graded) -> bool {
    !matches!(graded.verdict, Verdict::Accepted | Verdict::NotAttempted)
}

/// The verdict, where it went wrong.
fn verdict(graded: &Graded, sources: &mut Sources) -> Value {
    let summary = graded.failure.as_ref().map_or("", |failure| failure.summary.as_str());
    let diagnosis = graded.diagnosis.as_ref();
    let title = clean(diagnosis.map_or(summary, |diagnosis| &diagnosis.title));
    let level = if is_error(graded) { "error" } else { "note" };
    let code = graded.verdict.word();
    let marks = marks_of(graded, sources);
    let spans: Vec<Span> =
        marks.iter().map(|(mark, primary)| span(mark, *primary, sources)).collect();
    let notes = notes(graded);
    let head = format!("{level}[{code}]: {title}");
    let marks: Vec<Mark> = marks.into_iter().map(|(mark, _)| mark).collect();
    let rendered = rendered(&head, &annotate::render(&marks, sources, COLUMNS), &notes);
    // Editors leave out what stands at the place itself where there are notes without a place.
    let here = spans.iter().take(MOST_LINES);
    let here =
        here.filter_map(|span| Some((span.line_start, cut(span.label.as_ref()?, MOST_COLUMNS))));
    let here = here.map(|(line, label)| format!("line {line}: {label}"));
    let children: Vec<Value> = here.chain(notes).map(|note| child(&note)).collect();
    json!({
        "$message_type": "diagnostic",
        "message": format!("{code}: {title}"),
        "code": { "code": format!("racecourse::{code}"), "explanation": null },
        "level": level,
        "spans": spans,
        "children": children,
        "rendered": rendered,
    })
}

/// The lines that take part, each once, and whether it went wrong there.
fn marks_of(graded: &Graded, sources: &mut Sources) -> Vec<(Mark, bool)> {
    let Some(failure) = &graded.failure else { return Vec::new() };
    let mut marks: Vec<(Mark, bool)> = Vec::new();
    let diagnosed = graded.diagnosis.iter().flat_map(|diagnosis| &diagnosis.marks);
    for mark in diagnosed.filter(|mark| sources.is_subject(&mark.at)) {
        match marks.iter_mut().find(|(known, _)| known.at == mark.at) {
            Some((known, _)) => known.label = format!("{}; {}", known.label, mark.label),
            None => marks.push((mark.clone(), marks.is_empty())),
        }
    }
    let understood = !marks.is_empty();
    let deadlock = graded.verdict == Verdict::Deadlock;
    // Where each waits is of interest in any case.
    let more = if understood && !deadlock { Vec::new() } else { marks::derived(failure, sources) };
    for mark in more {
        let waits = || failure.waits.iter().any(|wait| wait.at.as_ref() == Some(&mark.at));
        let primary = marks.is_empty() || !understood && deadlock && waits();
        if !marks.iter().any(|(known, _)| known.at == mark.at) {
            marks.push((mark, primary));
        }
    }
    if marks.is_empty() {
        let own = failure.interleaving.iter().flat_map(|of| of.steps.iter().rev());
        let mut own = own.filter(|step| !step.kit).filter_map(|step| step.at.clone());
        let last = own.find(|at| sources.is_subject(at));
        let file = sources.subject().to_owned();
        let at = last.unwrap_or_else(|| first_type(&file, sources.text(&file)));
        marks.push((Mark { at, label: String::new(), step: None }, true));
    }
    marks
}

fn span(mark: &Mark, primary: bool, sources: &mut Sources) -> Span {
    let at = Place { file: mark.at.file.replace('\\', "/"), ..mark.at.clone() };
    let label = clean(&mark.label);
    let text = sources.text(&mark.at.file);
    Span::at(&at, text, primary, (!label.is_empty()).then_some(label))
}

/// What else there is to know, a sentence or line each.
fn notes(graded: &Graded) -> Vec<String> {
    let mut notes = Vec::new();
    let Some(failure) = &graded.failure else { return notes };
    if let Some(diagnosis) = &graded.diagnosis {
        notes.push(diagnosis.text.clone());
        notes.push(failure.summary.clone());
    }
    for (name, side) in [("expected", &failure.expected), ("seen", &failure.seen)] {
        notes.extend(side.iter().map(|text| format!("{name}: {}", text.replace('\n', " · "))));
    }
    notes.extend(graded.case.iter().map(|case| format!("case: {}", case::in_words(case))));
    notes.extend(graded.reproduce.iter().map(|command| format!("again: {command}")));
    notes.iter().map(|note| clean(note)).collect()
}

fn child(note: &str) -> Value {
    json!({
        "message": note,
        "code": null,
        "level": "note",
        "spans": [],
        "children": [],
        "rendered": null,
    })
}

/// The message for people, without colours.
fn rendered(head: &str, source: &str, notes: &[String]) -> String {
    let mut out = format!("{head}\n{}", anstream::adapter::strip_str(source));
    for note in notes {
        // A command is copied in one piece.
        let columns = if note.starts_with("again: ") { usize::MAX } else { COLUMNS };
        out.push_str(&hang("  = ", note, columns));
    }
    out
}

/// What the compiler said, where editors look for it: in the learner's file, which an error of the
/// hidden test is about too.
fn passed_on(
    graded: &Graded,
    error: &Diagnostic,
    notes: &[String],
    sources: &mut Sources,
) -> Value {
    let mut message = error.compiler.clone();
    if !message.is_object() {
        message = json!({ "message": error.message, "code": null, "level": "error", "spans": [], "children": [] });
    }
    message["$message_type"] = "diagnostic".into();
    message["rendered"] = anstream::adapter::strip_str(&error.rendered).to_string().into();
    slashes(&mut message);
    let here = |span: &Value| span["file_name"] == graded.file.as_str();
    let is_primary = |span: &Value| span["is_primary"] == true;
    let spans = message["spans"].as_array().cloned().unwrap_or_default();
    if !spans.iter().any(|span| here(span) && is_primary(span)) {
        let mut primary = spans.iter().find(|span| here(span)).cloned().unwrap_or_else(|| {
            let line = error.line.filter(|_| error.file.as_deref() == Some(graded.file.as_str()));
            let at = match line {
                Some(line) => Place { file: graded.file.clone(), line, column: 1 },
                None => first_type(&graded.file, sources.text(&graded.file)),
            };
            let span = Span::at(&at, sources.text(&graded.file), true, None);
            serde_json::to_value(span).unwrap_or_default()
        });
        primary["is_primary"] = true.into();
        let others = spans.into_iter().filter(|span| !here(span)).map(|mut span| {
            span["is_primary"] = false.into();
            if span["label"].is_null() {
                span["label"] = error.message.clone().into();
            }
            span
        });
        message["spans"] = std::iter::once(primary).chain(others).collect();
    }
    if let Some(children) = message["children"].as_array_mut() {
        // Nobody's editor shall mend the hidden test.
        let spans = children.iter_mut().filter_map(|child| child["spans"].as_array_mut()).flatten();
        for span in spans.filter(|span| !here(span)) {
            span["suggested_replacement"] = Value::Null;
        }
        children.extend(notes.iter().map(|note| child(&clean(note))));
    }
    message
}

/// Names of files with forward slashes, wherever they stand.
fn slashes(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if name == "file_name" => *text = text.replace('\\', "/"),
                    field => slashes(field),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(slashes),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;

    use super::*;
    use crate::report::samples;

    #[test]
    fn every_kind_of_result_has_its_messages() {
        let mut told = String::new();
        for graded in samples::all() {
            let mut sources = Sources::new(Path::new("/nowhere"), samples::FILE);
            sources.add(samples::FILE, samples::TEXT);
            for mut message in of(&graded, &mut sources) {
                let rendered = message["rendered"].take();
                let rest = serde_json::to_string_pretty(&message).expect("JSON");
                let _ = writeln!(told, "{rest}\n{}", rendered.as_str().unwrap_or_default());
            }
        }
        insta::assert_snapshot!(told);
    }

    #[test]
    fn several_that_wait_at_one_place_share_it() {
        let mut graded = samples::deadlock();
        let failure = graded.failure.as_mut().expect("a deadlock");
        failure.waits[1].at = failure.waits[0].at.clone();
        let mut sources = Sources::new(Path::new("/nowhere"), samples::FILE);
        let marks = marks_of(&graded, &mut sources);
        let primary: Vec<_> = marks.iter().filter(|(_, primary)| *primary).collect();
        assert_eq!(primary.len(), 1, "{marks:?}");
        assert!(primary[0].0.label.contains("`foo` and `bar` wait"), "{marks:?}");
    }

    #[test]
    fn what_has_no_line_of_the_file_is_at_its_first_type() {
        let mut graded = samples::panic();
        let at = graded.failure.as_mut().and_then(|failure| failure.at.as_mut());
        at.expect("a place").file = "tests/foobar/threads.rs".into();
        let mut sources = Sources::new(Path::new("/nowhere"), samples::FILE);
        sources.add(samples::FILE, samples::TEXT);
        let messages = of(&graded, &mut sources);
        assert_eq!(messages[0]["spans"][0]["line_start"], 1, "{messages:#?}");
    }
}
