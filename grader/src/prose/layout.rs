//! Blocks below each other, each as far to the right as it belongs.
//!
//! Called by `prose`.

use super::flow::wrap;
use super::table;
use super::tree::{Block, List, Span};
use crate::report::listing;
use crate::report::paint::{DIM, paint};
use crate::report::text::{clean, width};

/// Longer lines of running text are hard to read.
const MEASURE: usize = 100;

/// How far code stands to the right.
const CODE: &str = "    ";

/// What is set off needs this much room, or it stands where everything else does.
const LEAST: usize = 12;

/// The blocks in painted lines of at most so many columns, with an empty line between two of them.
pub(super) fn lines(blocks: &[Block], columns: usize) -> Vec<String> {
    stacked(blocks, columns, true)
}

fn stacked(blocks: &[Block], columns: usize, spaced: bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for block in blocks {
        let lines = one(block, columns);
        if lines.is_empty() {
            continue;
        }
        if spaced && !out.is_empty() {
            out.push(String::new());
        }
        out.extend(lines);
    }
    out
}

fn one(block: &Block, columns: usize) -> Vec<String> {
    match block {
        Block::Heading(level, spans) => heading(*level, spans, columns),
        Block::Paragraph(spans) => running(spans, columns),
        Block::Code(language, text) => code(language, text),
        Block::Quote(blocks) => {
            let bar = format!("{} ", paint(DIM, "│"));
            set_off((&bar, &bar), columns.min(MEASURE), |room| stacked(blocks, room, true))
        }
        Block::List(list) => items(list, columns.min(MEASURE)),
        Block::Table(table) => table::lines(table, columns),
        Block::Rule => vec![paint(DIM, "─".repeat(columns.min(MEASURE)))],
    }
}

fn running(spans: &[Span], columns: usize) -> Vec<String> {
    wrap(spans, columns.min(MEASURE)).into_iter().map(|line| line.text).collect()
}

/// The first two levels are underlined, so that they are headings without colours, too.
fn heading(level: usize, spans: &[Span], columns: usize) -> Vec<String> {
    let wrapped = wrap(spans, columns.min(MEASURE));
    let widest = wrapped.iter().map(|line| line.width).max().unwrap_or(0);
    let mut lines: Vec<String> = wrapped.into_iter().map(|line| line.text).collect();
    let under = match level {
        1 => "━",
        2 => "─",
        _ => "",
    };
    if !under.is_empty() && widest > 0 {
        lines.push(paint(DIM, under.repeat(widest)));
    }
    lines
}

/// As it is, whatever its width: broken code is no code.
fn code(language: &str, text: &str) -> Vec<String> {
    let source: Vec<String> = text.lines().map(clean).collect();
    let is_rust = language.split([',', ' ']).next() == Some("rust");
    let painted = if is_rust { listing::rust(&source) } else { source };
    painted.iter().map(|line| format!("{CODE}{line}").trim_end().to_owned()).collect()
}

fn items(list: &List, columns: usize) -> Vec<String> {
    let greatest = list.first.unwrap_or(0).saturating_add(list.items.len() as u64);
    let digits = greatest.saturating_sub(1).to_string().len();
    let mut out = Vec::new();
    for (number, item) in (0..).zip(&list.items) {
        if list.is_loose && !out.is_empty() {
            out.push(String::new());
        }
        let sign = match list.first {
            Some(first) => format!("{:>digits$}.", first.saturating_add(number)),
            None => "•".to_owned(),
        };
        let before = format!("  {} ", paint(DIM, &sign));
        let below = " ".repeat(3 + width(&sign));
        out.extend(set_off((&before, &below), columns, |room| stacked(item, room, list.is_loose)));
    }
    out
}

/// Lines with something before the first of them and before the others. It is left out where too little
/// room would be left.
fn set_off(
    (first, others): (&str, &str),
    columns: usize,
    lines: impl Fn(usize) -> Vec<String>,
) -> Vec<String> {
    let taken = width(&anstream::adapter::strip_str(first).to_string());
    let Some(room) = columns.checked_sub(taken).filter(|room| *room >= LEAST) else {
        return lines(columns);
    };
    let lines = lines(room).into_iter().enumerate();
    let with = lines.map(|(number, line)| {
        let before = if number == 0 { first } else { others };
        if line.is_empty() { before.trim_end().to_owned() } else { format!("{before}{line}") }
    });
    with.collect()
}
