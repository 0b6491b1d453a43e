//! What a text is made of: blocks below each other, spans in a row.
//!
//! Made by `parse`, laid out by `layout`.

use anstyle::Style;

/// What stands below what was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// Level 1 to 6.
    Heading(usize, Vec<Span>),
    /// Running text.
    Paragraph(Vec<Span>),
    /// Lines that stay as they are, and the language they are in, if it is said.
    Code(String, String),
    /// What is set off by a bar.
    Quote(Vec<Block>),
    /// Items with a bullet, or with numbers from this one on.
    List(List),
    /// Cells in columns.
    Table(Table),
    /// A line across.
    Rule,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    /// The first number, if it has numbers.
    pub first: Option<u64>,
    /// The items are paragraphs of their own, with space between them.
    pub is_loose: bool,
    /// Each a text of its own.
    pub items: Vec<Vec<Block>>,
}

/// A cell's text.
pub(super) type Cell = Vec<Span>;

/// A table: rows may have fewer cells than the head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// The names of the columns.
    pub head: Vec<Cell>,
    /// The rows below them.
    pub rows: Vec<Vec<Cell>>,
    /// The columns whose cells stand at the right.
    pub at_right: Vec<bool>,
}

/// Text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    /// A line end in it stays one.
    pub text: String,
    /// How it looks.
    pub style: Style,
    /// Better not broken at its spaces.
    pub together: bool,
}

impl Span {
    /// Text that can be broken.
    pub(super) fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, together: false }
    }
}

/// The text alone.
pub(super) fn words(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}
