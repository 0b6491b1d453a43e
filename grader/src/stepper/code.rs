//! The source, with the line of the running thread and everybody else's.

use anstyle::Style;

use super::line::{Line, fill};
use super::tale::Moment;
use crate::report::paint::{self, DIM};
use crate::report::text::{clean, cut, width};

/// What stands before the line of whom the moment is about, and before everybody else's.
const HERE: &str = "▶";
const THERE: &str = "·";

/// The part of the file around the running thread's line, in so many rows.
pub fn pane(moment: &Moment<'_>, columns: usize, rows: usize) -> Vec<String> {
    let lines = &moment.tale.code.lines;
    let here = moment.focus.and_then(|lane| moment.line(lane));
    let first = first_line(moment, here, lines.len(), rows);
    let shown = first..(first + rows).min(lines.len());
    let numbers = shown.end.to_string().len();
    let indent = shown.clone().map(|index| &lines[index]).filter(|line| !line.is_empty());
    let indent = indent.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let row = |index: usize| {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let who: Vec<usize> =
            moment.lanes().filter(|lane| moment.line(*lane) == Some(number)).collect();
        let is_here = here == Some(number);
        let text = lines[index].get(indent..).unwrap_or("");
        source_line(moment, columns, &format!("{number:>numbers$}"), text, &who, is_here)
    };
    fill(shown.map(row).collect(), columns, rows)
}

fn source_line(
    moment: &Moment<'_>,
    columns: usize,
    number: &str,
    text: &str,
    who: &[usize],
    is_here: bool,
) -> String {
    let style = |lane: usize| paint::lane(lane);
    let focus = moment.focus.filter(|_| is_here);
    let mark = if is_here {
        HERE
    } else if who.is_empty() {
        " "
    } else {
        THERE
    };
    let bold = focus.map_or(Style::new(), |lane| style(lane).bold());
    let mut line = Line::new(columns)
        .add(bold, mark)
        .add(if is_here { bold } else { DIM }, &format!(" {number}  "));
    let names = names(moment, who, columns / 3);
    let names_width = names.iter().map(|(_, name)| width(name) + 1).sum::<usize>();
    let room = line.room().saturating_sub(if names.is_empty() { 0 } else { names_width + 2 });
    line = line.add(if is_here { bold } else { Style::new() }, &cut(text, room));
    if names.is_empty() {
        return line.end();
    }
    line = line.skip_to(names_width + 1);
    for (lane, name) in &names {
        let of = lane.map_or(DIM, style);
        let style = if lane.is_some() && *lane == moment.focus { of.bold() } else { of };
        line = line.plain(" ").add(style, name);
    }
    line.end()
}

/// The names of those who are at a line, as many as there is room for: whom the moment is about first.
fn names(moment: &Moment<'_>, who: &[usize], columns: usize) -> Vec<(Option<usize>, String)> {
    let first = who.iter().filter(|lane| Some(**lane) == moment.focus);
    let others = who.iter().filter(|lane| Some(**lane) != moment.focus);
    let mut room = columns;
    let mut names = Vec::new();
    for lane in first.chain(others) {
        let name = clean(moment.tale.interleaving.lane_name(*lane));
        match room.checked_sub(width(&name) + 1) {
            Some(left) => room = left,
            None if names.is_empty() => room = 0,
            None => break,
        }
        names.push((Some(*lane), cut(&name, columns)));
    }
    let missing = who.len() - names.len();
    if missing > 0 {
        names.push((None, format!("+{missing}")));
    }
    names
}

/// The first line to show: the running thread's is in the middle, unless there is a way to show everybody's.
fn first_line(moment: &Moment<'_>, here: Option<u32>, all: usize, rows: usize) -> usize {
    let lines: Vec<usize> =
        moment.lanes().filter_map(|lane| moment.line(lane)).map(|line| line as usize).collect();
    // Before anything has happened, the head of the file is of no interest.
    let begin = || moment.tale.code.lines.iter().position(|line| !line.is_empty()).unwrap_or(0) + 1;
    let nowhere = || lines.first().copied().unwrap_or_else(|| begin() + rows / 2);
    let here = here.map_or_else(nowhere, |line| line as usize);
    let (low, high) =
        lines.iter().fold((here, here), |(low, high), line| (low.min(*line), high.max(*line)));
    let middle = if high - low + 2 < rows { usize::midpoint(low, high) } else { here };
    let last = all.saturating_sub(rows);
    middle.saturating_sub(rows / 2 + 1).min(last)
}
