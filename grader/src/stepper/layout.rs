//! Puts the parts of a screen where there is room for them: below one another, or, where there are columns
//! enough, the source on the left and how things stand on the right.

use super::line::{Line, fill, line};
use super::tale::Moment;
use super::{code, lanes, log, objects};
use crate::report::paint::{BOLD, DIM};
use crate::report::text::width;

/// The least that a screen needs.
pub const LEAST: (usize, usize) = (40, 12);

/// From here on, source and state stand side by side.
const WIDE: usize = 110;

/// The least rows of source that tell anything.
const LEAST_CODE: usize = 4;

/// What a screen consists of beside what every moment has.
pub struct Parts<'a> {
    /// On the left of the first line.
    pub title: String,
    /// On its right.
    pub position: String,
    /// The lines below it: what just happened.
    pub now: Vec<String>,
    /// What stands below the source.
    pub below: Option<Below<'a>>,
    /// The last line.
    pub keys: String,
}

/// What stands below the source.
pub struct Below<'a> {
    /// Its title.
    pub title: String,
    /// Its lines for so many columns.
    pub lines: Box<dyn Fn(usize) -> Vec<String> + 'a>,
    /// The line that must be seen if not all can.
    pub seen: usize,
}

impl Below<'_> {
    /// How many rows it wants, with its title.
    fn wanted(&self, columns: usize) -> usize {
        (self.lines)(columns).len() + 1
    }

    /// In so many rows; nothing if that is too few.
    fn rows(&self, columns: usize, rows: usize) -> Vec<String> {
        let Some(left) = rows.checked_sub(1).filter(|left| *left > 0) else { return Vec::new() };
        let lines = windowed((self.lines)(columns), left, self.seen, columns);
        let mut out = vec![rule(&self.title, columns)];
        out.extend(fill(lines, columns, left));
        out
    }
}

/// The screen.
pub fn compose(moment: &Moment<'_>, parts: &Parts<'_>, columns: usize, rows: usize) -> String {
    if columns < LEAST.0 || rows < LEAST.1 {
        let (width, height) = LEAST;
        return format!(
            "This terminal is too small: {columns} × {rows}.\nIt needs {width} columns and {height} rows."
        );
    }
    let mut lines = vec![head(parts, columns)];
    lines.extend(parts.now.iter().cloned());
    let left = rows - lines.len() - 1;
    if columns >= WIDE {
        lines.extend(side_by_side(moment, parts, columns, left));
    } else {
        lines.extend(one_below_another(moment, parts, columns, left));
    }
    lines.push(line(columns, DIM, &parts.keys));
    lines.join("\n")
}

fn head(parts: &Parts<'_>, columns: usize) -> String {
    let right = width(&parts.position);
    let title = Line::new(columns.saturating_sub(right + 1)).add(BOLD, &parts.title).end();
    Line::new(right + 1).plain(" ").plain(&parts.position).end().trim_end().to_owned().replacen(
        ' ',
        &format!("{title} "),
        1,
    )
}

/// `── threads ───────`.
fn rule(title: &str, columns: usize) -> String {
    let line = Line::new(columns).add(DIM, "── ").add(BOLD, title).plain(" ");
    let rest = "─".repeat(line.room());
    line.add(DIM, &rest).end()
}

fn one_below_another(
    moment: &Moment<'_>,
    parts: &Parts<'_>,
    columns: usize,
    rows: usize,
) -> Vec<String> {
    let half = (columns - 3) / 2;
    let (threads, shared) = (lanes::pane(moment, half), objects::pane(moment, columns - half - 3));
    // Two rules and the log.
    let free = rows.saturating_sub(3);
    let wanted = parts.below.as_ref().map_or(0, |below| below.wanted(columns));
    let panes = threads.len().max(shared.len()).max(1);
    let least_panes = panes.min(3);
    let bottom = wanted.min(free.saturating_sub(LEAST_CODE + least_panes));
    let panes = panes.min(free.saturating_sub(bottom + LEAST_CODE)).max(1);
    let code = free.saturating_sub(bottom + panes);

    let mut out = vec![rule(&title(moment), columns)];
    out.extend(code::pane(moment, columns, code));
    out.push(format!("{}{}", rule("threads", half), rule("shared", columns - half)));
    let focus = moment.lanes().position(|lane| Some(lane) == moment.focus).unwrap_or(0);
    let threads = fill(windowed(threads, panes, focus, half), half, panes);
    let shared_columns = columns - half - 3;
    let shared = fill(windowed(shared, panes, 0, shared_columns), shared_columns, panes);
    out.extend(threads.iter().zip(&shared).map(|(left, right)| format!("{left}   {right}")));
    out.push(log::row(moment, columns));
    out.extend(parts.below.iter().flat_map(|below| below.rows(columns, bottom)));
    fill(out, columns, rows)
}

fn side_by_side(
    moment: &Moment<'_>,
    parts: &Parts<'_>,
    columns: usize,
    rows: usize,
) -> Vec<String> {
    let left = columns * 56 / 100;
    let right = columns - left - 3;
    let wanted = parts.below.as_ref().map_or(0, |below| below.wanted(left));
    let bottom = wanted.min(rows.saturating_sub(1 + LEAST_CODE));
    let mut first = vec![rule(&title(moment), left)];
    first.extend(code::pane(moment, left, rows - 1 - bottom));
    first.extend(parts.below.iter().flat_map(|below| below.rows(left, bottom)));

    let (threads, shared) = (lanes::pane(moment, right), objects::pane(moment, right));
    let entries = log::pane(moment, right);
    // Three rules.
    let free = rows.saturating_sub(3);
    let most = |wanted: usize, left: usize| wanted.min(left).max(1);
    let threads_rows = most(threads.len(), free.saturating_sub(4));
    let shared_rows = most(shared.len(), free.saturating_sub(threads_rows + 3));
    let log_rows = free.saturating_sub(threads_rows + shared_rows);
    let focus = moment.lanes().position(|lane| Some(lane) == moment.focus).unwrap_or(0);
    let mut second = vec![rule("threads", right)];
    second.extend(fill(windowed(threads, threads_rows, focus, right), right, threads_rows));
    second.push(rule("shared", right));
    second.extend(fill(windowed(shared, shared_rows, 0, right), right, shared_rows));
    second.push(rule("log", right));
    let last = entries.len().saturating_sub(1);
    second.extend(fill(windowed(entries, log_rows, last, right), right, log_rows));
    let (first, second) = (fill(first, left, rows), fill(second, right, rows));
    first.iter().zip(&second).map(|(left, right)| format!("{left}   {right}")).collect()
}

fn title(moment: &Moment<'_>) -> String {
    let now = moment.scene().now_ns;
    let time = crate::report::words::time(now);
    if now == 0 { "source".to_owned() } else { format!("source · the clock is at {time}") }
}

/// As many of the lines as there is room for, the one that must be seen among them; what is missing is
/// said.
fn windowed(lines: Vec<String>, rows: usize, seen: usize, columns: usize) -> Vec<String> {
    if lines.len() <= rows || rows == 0 {
        return lines;
    }
    let shown = rows.saturating_sub(1).max(1);
    let first = seen.saturating_sub(shown - 1).min(lines.len() - shown);
    let missing = lines.len() - shown;
    let mut out = lines[first..first + shown].to_vec();
    if rows > 1 {
        let said = if first == 0 { "more" } else { "others" };
        out.push(line(columns, DIM, &format!("  … {missing} {said}")));
    }
    out
}
