//! Markdown as a terminal shows it: wrapped to its width, with colours. Statements, hints and editorials
//! are read with this.
//!
//! The way of a text: `parse` makes a `tree` of blocks and spans, `layout` puts the blocks below each
//! other (`table` and `columns` those that stand side by side), `flow` breaks lines between words.
//! Called by `show`, `hint` and `solution`, and by whatever shows the same on a screen of its own.

mod columns;
mod flow;
mod layout;
mod parse;
mod table;
#[cfg(test)]
mod tests;
mod tree;

use std::io;

use anstream::{AutoStream, ColorChoice};

/// Whether the colours will be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Code is told by its colour.
    Colours,
    /// Code is told by its backticks.
    Plain,
}

/// Markdown in lines of at most so many columns, with colours, each line with its end. Only code
/// blocks are never broken, so they alone may be wider.
///
/// Running text takes no more than 100 columns, since longer lines are hard to read; tables take
/// what there is.
///
/// # Examples
/// ```
/// let text = grader::prose::render("Two words, *one* `Mutex`.", 12);
/// assert_eq!(text, "Two words,\n\u{1b}[3mone\u{1b}[0m \u{1b}[36mMutex\u{1b}[0m.\n");
/// ```
pub fn render(markdown: &str, columns: usize) -> String {
    rendered(markdown, columns, Look::Colours)
}

/// The same for where no colours are: without escape codes, and inline code keeps its backticks.
pub fn plain(markdown: &str, columns: usize) -> String {
    let text = rendered(markdown, columns, Look::Plain);
    anstream::adapter::strip_str(&text).to_string()
}

/// The one of both that standard output can show.
pub fn for_stdout(markdown: &str, columns: usize) -> String {
    match AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => plain(markdown, columns),
        _ => render(markdown, columns),
    }
}

fn rendered(markdown: &str, columns: usize, look: Look) -> String {
    let blocks = parse::parse(markdown, look);
    let mut out = String::new();
    for line in layout::lines(&blocks, columns.max(1)) {
        out.push_str(&line);
        out.push('\n');
    }
    out
}
