//! A line of a screen: pieces of text in styles, never longer than its room.
//!
//! Called by everything that makes a part of a screen.

use anstyle::Style;

use crate::report::paint::paint;
use crate::report::text::{cut, width};

/// A line that is being put together.
#[derive(Debug)]
pub struct Line {
    text: String,
    room: usize,
}

impl Line {
    /// An empty one with room for so many columns.
    pub fn new(room: usize) -> Self {
        Self { text: String::new(), room }
    }

    /// Adds a piece, or what fits of it.
    #[must_use]
    pub fn add(mut self, style: Style, text: &str) -> Self {
        let text = cut(text, self.room);
        self.room -= width(&text);
        self.text.push_str(&if style == Style::new() { text } else { paint(style, text) });
        self
    }

    /// Adds a piece without a style.
    #[must_use]
    pub fn plain(self, text: &str) -> Self {
        self.add(Style::new(), text)
    }

    /// Moves to where only so many columns are left.
    #[must_use]
    pub fn skip_to(mut self, left: usize) -> Self {
        let columns = self.room.saturating_sub(left);
        self.text.push_str(&" ".repeat(columns));
        self.room -= columns;
        self
    }

    /// How many columns are left.
    pub fn room(&self) -> usize {
        self.room
    }

    /// The line, filled up with spaces.
    pub fn end(self) -> String {
        self.skip_to(0).text
    }
}

/// A line of one piece.
pub fn line(columns: usize, style: Style, text: &str) -> String {
    Line::new(columns).add(style, text).end()
}

/// So many lines: the rest is empty, or missing.
pub fn fill(mut lines: Vec<String>, columns: usize, rows: usize) -> Vec<String> {
    lines.resize_with(rows, || " ".repeat(columns));
    lines
}
