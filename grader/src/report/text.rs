//! Text on a grid: how wide it is, how to cut, pad and wrap it, and how to keep what a learner's
//! code prints from moving the cursor.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text with everything made visible that would move the cursor or turn the direction of reading.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => clean.push_str("    "),
            c if c.is_control() || turns(c) => clean.extend(c.escape_default()),
            c => clean.push(c),
        }
    }
    clean
}

/// Whether it is one of those that nobody sees, but that change the order or the width of others.
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The text in at most so many columns, with `…` where something is missing.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        short.push(c);
    }
    if columns > 0 {
        short.push('…');
    }
    short
}

/// The text with spaces to its right up to so many columns.
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text in lines of at most so many columns, broken between words where possible. Line ends in
/// the text stay, and so does what a line is indented by.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let words = paragraph.trim_start();
        let indent = &paragraph[..paragraph.len() - words.len()];
        let indent = if width(indent) < columns { indent } else { "" };
        let mut line = indent.to_owned();
        for word in words.split(' ') {
            let empty = line.len() == indent.len();
            let space = usize::from(!empty);
            if width(&line) + space + width(word) <= columns {
                line.push_str(&" "[..space]);
                line.push_str(word);
                continue;
            }
            if !empty {
                lines.push(std::mem::replace(&mut line, indent.to_owned()));
            }
            for c in word.chars() {
                if width(&line) + c.width().unwrap_or(0) > columns {
                    lines.push(std::mem::replace(&mut line, indent.to_owned()));
                }
                line.push(c);
            }
        }
        lines.push(line);
    }
    lines
}

/// `0.41 s`.
pub fn seconds(ms: u64) -> String {
    format!("{}.{:02} s", ms / 1000, ms % 1000 / 10)
}

/// Wraps below a label: the first line after it, the others under the first.
pub fn hang(label: &str, text: &str, columns: usize) -> String {
    let indent = width(label);
    let lines = wrap(text, columns.saturating_sub(indent).max(20));
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate() {
        out.push_str(&if number == 0 { label.to_owned() } else { " ".repeat(indent) });
        out.push_str(line);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_between_words_and_long_words_are_split() {
        assert_eq!(wrap("lock Mutex #1", 8), ["lock", "Mutex #1"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("  a b\nc", 4), ["  a", "  b", "c"]);
        assert_eq!(hang("note: ", "a b c", 26), "note: a b c\n");
    }

    #[test]
    fn text_is_cut_by_columns_not_by_bytes() {
        assert_eq!(cut("grün", 4), "grün");
        assert_eq!(cut("grüner", 4), "grü…");
        assert_eq!(cut("水水水", 4), "水…");
        assert_eq!(width(&pad("水", 4)), 4);
    }

    #[test]
    fn nothing_that_moves_the_cursor_comes_through() {
        assert_eq!(clean("a\x1b[2J\r\n\tb"), "a\\u{1b}[2J\\r\\n    b");
        assert_eq!(clean("a\u{202e}b"), "a\\u{202e}b");
    }
}
