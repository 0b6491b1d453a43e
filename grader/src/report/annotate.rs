//! The learner's lines with what happens in them, as a compiler would show it.
//!
//! Called by `human`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use protocol::Place;

use super::source::Sources;
use super::text::{clean, hang, width};
use crate::diagnosis::Mark;

/// Before a line and before a label: line number, bar, spaces. What does not fit is told below.
const AROUND: usize = 10;
const INDENT: &str = "  ";

/// More labels than this for one span are counted only.
const MOST_LABELS: usize = 3;

/// What happens in a span, and whether it is where to look first.
#[derive(Default)]
struct Note {
    labels: Vec<String>,
    primary: bool,
}

impl Note {
    fn label(&self) -> String {
        let more = self.labels.len().saturating_sub(MOST_LABELS);
        let shown = self.labels.len() - more;
        let rest = if more > 0 { format!("; {more} more likewise") } else { String::new() };
        format!("{}{rest}", self.labels[..shown].join("; "))
    }
}

/// The marks in so many columns: all that are in one file in one piece. Nothing if no file can be read.
pub fn render(marks: &[Mark], sources: &mut Sources, columns: usize) -> String {
    let mut out = String::new();
    let mut below = Vec::new();
    for file in files(marks) {
        let text = sources.text(file).to_owned();
        let mut notes: BTreeMap<(usize, usize), Note> = BTreeMap::new();
        for (nth, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.at.file == file) {
            let Some(span) = span(&text, &mark.at) else { continue };
            let note = notes.entry((span.start, span.end)).or_default();
            note.primary |= nth == 0;
            let label = clean(&mark.label);
            if !note.labels.contains(&label) {
                note.labels.push(label);
            }
        }
        if notes.is_empty() {
            continue;
        }
        let start_of = |offset: usize| text[..offset].rfind('\n').map_or(0, |end| end + 1);
        let has_primary = notes.values().any(|note| note.primary);
        let annotations = notes.into_iter().map(|((start, end), note)| {
            let kind = if note.primary || !has_primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let label = note.label();
            let before = width(&text[start_of(start)..end]);
            let label = if before + AROUND + width(&label) > columns {
                below.push(label);
                format!("({})", below.len())
            } else {
                label
            };
            kind.span(start..end).label(label)
        });
        let snippet =
            Snippet::source(&text).path(clean(file)).annotations(annotations.collect::<Vec<_>>());
        let group = Group::with_level(Level::ERROR).element(snippet);
        let renderer = Renderer::styled().term_width(columns.saturating_sub(INDENT.len()));
        for line in renderer.render(&[group]).lines() {
            let _ = writeln!(out, "{}", format!("{INDENT}{line}").trim_end());
        }
    }
    for (number, label) in below.iter().enumerate() {
        out.push_str(&hang(&format!("    ({}) ", number + 1), label, columns));
    }
    out
}

/// The files of the marks, that of the first one first.
fn files(marks: &[Mark]) -> Vec<&str> {
    let mut files: Vec<&str> = Vec::new();
    for mark in marks {
        if !files.contains(&mark.at.file.as_str()) {
            files.push(&mark.at.file);
        }
    }
    files
}

/// The bytes of the name that stands at a place, or of the rest of its line if there is none.
fn span(text: &str, at: &Place) -> Option<Range<usize>> {
    let mut start = 0;
    let mut lines = text.split_inclusive('\n');
    for _ in 1..at.line {
        start += lines.next()?.len();
    }
    let line = lines.next()?.trim_end();
    let column = (at.column as usize).saturating_sub(1);
    let offset = line.char_indices().nth(column).map(|(offset, _)| offset);
    let is_name = |c: &char| c.is_alphanumeric() || *c == '_';
    if let Some(offset) = offset {
        let name: usize = line[offset..].chars().take_while(is_name).map(char::len_utf8).sum();
        if name > 0 {
            return Some(start + offset..start + offset + name);
        }
    }
    let indent = line.len() - line.trim_start().len();
    (indent < line.len()).then(|| start + indent.max(offset.unwrap_or(0))..start + line.len())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const TEXT: &str = "fn turn(&self) {\n    let mut turn = self.turn.lock().unwrap();\n    while \
                        *turn != own {\n        turn = self.changed.wait(turn).unwrap();\n    }\n}\n";

    fn mark(line: u32, column: u32, label: &str) -> Mark {
        let at = Place { file: "a.rs".into(), line, column };
        Mark { at, label: label.into(), step: None }
    }

    fn shown(marks: &[Mark], columns: usize) -> String {
        let mut sources = Sources::new(Path::new("/nowhere"), "a.rs");
        sources.add("a.rs", TEXT);
        anstream::adapter::strip_str(&render(marks, &mut sources, columns)).to_string()
    }

    #[test]
    fn a_span_is_the_name_at_a_place_or_what_there_is() {
        let at = |line, column| span(TEXT, &mark(line, column, "").at).map(|span| &TEXT[span]);
        assert_eq!(at(2, 30), Some("lock"));
        assert_eq!(at(3, 11), Some("*turn != own {"));
        assert_eq!(at(2, 99), Some("let mut turn = self.turn.lock().unwrap();"));
        assert_eq!((at(6, 9), at(77, 1)), (Some("}"), None));
    }

    #[test]
    fn lines_are_shown_with_what_happens_in_them() {
        let waits = ["bar", "baz", "baz"].map(|who| mark(4, 29, &format!("`{who}` waits here")));
        let marks = [&waits[..], &[mark(2, 30, "`foo` takes `turn` here")]].concat();
        insta::assert_snapshot!(shown(&marks, 80));
        let many: Vec<Mark> = (0..5).map(|n| mark(4, 29, &format!("`{n}`"))).collect();
        assert!(shown(&many, 80).contains("`0`; `1`; `2`; 2 more likewise"));
    }

    #[test]
    fn a_label_that_is_too_long_is_told_below() {
        let long = "here `bar` begins to wait for a message that nobody will ever send, since the \
                    sender was dropped";
        let text = shown(&[mark(4, 29, long)], 60);
        assert!(text.lines().all(|line| width(line) <= 60), "{text}");
        insta::assert_snapshot!(text);
    }

    #[test]
    fn what_cannot_be_read_is_not_shown() {
        let mut elsewhere = mark(1, 1, "here");
        elsewhere.at.file = "gone.rs".into();
        assert_eq!(shown(&[elsewhere], 80), "");
        assert_eq!(shown(&[], 80), "");
    }
}
