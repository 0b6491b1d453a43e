//! The text of `watch`'s screen: a verdict, a statement, hints …, as lines of so many columns.
//!
//! Called by `screen`.

use std::fmt::Write as _;
use std::path::Path;

use anstyle::Style;
use protocol::Verdict;

use super::model::{Model, View};
use super::press::KEYS;
use super::shelf::Item;
use super::worker::{How, Judged};
use crate::pager::fold::fold;
use crate::report::human;
use crate::report::paint::{BOLD, COMMAND, DIM, GREEN, YELLOW, paint};
use crate::report::source::Sources;
use crate::report::text::{clean, pad, width, wrap};
use crate::screen::Screen;

/// Lines that are longer are hard to read.
const WIDEST: usize = 160;
const PROSE: usize = 100;

/// The text, all of it. The project's root is where other files than the learner's are read from.
pub fn lines(model: &Model, root: &Path, columns: usize) -> Vec<String> {
    let prose = columns.min(PROSE);
    let text = match model.view {
        View::Verdict => verdict(model, root, columns),
        View::Statement => markdown(&model.item().statement, prose),
        View::Hints => hints(model.item(), prose),
        View::Designs if model.designs.is_empty() => "looking for them …".to_owned(),
        View::Designs => markdown(&model.designs, prose),
        View::Keys => keys(),
        View::Reset => reset(model.item(), prose),
    };
    fold(&text, columns)
}

/// The title above the text.
pub fn title(model: &Model) -> &'static str {
    match model.view {
        View::Verdict if model.judged().is_none_or(is_stub) => "to do",
        View::Verdict if model.is_old() => "the verdict before your last save",
        View::Verdict => "verdict",
        View::Statement => "statement",
        View::Hints => "hints",
        View::Designs => "designs",
        View::Keys => "keys",
        View::Reset => "reset",
    }
}

/// A stub that nobody has touched: there is nothing to be said of it yet.
fn is_stub(judged: &Judged) -> bool {
    let graded = &judged.graded;
    graded.verdict == Verdict::NotAttempted && graded.failure.is_none()
}

fn verdict(model: &Model, root: &Path, columns: usize) -> String {
    let item = model.item();
    let Some(judged) = model.judged().filter(|judged| !is_stub(judged)) else {
        let columns = columns.min(PROSE);
        return format!("{}\n\n{}", to_do(item, columns), markdown(&item.statement, columns));
    };
    let graded = &judged.graded;
    let mut sources = Sources::new(root, &graded.file);
    sources.add(&graded.file, &judged.text);
    let report = human::of_sources(graded, &mut sources, Screen { width: columns.min(WIDEST) });
    if model.is_old() {
        let plain = anstream::adapter::strip_str(&report).to_string();
        return plain.lines().map(|line| paint(DIM, line) + "\n").collect();
    }
    if graded.verdict == Verdict::Accepted { accepted(model, &report) } else { report }
}

fn to_do(item: &Item, columns: usize) -> String {
    let file = clean(&item.file);
    let said = format!("Edit {file} in your editor. Whenever you save it, it is graded here.");
    wrap(&said, columns).join("\n").replacen(&file, &paint(BOLD, &file), 1)
}

/// The report, how far this brings somebody, and where to go from here.
fn accepted(model: &Model, report: &str) -> String {
    let (done, all) = (model.accepted(), model.shelf.len());
    let mut out = format!("{report}\n");
    let said = match (model.solved, done == all) {
        (true, true) => {
            format!("★ Solved, and it was the last one: all {all} are accepted. Well done!")
        }
        (true, false) => format!("★ Solved! {done} of {all} are accepted now."),
        (false, true) => format!("All {all} are accepted. Well done!"),
        (false, false) => format!("{done} of {all} are accepted."),
    };
    let _ = write!(out, "  {}\n  {}\n\n", paint(GREEN, said), bar(done, all, BAR));
    let mut ways = Vec::new();
    if model.limits.pinned {
        ways.push(("q", "done".to_owned()));
    } else if let Some(next) = model.next() {
        let next = &model.shelf[next];
        ways.push(("n", format!("next: {}, {}", next.exercise, clean(&next.title))));
    }
    if !model.limits.without_help {
        ways.push((
            "d",
            "compare with other designs, and what an interviewer asks next".to_owned(),
        ));
    }
    ways.push(("m", format!("try harder to break it: {} seeds and more time", How::SEEDS)));
    for (key, what) in ways {
        let _ = writeln!(out, "  {}  {what}", paint(COMMAND, key));
    }
    out
}

const BAR: usize = 36;

/// A bar of so many columns.
pub fn bar(done: usize, all: usize, columns: usize) -> String {
    let full = (done * columns).checked_div(all).unwrap_or(0);
    // One that is done shows.
    let full = if done > 0 { full.max(1) } else { 0 };
    let rest = columns - full;
    paint(GREEN, "█".repeat(full)) + &paint(DIM, "░".repeat(rest))
}

/// The newest one first.
fn hints(item: &Item, columns: usize) -> String {
    let count = item.hints.len();
    let mut out = String::new();
    for (index, hint) in item.hints.iter().enumerate().take(item.hints_shown).rev() {
        let title = format!("Hint {} of {count}", index + 1);
        let _ = write!(out, "{}\n\n{}\n\n", paint(BOLD, title), markdown(hint, columns));
    }
    if item.hints_shown < count {
        out += &paint(DIM, "h gives the next one");
    }
    out
}

fn keys() -> String {
    let widest = KEYS.iter().map(|(keys, _)| width(keys)).max().unwrap_or(0);
    let row =
        |(keys, what): &(&str, &str)| format!("  {}  {what}\n", paint(COMMAND, pad(keys, widest)));
    let keys: String = KEYS.iter().map(row).collect();
    let also = "Saving any exercise's file turns to that exercise. A save while something is graded \
                is graded next; none is lost.";
    format!("{keys}\n{also}\n")
}

fn reset(item: &Item, columns: usize) -> String {
    let said = format!(
        "This brings the stub of {} back. Your file is kept beside it, as `{}.rs.orig` or a name \
         like that.",
        item.exercise, item.exercise.variant
    );
    let said = wrap(&said, columns).join("\n");
    let ask = paint(YELLOW, "Bring the stub back?");
    format!("{said}\n\n{ask}  {} yes   any other key: no\n", paint(COMMAND, "y"))
}

fn markdown(text: &str, columns: usize) -> String {
    let style = |line: &str| if line.starts_with('#') { BOLD } else { Style::new() };
    let line = |line: &str| paint(style(line), wrap(&clean(line), columns).join("\n")) + "\n";
    text.lines().map(line).collect()
}
