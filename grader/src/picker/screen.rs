//! The picker for so many columns and rows: a pure function of its state. It looks like the board: problems
//! under what they stand with, a sign and a word for each verdict.

use std::collections::BTreeSet;

use anstyle::Style;

use super::filter::Part;
use super::rows::Row;
use super::state::{Mode, State};
use crate::problems::primitives::Primitive;
use crate::report::paint::{self, BOLD, DIM, YELLOW};
use crate::report::text::{clean, cut, pad, width};
use crate::stepper::help;
use crate::stepper::layout::LEAST;
use crate::stepper::line::{Line, fill, line};

/// What the keys do.
const KEYS: &[(&str, &str)] = &[
    ("Enter  →", "this one"),
    ("↑ ↓  k j", "the one before, the next one"),
    ("PgUp PgDn", "ten at once"),
    ("Home End", "the first, the last"),
    ("t d s p", "filter by track, difficulty, state, primitive"),
    ("T D S P", "the same backwards"),
    ("/", "search name, title, number; Enter ends typing"),
    ("o", "open it in your editor"),
    ("r", "bring its stub back (yours is kept)"),
    ("u", "bring back what you had before a reset"),
    ("Esc", "all rows again, then leaves"),
    ("q", "leaves"),
];

const SIGNS: &[(&str, &str)] = &[
    ("✓", "accepted"),
    ("✗", "not accepted, and why"),
    ("~", "changed since its last verdict"),
    ("·", "still the stub"),
];

/// Columns of a verdict with its sign, as on the board.
const VERDICT: usize = 17;
/// Columns of `threads`.
const VARIANT: usize = 7;
/// From here on there is room for the verdict's word, for what the reference uses, for what others use.
const MEDIUM: usize = 60;
const ROOMY: usize = 78;
const WIDE: usize = 110;

/// The screen.
pub(super) fn screen(state: &State, columns: usize, rows: usize) -> String {
    if columns < LEAST.0 || rows < LEAST.1 {
        let said = format!("{columns} × {rows}: too small, {} × {} is enough", LEAST.0, LEAST.1);
        return line(columns, Style::new(), &said);
    }
    if state.mode == Mode::Help {
        return help::screen(KEYS, SIGNS, columns, rows);
    }
    let shown = state.shown();
    let at = state.marked().and_then(|row| shown.iter().position(|shown| *shown == row));
    let mut lines = vec![head(state, &shown, at, columns), filters(state, columns)];
    // Two lines above, two rules, two lines below.
    let room = rows - 6;
    let (list, below) = list(state, &shown, columns, room);
    lines.push(rule("", columns));
    lines.extend(fill(list, columns, room));
    let more = if below > 0 { format!("{below} more below") } else { String::new() };
    lines.push(rule(&more, columns));
    lines.push(about(state, columns));
    lines.push(bottom(state, columns));
    lines.join("\n")
}

/// What it is, and where one is.
fn head(state: &State, shown: &[usize], at: Option<usize>, columns: usize) -> String {
    let accepted = state.rows.iter().filter(|row| row.standing().word() == "accepted").count();
    let position = match at {
        Some(at) => format!("{} of {}", at + 1, shown.len()),
        None => "none".to_owned(),
    };
    let done = format!("  {accepted} of {} accepted", state.rows.len());
    let line = Line::new(columns).add(BOLD, "Racecourse").add(DIM, &done);
    line.skip_to(width(&position)).plain(&position).end()
}

/// What is filtered by. What is set shows its value, what is not shows what its key is for.
fn filters(state: &State, columns: usize) -> String {
    let short = columns < MEDIUM;
    let mut line = Line::new(columns);
    for part in Part::ALL {
        let (key, name) = part.key();
        line = line.add(BOLD, &key.to_string());
        line = match state.filter.value(part) {
            Some(value) => line.plain(" ").add(YELLOW, &clean(&value)),
            None if short => line,
            None => line.plain(" ").add(DIM, name),
        };
        line = line.plain("  ");
    }
    line = line.add(BOLD, "/");
    let search = clean(&state.filter.search);
    match state.mode {
        Mode::Search => line.add(YELLOW, &search).add(BOLD, "▏").end(),
        _ if search.is_empty() && !short => line.plain(" ").add(DIM, "search").end(),
        _ => line.add(YELLOW, &search).end(),
    }
}

/// The rows, as many as there is room for, around the marked one; and how many are missing below.
fn list(state: &State, shown: &[usize], columns: usize, room: usize) -> (Vec<String>, usize) {
    if shown.is_empty() {
        let why = if state.rows.is_empty() {
            "There are no exercises here."
        } else {
            "Nothing matches. Esc shows all rows again."
        };
        return (vec![String::new(), line(columns, Style::new(), &format!("  {why}"))], 0);
    }
    let widths = Widths::new(state, columns);
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut marked = 0;
    for (nth, at) in shown.iter().enumerate() {
        let row = &state.rows[*at];
        let before = nth.checked_sub(1).map(|before| &state.rows[shown[before]]);
        if before.is_none_or(|before| before.group != row.group) {
            entries.extend(before.map(|_| Entry::Space));
            entries.push(Entry::Group(&row.group));
        }
        if state.marked() == Some(*at) {
            marked = entries.len();
        }
        let is_first = before.is_none_or(|before| before.exercise.problem != row.exercise.problem);
        entries.push(Entry::Row { row, is_first });
    }
    let first = marked.saturating_sub(room / 2).min(entries.len().saturating_sub(room));
    let window = entries.iter().enumerate().skip(first).take(room);
    let lines = window.map(|(nth, entry)| match entry {
        Entry::Space => String::new(),
        Entry::Group(group) => line(columns, DIM, &format!("  {}", clean(group))),
        Entry::Row { row, is_first } => {
            let with_title = *is_first || nth == first || nth == marked;
            widths.row(row, with_title, nth == marked, columns)
        }
    });
    let is_row = |entry: &&Entry<'_>| matches!(entry, Entry::Row { .. });
    (lines.collect(), entries.iter().skip(first + room).filter(is_row).count())
}

enum Entry<'a> {
    Space,
    Group(&'a str),
    /// With its title if it is the first of its problem.
    Row {
        row: &'a Row,
        is_first: bool,
    },
}

/// How wide the columns are.
struct Widths {
    title: usize,
    /// What the references use.
    reference: usize,
}

impl Widths {
    fn new(state: &State, columns: usize) -> Self {
        let title = state.rows.iter().map(|row| width(&clean(&row.title))).max().unwrap_or(0);
        let reference = state.rows.iter().map(|row| width(&words(&row.reference))).max();
        let reference = if columns < ROOMY { 0 } else { reference.unwrap_or(0).min(24) };
        // The mark, the variant, the verdict or its sign, and two columns between each.
        let verdict = if columns < MEDIUM { 1 } else { VERDICT };
        let others = 2 + 2 + VARIANT + 2 + verdict + if reference > 0 { 2 + reference } else { 0 };
        Self { title: title.min(columns.saturating_sub(others)), reference }
    }

    fn row(&self, row: &Row, with_title: bool, marked: bool, columns: usize) -> String {
        let title = if with_title { cut(&clean(&row.title), self.title) } else { String::new() };
        let bold = if marked { BOLD } else { Style::new() };
        let line = Line::new(columns)
            .add(YELLOW, if marked { "▶ " } else { "  " })
            .add(bold, &pad(&title, self.title))
            .plain("  ")
            .add(bold, &pad(row.exercise.variant.word(), VARIANT))
            .plain("  ");
        let (style, sign, word) = verdict(row);
        if columns < MEDIUM {
            return line.add(style, sign).end();
        }
        let line = line.add(style, &pad(&format!("{sign} {word}"), VERDICT));
        if self.reference == 0 {
            return line.end();
        }
        let reference = pad(&cut(&words(&row.reference), self.reference), self.reference);
        let line = line.plain("  ").add(DIM, &reference);
        if columns < WIDE {
            return line.end();
        }
        let others: BTreeSet<Primitive> =
            row.primitives.difference(&row.reference).copied().collect();
        let others =
            if others.is_empty() { String::new() } else { format!("  or {}", words(&others)) };
        line.add(DIM, &others).end()
    }
}

fn verdict(row: &Row) -> (Style, &'static str, &'static str) {
    match row.verdict() {
        None => (YELLOW, "~", "not checked"),
        Some(verdict) => (paint::verdict(verdict), paint::sign(verdict), verdict.word()),
    }
}

fn words(primitives: &BTreeSet<Primitive>) -> String {
    primitives.iter().map(|primitive| primitive.word()).collect::<Vec<_>>().join(" ")
}

/// What there is to say of the marked row.
fn about(state: &State, columns: usize) -> String {
    let Some(row) = state.marked().map(|row| &state.rows[row]) else {
        return " ".repeat(columns);
    };
    let line = Line::new(columns).add(BOLD, &clean(&row.exercise.to_string()));
    let line = if columns < MEDIUM {
        let (style, _, word) = verdict(row);
        line.plain("  ").add(style, word)
    } else {
        line
    };
    let source = row.source.as_deref().map(clean).unwrap_or_default();
    let line = line.add(DIM, &format!("  {source}"));
    if (MEDIUM..WIDE).contains(&columns) && !row.primitives.is_empty() {
        return line.add(DIM, &format!("  {}", words(&row.primitives))).end();
    }
    line.end()
}

/// The last line: an answer, a question, or the keys.
fn bottom(state: &State, columns: usize) -> String {
    const LONG: &str = "⏎ this one  o open  r reset  u undo  t d s p / filter  ? keys  q quit";
    const SHORT: &str = "⏎ this one  o open  / find  ? keys  q";
    let asked = state.marked().filter(|_| state.mode == Mode::Reset);
    if let Some(row) = asked {
        let exercise = &state.rows[row].exercise;
        let question = format!("The stub of {exercise} again? Yours is kept.  y yes  n no");
        let short = "The stub again? Yours is kept.  y  n";
        let question = if width(&question) > columns { short } else { &question };
        return line(columns, YELLOW, question);
    }
    if !state.said.is_empty() {
        return line(columns, YELLOW, &clean(&state.said));
    }
    if state.mode == Mode::Search {
        let keys = "type to search  ↑ ↓ move  ⏎ done  Esc clears";
        return line(columns, DIM, keys);
    }
    line(columns, DIM, if width(LONG) <= columns { LONG } else { SHORT })
}

/// `──────── 5 more below ──`.
fn rule(said: &str, columns: usize) -> String {
    let said = if said.is_empty() { String::new() } else { format!(" {said} ──") };
    let dashes = "─".repeat(columns.saturating_sub(width(&said)));
    line(columns, DIM, &format!("{dashes}{said}"))
}
