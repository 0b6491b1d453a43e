//! Running text in lines: broken between words, the styles kept.
//!
//! Called by `layout` and `table`.

use anstyle::Style;

use super::tree::Span;
use crate::report::paint::paint;
use crate::report::text::width;

/// A painted line, and the columns that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// With colours.
    pub text: String,
    /// In columns.
    pub width: usize,
}

/// What is not broken where there is room for it.
#[derive(Default)]
struct Word {
    pieces: Vec<(Style, String)>,
    /// How the space before it looks.
    space: Style,
    /// It begins a line in any case.
    begins: bool,
}

impl Word {
    fn width(&self) -> usize {
        width(&self.text())
    }

    fn text(&self) -> String {
        self.pieces.iter().map(|(_, text)| text.as_str()).collect()
    }

    fn push(&mut self, style: Style, c: char) {
        match self.pieces.last_mut() {
            Some((last, text)) if *last == style => text.push(c),
            _ => self.pieces.push((style, c.to_string())),
        }
    }
}

/// The text in lines of at most so many columns. Words that are wider are broken, too.
pub(super) fn wrap(spans: &[Span], columns: usize) -> Vec<Line> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut line = Row::default();
    for word in words(spans).into_iter().flat_map(|word| parts(word, columns)) {
        let needed = word.width();
        if line.width > 0 {
            if word.begins || line.width + 1 + needed > columns {
                lines.push(std::mem::take(&mut line).painted());
            } else {
                line.push(word.space, " ");
                line.width += 1;
            }
        }
        for (style, text) in &word.pieces {
            line.push(*style, text);
        }
        line.width += needed;
    }
    if line.width > 0 {
        lines.push(line.painted());
    }
    lines
}

/// The columns that the longest word and the longest line take when nothing is broken.
pub(super) fn widths(spans: &[Span]) -> (usize, usize) {
    let words = words(spans);
    let (mut longest, mut line, mut longest_line) = (0, 0, 0);
    for word in &words {
        let width = word.width();
        longest = longest.max(width);
        line = if word.begins || line == 0 { width } else { line + 1 + width };
        longest_line = longest_line.max(line);
    }
    (longest, longest_line)
}

/// A line that is being written: stretches of one style.
#[derive(Default)]
struct Row {
    stretches: Vec<(Style, String)>,
    width: usize,
}

impl Row {
    fn push(&mut self, style: Style, text: &str) {
        match self.stretches.last_mut() {
            Some((last, stretch)) if *last == style => stretch.push_str(text),
            _ => self.stretches.push((style, text.to_owned())),
        }
    }

    fn painted(self) -> Line {
        let text = self.stretches.iter().map(|(style, text)| painted(*style, text)).collect();
        Line { text, width: self.width }
    }
}

fn painted(style: Style, text: &str) -> String {
    if style.is_plain() { text.to_owned() } else { paint(style, text) }
}

fn words(spans: &[Span]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    for span in spans {
        for c in span.text.chars() {
            if !c.is_whitespace() || c == '\u{a0}' || (span.together && c == ' ') {
                word.push(span.style, c);
                continue;
            }
            if !word.pieces.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            word.space = span.style;
            word.begins |= c == '\n' && !words.is_empty();
        }
    }
    if !word.pieces.is_empty() {
        words.push(word);
    }
    words
}

/// A word in parts that fit, broken after what joins the words of a name, if there is such a place.
fn parts(word: Word, columns: usize) -> Vec<Word> {
    if word.width() <= columns {
        return vec![word];
    }
    let chars: Vec<(Style, char)> = word
        .pieces
        .iter()
        .flat_map(|(style, text)| text.chars().map(move |c| (*style, c)))
        .collect();
    let mut parts: Vec<Word> = Vec::new();
    let mut rest = &chars[..];
    while !rest.is_empty() {
        let fits = fitting(rest, columns);
        let joint = rest[..fits].iter().rposition(|(_, c)| "_-/:.,([{ ".contains(*c));
        let end = if fits == rest.len() {
            fits
        } else {
            joint.map(|at| at + 1).filter(|at| *at > fits / 3).unwrap_or(fits)
        };
        let mut part = Word { begins: !parts.is_empty() || word.begins, ..Word::default() };
        part.space = word.space;
        for (style, c) in &rest[..end] {
            part.push(*style, *c);
        }
        parts.push(part);
        rest = &rest[end..];
    }
    parts
}

/// How many characters there is room for, at least one.
fn fitting(chars: &[(Style, char)], columns: usize) -> usize {
    let mut text = String::new();
    for (count, (_, c)) in chars.iter().enumerate() {
        text.push(*c);
        if width(&text) > columns {
            return count.max(1);
        }
    }
    chars.len()
}
