//! The log so far: what the scenario noted and what was printed.

use protocol::{Act, Step};

use super::line::Line;
use super::tale::Moment;
use crate::report::paint::{self, DIM};
use crate::report::text::{clean, pad, width};

/// The entries so far: who, and what. What says already who it is is said once.
fn entries(moment: &Moment<'_>) -> Vec<(usize, String, String)> {
    let entry = |step: &Step| {
        let name = clean(moment.tale.interleaving.lane_name(step.lane));
        match &step.act {
            Act::Log { text } => Some((step.lane, name, clean(text))),
            Act::Print { text } => Some((step.lane, name, clean(&format!("prints {text:?}")))),
            _ => None,
        }
    };
    moment.tale.interleaving.steps[..moment.after].iter().filter_map(entry).collect()
}

/// A line for each entry.
pub fn pane(moment: &Moment<'_>, columns: usize) -> Vec<String> {
    let entries = entries(moment);
    let names = entries.iter().map(|(_, name, _)| width(name)).max().unwrap_or(0);
    let one = |(lane, name, what): &(usize, String, String)| {
        let line = Line::new(columns).add(paint::lane(*lane), &pad(name, names));
        line.plain("  ").plain(what).end()
    };
    entries.iter().map(one).collect()
}

/// The last entries, one after the other, in one line.
pub fn row(moment: &Moment<'_>, columns: usize) -> String {
    let entries = entries(moment);
    let said = |(_, name, what): &(usize, String, String)| {
        if what.starts_with(name.as_str()) { what.clone() } else { format!("{name}: {what}") }
    };
    let mut line = Line::new(columns).add(DIM, "log  ");
    if entries.is_empty() {
        return line.add(DIM, "nothing yet").end();
    }
    let mut first = entries.len();
    let mut room = line.room().saturating_sub(4);
    while first > 0 {
        let Some(left) = room.checked_sub(width(&said(&entries[first - 1])) + 3) else { break };
        (room, first) = (left, first - 1);
    }
    if first > 0 {
        line = line.add(DIM, "… ");
    }
    for (number, entry) in entries[first.min(entries.len() - 1)..].iter().enumerate() {
        line = line.add(DIM, if number > 0 { " · " } else { "" });
        line = line.add(paint::lane(entry.0), &said(entry));
    }
    line.end()
}
