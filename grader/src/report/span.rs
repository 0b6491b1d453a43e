//! Places in source files, as spans: what the compiler's own messages have, with the whole name or
//! call that stands at the place.
//!
//! Used by the formats that editors read.

use protocol::Place;
use serde::Serialize;

/// A span, as rustc writes it into its JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// From the root of the workspace.
    pub file_name: String,
    /// From 0, in bytes, from the beginning of the file.
    pub byte_start: usize,
    /// Behind the last byte.
    pub byte_end: usize,
    /// From 1.
    pub line_start: u32,
    /// The same: a name does not go over the end of a line.
    pub line_end: u32,
    /// From 1, in characters.
    pub column_start: usize,
    /// Behind the last character.
    pub column_end: usize,
    /// It went wrong here.
    pub is_primary: bool,
    /// The line.
    pub text: [Line; 1],
    /// What happened here.
    pub label: Option<String>,
    /// Never: the grader does not say how to solve an exercise.
    pub suggested_replacement: Option<String>,
    /// As above.
    pub suggestion_applicability: Option<String>,
    /// Never: the place is where the learner wrote it.
    pub expansion: Option<()>,
}

/// A line, and the part of it that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Without its end.
    pub text: String,
    /// From 1, in characters.
    pub highlight_start: usize,
    /// Behind the last character.
    pub highlight_end: usize,
}

impl Span {
    /// What stands at a place of a file with this text. A place that the file does not have is an
    /// empty span at the end of the line, or of the file.
    pub fn at(at: &Place, text: &str, is_primary: bool, label: Option<String>) -> Self {
        let mut start = 0;
        let mut line = "";
        let mut number = 0;
        for (index, one) in (1..=at.line).zip(text.split_inclusive('\n')) {
            start += line.len();
            (number, line) = (index, one);
        }
        let shown = line.trim_end_matches(['\n', '\r']);
        let from = (at.column as usize).saturating_sub(1).min(shown.chars().count());
        let offset = shown.char_indices().nth(from).map_or(shown.len(), |(offset, _)| offset);
        let name = name(&shown[offset..]);
        let (from, to) = (from + 1, from + 1 + name.chars().count());
        Self {
            file_name: at.file.clone(),
            byte_start: start + offset,
            byte_end: start + offset + name.len(),
            line_start: number.max(1),
            line_end: number.max(1),
            column_start: from,
            column_end: to,
            is_primary,
            text: [Line { text: shown.to_owned(), highlight_start: from, highlight_end: to }],
            label,
            suggested_replacement: None,
            suggestion_applicability: None,
            expansion: None,
        }
    }
}

/// The name of the first type of a file with this text, for what has no place of its own.
pub fn first_type(file: &str, text: &str) -> Place {
    let name = |line: &str| {
        let after = |word: &str| line.find(word).map(|at| at + word.len());
        let before = after("struct ").or_else(|| after("enum "))?;
        (!line.trim_start().starts_with("//")).then(|| line[..before].chars().count())
    };
    let found = (1..).zip(text.lines()).find_map(|(line, text)| Some((line, name(text)?)));
    let (line, before) = found.unwrap_or((1, 0));
    let column = u32::try_from(before).map_or(1, |before| before + 1);
    Place { file: file.to_owned(), line, column }
}

/// What stands at the beginning of the text: a name or a path with the `!` of a macro
/// (`std::thread::park`, `lock`, `panic!`), else one character..
fn name(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    while end > 0
        && let Some(rest) = text[end..].strip_prefix("::")
        && rest.starts_with(is_part)
    {
        end += 2 + rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    }
    if end > 0 && text[end..].starts_with('!') && !text[end..].starts_with("!=") {
        end += 1;
    }
    if end == 0 { text.chars().next().map_or("", |c| &text[..c.len_utf8()]) } else { &text[..end] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{FILE, TEXT};

    #[test]
    fn a_span_has_the_whole_name_or_path() {
        assert_eq!(name("lock().unwrap()"), "lock");
        assert_eq!(name("std::thread::park();"), "std::thread::park");
        assert_eq!(name("Vec::<u32>::new()"), "Vec");
        assert_eq!(name("panic!(\"x\")"), "panic!");
        assert_eq!(name("größer != 1"), "größer");
        assert_eq!(name("a!=b"), "a");
        assert_eq!(name("[i]"), "[");
        assert_eq!(name(""), "");
    }

    fn span(text: &str, line: u32, column: u32) -> Span {
        Span::at(&Place { file: FILE.into(), line, column }, text, true, None)
    }

    #[test]
    fn columns_are_characters_and_offsets_are_bytes() {
        let span = span(TEXT, 9, 37);
        assert_eq!(&TEXT[span.byte_start..span.byte_end], "lock");
        assert_eq!((span.column_start, span.column_end), (37, 41));
        let line: Vec<char> = span.text[0].text.chars().collect();
        assert_eq!(line[36..40].iter().collect::<String>(), "lock");
    }

    #[test]
    fn what_is_not_there_is_an_empty_span() {
        let span = |line, column| {
            let span = span("one\r\ntwo", line, column);
            (span.line_start, span.column_start, span.column_end, span.byte_start, span.byte_end)
        };
        assert_eq!(span(1, 1), (1, 1, 4, 0, 3));
        assert_eq!(span(1, 99), (1, 4, 4, 3, 3));
        assert_eq!(span(99, 1), (2, 1, 4, 5, 8));
        assert_eq!(span(0, 0), (1, 1, 1, 0, 0));
    }

    #[test]
    fn what_has_no_place_is_at_the_first_type() {
        let at = first_type(FILE, TEXT);
        let span = Span::at(&at, TEXT, true, None);
        assert_eq!(&TEXT[span.byte_start..span.byte_end], "FooBar");
        let at = first_type("none.rs", "");
        assert_eq!((at.line, at.column), (1, 1));
        assert_eq!(Span::at(&at, "", true, None).byte_end, 0);
    }
}
