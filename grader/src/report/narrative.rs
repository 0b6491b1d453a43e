//! The interleaving as a list, for many threads or few columns: a step a line, the thread's name
//! where it changes.

use std::fmt::Write as _;

use super::layout::{AROUND_MARKS, INDENT};
use super::paint::{self, DIM, paint};
use super::steps::Steps;
use super::text::{cut, pad, width, wrap};

/// No name needs more than this.
const MOST_NAME: usize = 24;

/// The list in so many columns.
pub fn render(steps: &Steps, columns: usize) -> String {
    let number = steps.total.to_string().len();
    let widest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let name = widest(&mut steps.lanes.iter().map(|name| width(name))).min(MOST_NAME);
    let label = widest(&mut steps.rows.iter().map(|row| width(&row.label)));
    let what = widest(&mut steps.rows.iter().flat_map(|row| row.what.iter().map(|w| width(w))));
    let marks = steps.marks();
    let before = INDENT + number + AROUND_MARKS + marks + name + 2;
    let room = columns.saturating_sub(before + label + 4);
    let what = what.min((room * 3 / 5).max(14));
    let source = room.saturating_sub(what);

    let mut out = String::new();
    let mut last = None;
    for row in &steps.rows {
        let is_new = last != Some(row.lane);
        last = Some(row.lane);
        let thread = steps.lanes.get(row.lane).map_or("?", String::as_str);
        let thread = pad(&cut(if is_new { thread } else { "" }, name), name);
        let mark = row.marks(marks);
        let step = paint(DIM, format!("{:>number$}", row.number));
        let mut line = format!("  {step} {mark} {}  ", paint(paint::lane(row.lane), thread));
        let hue = paint::lane(row.lane);
        let texts = row.what.iter().enumerate().flat_map(|(nth, text)| {
            let style = row.style(hue, nth);
            wrap(text, what).into_iter().map(move |line| (style, line))
        });
        for (number, (style, text)) in texts.enumerate() {
            let painted = paint(style, &text);
            if number == 0 {
                let gap = " ".repeat(what.saturating_sub(width(&text)));
                let _ = write!(line, "{painted}{gap}  {:>label$}", row.label);
                let _ = write!(line, "  {}", paint(DIM, cut(&row.source, source)));
            } else {
                line = format!("{}{painted}", " ".repeat(before));
            }
            let _ = writeln!(out, "{}", line.trim_end());
        }
        if let Some(then) = &row.then {
            let _ = writeln!(out, "  {}", paint(DIM, then));
            last = None;
        }
    }
    out
}
