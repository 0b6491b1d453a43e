//! The text of `watch`'s screen: a verdict, a statement, hints …, as lines of so many columns.
//!
//! Called by `screen`.

use std::fmt::Write as _;
use std::path::Path;

use protocol::Verdict;

use super::designs::Designs;
use super::events::View;
use super::model::Model;
use super::press;
use super::shelf::Item;
use super::worker::{How, Judged};
use crate::pager::fold::fold;
use crate::prose;
use crate::report::human;
use crate::report::listing;
use crate::report::paint::{BOLD, COMMAND, DIM, GREEN, YELLOW, paint};
use crate::report::source::Sources;
use crate::report::text::{clean, pad, width, wrap};
use crate::screen::Screen;

/// Wider reports are hard to read, and so are longer sentences.
const WIDEST: usize = 160;
const SENTENCE: usize = 100;

/// What a text is laid out on.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// The project's root: other files than the learner's are read from there.
    pub root: &'a Path,
    /// How wide it is.
    pub columns: usize,
    /// Whether colours will be seen.
    pub colours: bool,
}

impl Paper<'_> {
    fn markdown(&self, text: &str) -> String {
        let render = if self.colours { prose::render } else { prose::plain };
        render(text, self.columns)
    }

    fn sentence(&self, text: &str) -> String {
        wrap(text, self.columns.min(SENTENCE)).join("\n")
    }
}

/// The text, all of it.
pub fn lines(model: &Model, paper: &Paper<'_>) -> Vec<String> {
    let text = match model.view {
        View::Verdict => verdict(model, paper),
        View::Statement => paper.markdown(&model.item().statement),
        View::Hints => hints(model.item(), paper),
        View::Designs => designs(&model.designs, paper),
        View::Design(index) => design(&model.designs, index),
        View::Keys => keys(model, paper),
        View::Reset => reset(model.item(), paper),
    };
    fold(&text, paper.columns)
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
        View::Design(_) => "design",
        View::Keys => "keys",
        View::Reset => "reset",
    }
}

/// A stub that nobody has touched: there is nothing to be said of it yet.
fn is_stub(judged: &Judged) -> bool {
    let graded = &judged.graded;
    graded.verdict == Verdict::NotAttempted && graded.failure.is_none()
}

fn verdict(model: &Model, paper: &Paper<'_>) -> String {
    let item = model.item();
    if !model.trouble.is_empty() {
        let said =
            paper.sentence("The grader itself has failed; this says nothing about your file.");
        let why = model.trouble.lines().map(clean).collect::<Vec<_>>().join("\n");
        return format!(
            "{}\n\n{why}\n\nSave the file, or press c, to try again.\n",
            paint(YELLOW, said)
        );
    }
    let Some(judged) = model.judged().filter(|judged| !is_stub(judged)) else {
        return format!("{}\n\n{}", to_do(item, paper), paper.markdown(&item.statement));
    };
    let graded = &judged.graded;
    let mut sources = Sources::new(paper.root, &graded.file);
    sources.add(&graded.file, &judged.text);
    let report =
        human::of_sources(graded, &mut sources, Screen { width: paper.columns.min(WIDEST) });
    if model.is_old() {
        let plain = anstream::adapter::strip_str(&report).to_string();
        return plain.lines().map(|line| paint(DIM, line) + "\n").collect();
    }
    if graded.verdict == Verdict::Accepted { accepted(model, &report) } else { report }
}

fn to_do(item: &Item, paper: &Paper<'_>) -> String {
    let file = clean(&item.file);
    let said = format!("Edit {file} in your editor. Whenever you save it, it is graded here.");
    paper.sentence(&said).replacen(&file, &paint(BOLD, &file), 1)
}

/// The report, how far this brings somebody, and where to go from here.
fn accepted(model: &Model, report: &str) -> String {
    let (done, all) = (model.accepted(), model.shelf.len());
    let mut out = format!("{report}\n");
    let said = match (model.solved, done == all) {
        (true, true) => {
            format!("★ Solved, and it was the last one: all {all} are accepted. Well done!")
        }
        (true, false) => format!("★ Solved! {done} of {all} {} accepted now.", are(done)),
        (false, true) => format!("All {all} are accepted. Well done!"),
        (false, false) => format!("{done} of {all} {} accepted.", are(done)),
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

const fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
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
fn hints(item: &Item, paper: &Paper<'_>) -> String {
    let count = item.hints.len();
    let mut out = String::new();
    for (index, hint) in item.hints.iter().enumerate().take(item.hints_shown).rev() {
        let title = format!("Hint {} of {count}", index + 1);
        let _ = write!(out, "{}\n\n{}\n", paint(BOLD, title), paper.markdown(hint));
    }
    if item.hints_shown < count {
        out += &paint(DIM, "h gives the next one");
    }
    out
}

/// The designs by number, and the editorial.
fn designs(designs: &Designs, paper: &Paper<'_>) -> String {
    let mut out = String::new();
    for (index, design) in designs.all.iter().enumerate() {
        let room = Paper { columns: paper.columns.saturating_sub(5), ..*paper };
        let what = room.markdown(&design.what).trim_end().replace('\n', "\n     ");
        let key = if index < 9 { (index + 1).to_string() } else { " ".to_owned() };
        let _ = writeln!(out, "  {}  {}", paint(COMMAND, key), what);
        let _ = writeln!(out, "     {}", paint(DIM, clean(&design.file)));
    }
    format!("{out}\n{}", paper.markdown(&designs.editorial))
}

fn design(designs: &Designs, index: usize) -> String {
    let Some(design) = designs.all.get(index) else { return String::new() };
    let lines: Vec<String> = design.source.lines().map(str::to_owned).collect();
    format!("{}\n\n{}\n", paint(BOLD, clean(&design.file)), listing::rust(&lines).join("\n"))
}

fn keys(model: &Model, paper: &Paper<'_>) -> String {
    let keys = || press::keys(&model.limits);
    let widest = keys().map(|(keys, _)| width(keys)).max().unwrap_or(0);
    let row =
        |(keys, what): &(&str, &str)| format!("  {}  {what}\n", paint(COMMAND, pad(keys, widest)));
    let keys: String = keys().map(row).collect();
    let also = if model.limits.pinned {
        "Whatever you save is graded at once. `q` ends it, and the questions come."
    } else {
        "Saving any exercise's file turns to that exercise. A save while something is graded \
         is graded next; none is lost."
    };
    format!("{keys}\n{}\n", paper.sentence(also))
}

fn reset(item: &Item, paper: &Paper<'_>) -> String {
    let said = format!(
        "This brings the stub of {} back. Your file is kept beside it, as `{}.rs.orig` or a name \
         like that.",
        item.exercise, item.exercise.variant
    );
    let said = paper.sentence(&said);
    let ask = paint(YELLOW, "Bring the stub back?");
    format!("{said}\n\n{ask}  {} yes   any other key: no\n", paint(COMMAND, "y"))
}
