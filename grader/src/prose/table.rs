//! Tables: cells side by side where there is room for that, else one below the other.
//!
//! Called by `layout`.

use anstyle::Style;

use super::columns::{Need, share};
use super::flow::{Line, widths, wrap};
use super::tree::{Cell, Span, Table, words};
use crate::report::paint::{BOLD, DIM, paint};

/// Between two columns.
const GAP: usize = 2;

/// The table in lines of at most so many columns.
pub(super) fn lines(table: &Table, columns: usize) -> Vec<String> {
    let gaps = GAP * table.head.len().saturating_sub(1);
    let room = columns.saturating_sub(gaps);
    let Some(whole) = side_by_side(table, room, usize::MAX) else {
        return one_below_the_other(table, columns);
    };
    // One long name must not leave the text beside it a column of three words.
    let broken = side_by_side(table, room, room * 9 / 20);
    let shorter = broken.filter(|it| it.height() * 5 <= whole.height() * 4);
    shorter.unwrap_or(whole).drawn(&table.at_right)
}

/// The cells in their lines, row by row; the first row is the head.
struct Wrapped {
    rows: Vec<Vec<Vec<Line>>>,
    widths: Vec<usize>,
}

/// The cells side by side, without breaking words that are no longer than this.
fn side_by_side(table: &Table, room: usize, longest: usize) -> Option<Wrapped> {
    let rows: Vec<&Vec<Cell>> = std::iter::once(&table.head).chain(&table.rows).collect();
    let need = |cell: &Cell| {
        let (least, most) = widths(cell);
        Need { least: least.min(longest), most }
    };
    let needs: Vec<Vec<Need>> = rows.iter().map(|row| row.iter().map(need).collect()).collect();
    let mut best = Wrapped::new(&rows, &share(&needs, room)?);
    // Text is broken where its words end, so columns are left over. Whom do they help the most?
    loop {
        let left = room.saturating_sub(best.widths.iter().sum());
        let wider = |column: usize| {
            let mut widths = best.widths.clone();
            widths[column] += left;
            Wrapped::new(&rows, &widths)
        };
        let others = (0..best.widths.len()).map(wider);
        match others.min_by_key(Wrapped::lines) {
            Some(other) if left > 0 && other.lines() < best.lines() => best = other,
            _ => return Some(best),
        }
    }
}

impl Wrapped {
    /// The cells in columns that are no wider than this.
    fn new(rows: &[&Vec<Cell>], widths: &[usize]) -> Self {
        let wrapped = |row: &&Vec<Cell>| -> Vec<Vec<Line>> {
            row.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect()
        };
        let rows: Vec<Vec<Vec<Line>>> = rows.iter().map(wrapped).collect();
        let used = |column: usize| {
            let lines = rows.iter().filter_map(|row| row.get(column)).flatten();
            lines.map(|line| line.width).max().unwrap_or(0)
        };
        let widths = (0..widths.len()).map(used).collect();
        Self { rows, widths }
    }

    fn height(&self) -> usize {
        self.rows.iter().map(|row| height(row)).sum()
    }

    /// The lines of the table, and then those of all cells: the fewer the better.
    fn lines(&self) -> (usize, usize) {
        (self.height(), self.rows.iter().flatten().map(Vec::len).sum())
    }

    fn drawn(&self, at_right: &[bool]) -> Vec<String> {
        let is_tall = self.rows.iter().skip(1).any(|row| height(row) > 1);
        let mut out = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            if number == 1 {
                let rules: Vec<String> = self.widths.iter().map(|it| "─".repeat(*it)).collect();
                out.push(paint(DIM, rules.join(&" ".repeat(GAP))));
            } else if number > 1 && is_tall {
                out.push(String::new());
            }
            out.extend((0..height(row)).map(|line| across(row, line, &self.widths, at_right)));
        }
        out
    }
}

/// How many lines a row has.
fn height(row: &[Vec<Line>]) -> usize {
    row.iter().map(Vec::len).max().unwrap_or(0)
}

/// One line of a row.
fn across(row: &[Vec<Line>], number: usize, widths: &[usize], at_right: &[bool]) -> String {
    let mut out = String::new();
    // Spaces are written once something follows them.
    let mut owed = 0;
    for (column, width) in widths.iter().enumerate() {
        let line = row.get(column).and_then(|cell| cell.get(number));
        let left = width - line.map_or(0, |line| line.width);
        let before = if at_right.get(column) == Some(&true) { left } else { 0 };
        owed += before;
        if let Some(line) = line {
            out.push_str(&" ".repeat(owed));
            out.push_str(&line.text);
            owed = 0;
        }
        owed += left - before + GAP;
    }
    out
}

/// A paragraph a row: the first cell, and below it what the other columns say, each after its name.
fn one_below_the_other(table: &Table, columns: usize) -> Vec<String> {
    let mut out = Vec::new();
    for row in &table.rows {
        if !out.is_empty() {
            out.push(String::new());
        }
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let name = table.head.get(column).map(|head| words(head)).unwrap_or_default();
            let mut text: Vec<Span> = Vec::new();
            if !name.is_empty() {
                text.push(Span::new(format!("{name}: "), DIM));
            }
            let bold = |style: Style| if column == 0 { style | BOLD.get_effects() } else { style };
            text.extend(cell.iter().map(|span| Span { style: bold(span.style), ..span.clone() }));
            let indent = if column > 0 && columns > 20 { 2 } else { 0 };
            let lines = wrap(&text, columns - indent).into_iter();
            out.extend(lines.map(|line| format!("{}{}", " ".repeat(indent), line.text)));
        }
    }
    out
}
