//! The messages about one graded file, as rustc would have written them into its JSON: its own ones,
//! or one that says the verdict on the learner's lines.
//!
//! Called by `cargo_json`.

use std::fmt::Write as _;

use protocol::{Place, Verdict};
use serde_json::{Value, json};

use super::span::{Files, Span};
use super::spots::{self, Spot};
use super::text::clean;
use crate::case;
use crate::graded::{Diagnostic, Graded};

/// So many lines are told in the message itself, besides being marked.
const MOST_LINES: usize = 6;

/// The messages about a file; none about one that is right, or not begun.
pub fn of(graded: &Graded, files: &mut Files) -> Vec<Value> {
    // Advice is about what does not compile, and told once.
    let advice = |index| match (graded.verdict, index) {
        (Verdict::CompileError, 0) => graded.notes.as_slice(),
        _ => &[],
    };
    let said = graded.diagnostics.iter().chain(&graded.warnings).enumerate();
    let mut messages: Vec<Value> =
        said.map(|(index, said)| passed_on(graded, said, advice(index), files)).collect();
    if graded.failure.is_some() && graded.verdict != Verdict::Accepted {
        messages.push(verdict(graded, files));
    }
    messages
}

/// Whether a file has a message that is an error.
pub fn is_error(graded: &Graded) -> bool {
    !matches!(graded.verdict, Verdict::Accepted | Verdict::NotAttempted)
}

/// The verdict, where it went wrong.
fn verdict(graded: &Graded, files: &mut Files) -> Value {
    let summary = graded.failure.as_ref().map_or("", |failure| failure.summary.as_str());
    let diagnosis = graded.diagnosis.as_ref();
    let title = clean(diagnosis.map_or(summary, |diagnosis| &diagnosis.title));
    let level = if is_error(graded) { "error" } else { "note" };
    let code = graded.verdict.word();
    let mut spots = spots::of(graded);
    if spots.is_empty() {
        let at = files.first_type(&graded.file);
        spots.push(Spot { at, primary: true, labels: Vec::new() });
    }
    let spans: Vec<Span> = spots.iter().map(|spot| span(spot, files)).collect();
    let notes = notes(graded);
    let rendered = rendered(&format!("{level}[{code}]: {title}"), &spans, &notes);
    // Editors leave out what stands at the place itself where there are notes without a place.
    let here = spans.iter().take(MOST_LINES);
    let here =
        here.filter_map(|span| Some(format!("line {}: {}", span.line_start, span.label.as_ref()?)));
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

fn span(spot: &Spot, files: &mut Files) -> Span {
    let label = clean(&spot.labels.join("; "));
    files.span(&spot.at, spot.primary, (!label.is_empty()).then_some(label))
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

/// The message for people, without colours, as short as can be.
fn rendered(head: &str, spans: &[Span], notes: &[String]) -> String {
    let mut out = format!("{head}\n");
    let mut spans: Vec<&Span> = spans.iter().collect();
    if let Some(first) = spans.first() {
        let _ =
            writeln!(out, "  --> {}:{}:{}", first.file_name, first.line_start, first.column_start);
    }
    spans.sort_by_key(|span| (span.line_start, span.column_start));
    let digits = spans.last().map_or(1, |span| span.line_start.to_string().len());
    for span in spans {
        let line = &span.text[0].text;
        let before: String = line.chars().take(span.column_start - 1).collect();
        let indent: String = before.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let sign = if span.is_primary { "^" } else { "-" };
        let under = sign.repeat((span.column_end - span.column_start).max(1));
        let label = span.label.as_deref().unwrap_or_default();
        let _ = writeln!(out, "{:>digits$} | {}", span.line_start, line.trim_end());
        let _ =
            writeln!(out, "{:>digits$} | {}", "", format!("{indent}{under} {label}").trim_end());
    }
    for note in notes {
        let _ = writeln!(out, "{:>digits$} = {note}", "");
    }
    out
}

/// What the compiler said, where editors look for it: in the learner's file, which an error of the
/// hidden test is about too.
fn passed_on(graded: &Graded, error: &Diagnostic, notes: &[String], files: &mut Files) -> Value {
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
                None => files.first_type(&graded.file),
            };
            serde_json::to_value(files.span(&at, true, None)).unwrap_or_default()
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
