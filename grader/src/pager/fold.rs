//! Folds painted text into lines of so many columns: nothing is lost, no line is longer, and of all that
//! can be said to a terminal only styles come through.
//!
//! Called by whoever shows text that somebody else has laid out: a report, what rustc says.

use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// What ends all styles.
const RESET: &str = "\x1b[0m";

/// The lines of a text in so many columns. A line that is longer goes on in the next one, in the same style.
pub fn fold(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut folded = Folded { columns, ..Folded::default() };
    for line in text.lines() {
        folded.push(line);
    }
    folded.lines
}

#[derive(Default)]
struct Folded {
    columns: usize,
    lines: Vec<String>,
    /// The line that is being made, and its columns.
    line: String,
    used: usize,
    /// The styles that hold where it ends.
    styles: String,
}

impl Folded {
    fn push(&mut self, line: &str) {
        self.begin();
        let mut rest = line.chars();
        while let Some(c) = rest.next() {
            match c {
                '\x1b' => {
                    let (style, after) = sequence(rest.as_str());
                    self.style(style);
                    rest = after.chars();
                }
                '\t' => (0..4).for_each(|_| self.character(' ', 1)),
                c if c.is_control() => {}
                c => self.character(c, c.width().unwrap_or(0)),
            }
        }
        self.end();
    }

    fn begin(&mut self) {
        self.line.clone_from(&self.styles);
        self.used = 0;
    }

    fn end(&mut self) {
        if !self.styles.is_empty() {
            self.line.push_str(RESET);
        }
        self.lines.push(std::mem::take(&mut self.line));
    }

    fn character(&mut self, c: char, width: usize) {
        if self.used + width > self.columns {
            self.end();
            self.begin();
        }
        self.line.push(c);
        self.used += width;
    }

    fn style(&mut self, style: Option<&str>) {
        let Some(style) = style else { return };
        if matches!(style, "" | "0") {
            self.styles.clear();
        } else {
            let _ = write!(self.styles, "\x1b[{style}m");
        }
        let _ = write!(self.line, "\x1b[{style}m");
    }
}

/// What follows an escape: the style that it sets, if it is one, and what comes after it.
fn sequence(rest: &str) -> (Option<&str>, &str) {
    if let Some(csi) = rest.strip_prefix('[') {
        let end = csi.find(|c: char| ('\x40'..='\x7e').contains(&c));
        let Some(end) = end else { return (None, "") };
        let is_style = csi[end..].starts_with('m')
            && csi[..end].bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
        return (is_style.then_some(&csi[..end]), &csi[end + 1..]);
    }
    if let Some(osc) = rest.strip_prefix(']') {
        let ends = [osc.find('\x07').map(|at| at + 1), osc.find("\x1b\\").map(|at| at + 2)];
        let end = ends.into_iter().flatten().min().unwrap_or(osc.len());
        return (None, &osc[end..]);
    }
    let mut chars = rest.chars();
    chars.next();
    (None, chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_go_on_in_their_style() {
        assert_eq!(fold("abcdef\n\ngh", 4), ["abcd", "ef", "", "gh"]);
        assert_eq!(
            fold("a\x1b[1;31mbcd\x1b[0mef", 3),
            ["a\x1b[1;31mbc\x1b[0m", "\x1b[1;31md\x1b[0mef"]
        );
        assert_eq!(fold("水水水", 5), ["水水", "水"]);
        assert_eq!(fold("\ta", 40), ["    a"]);
    }

    #[test]
    fn only_styles_come_through() {
        for text in ["a\x1b[2Jb", "a\x1b]0;title\x07b", "a\x1b]8;;x\x1b\\b", "a\x1bcb", "a\r\x08b"]
        {
            assert_eq!(fold(text, 40), ["ab"], "{text:?}");
        }
        assert_eq!(fold("a\x1b[", 40), ["a"]);
        assert_eq!(fold("a\x1b]", 40), ["a"]);
        assert_eq!(fold("a\x1b", 40), ["a"]);
    }
}
