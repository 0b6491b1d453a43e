//! The steps of an interleaving, prepared for both ways to show them: numbered, in words, with
//! label and text of their source lines; without the kit's own ones, what repeats is folded, and what
//! is still too long to read loses what is far from the mistake.

use std::collections::{HashMap, HashSet};

use anstyle::Style;
use protocol::{Act, Change, Interleaving, Place, Step};

use super::paint::{BOLD, DIM, RED, YELLOW, paint};
use super::source::Sources;
use super::told::{folded, forced, told};
use super::{text, words};

/// One step, or some that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1, in the whole interleaving.
    pub number: usize,
    /// Index into [`Steps::lanes`].
    pub lane: usize,
    /// What happened: the operation, then whom it woke.
    pub what: Vec<String>,
    /// What sort of thing happened.
    pub kind: Kind,
    /// The thread that ran before could have gone on.
    pub preempts: bool,
    /// This is the moment of the mistake.
    pub mistake: bool,
    /// Where: `14`, `test:23`; `(14)` if a guard ends that was taken there; empty if unknown.
    pub label: String,
    /// The source line.
    pub source: String,
    /// What is missing after this step, in words.
    pub then: Option<String>,
}

/// What sort of thing a step is: each looks different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An operation took effect.
    Does,
    /// The lane waits from here on.
    Waits,
    /// An entry of the log, or something that the learner's code printed.
    Says,
    /// Something unusual happened: a spurious wake-up.
    Happens,
    /// Time went on.
    Time,
}

/// Steps to show.
#[derive(Debug)]
pub struct Steps {
    /// The lanes that have steps, by name.
    pub lanes: Vec<String>,
    /// The steps to show.
    pub rows: Vec<Row>,
    /// How many steps there are in all.
    pub total: usize,
    /// How many of them are the kit's own, and not shown.
    pub hidden: usize,
    /// How many steps came before the first one that is known.
    pub earlier: usize,
    /// How many entries of the log are shown.
    pub entries: usize,
    /// What it came to, if the steps do not say it.
    pub end: Option<String>,
}

/// Beyond this, nobody reads on.
const MOST: usize = 60;
/// How many of the first ones are shown then, and how many before and after the mistake; the rest
/// are last ones.
const HEAD: usize = 15;

/// The mark of a preempting switch.
pub const PREEMPTION: &str = "»";
/// The mark of the mistake.
pub const MISTAKE: &str = "✗";

impl Steps {
    /// Prepares an interleaving. The mistake is an index into its steps.
    pub fn new(of: &Interleaving, mistake: Option<usize>, sources: &mut Sources) -> Self {
        let told = told(of);
        let hidden = of.steps.len() - told.len();
        // A mistake of the kit's does not exist: it is in the step that is told next.
        let mistake = mistake.and_then(|at| told.iter().copied().find(|&index| index >= at));
        let forced = forced(of, &told);
        let guards = guards(&of.steps);
        // Lanes without a step take no column.
        let mut used: Vec<usize> = told.iter().map(|&index| of.steps[index].lane).collect();
        used.sort_unstable();
        used.dedup();

        let mut rows: Vec<Row> = Vec::new();
        let mut last: Option<usize> = None;
        for (position, then) in folded(of, &told) {
            let index = told[position];
            let step = &of.steps[index];
            let merged = last.filter(|_| then.is_none()).is_some_and(|last| {
                let before = &of.steps[last];
                rows.last_mut().is_some_and(|row| join(of, before, step, row))
            });
            if let Some(row) = rows.last_mut().filter(|_| merged) {
                row.mistake |= mistake == Some(index);
            } else {
                let place = step.at.as_ref();
                rows.push(Row {
                    number: index + 1,
                    lane: used.binary_search(&step.lane).unwrap_or(0),
                    what: what(of, index),
                    kind: kind(step),
                    preempts: forced[position],
                    mistake: mistake == Some(index),
                    label: place.map(|place| sources.label(place)).unwrap_or_default(),
                    source: place.map(|place| sources.line(place)).unwrap_or_default(),
                    then,
                });
                if let Some(row) = rows.last_mut().filter(|_| guards.contains(&index)) {
                    (row.label, row.source) = (format!("({})", row.label), String::new());
                }
            }
            last = Some(index);
        }
        let lanes = used.iter().map(|&lane| text::clean(of.lane_name(lane))).collect();
        let rows = cut(rows);
        let entries = rows.iter().filter(|row| row.what[0].starts_with(words::ENTRY)).count();
        Self {
            lanes,
            rows,
            total: of.steps.len(),
            hidden,
            earlier: of.left_out,
            entries,
            end: None,
        }
    }

    /// Whether any step is marked as preempting.
    pub fn has_preemption(&self) -> bool {
        self.rows.iter().any(|row| row.preempts)
    }

    /// Whether any step is marked as the mistake.
    pub fn has_mistake(&self) -> bool {
        self.rows.iter().any(|row| row.mistake)
    }

    /// Whether any step is the end of a guard.
    pub fn have_guards(&self) -> bool {
        self.rows.iter().any(|row| row.label.starts_with('('))
    }

    /// Columns for the marks before a step.
    pub fn marks(&self) -> usize {
        1 + usize::from(self.has_mistake())
    }

    /// Whether any step has a place in the source.
    pub fn have_places(&self) -> bool {
        self.rows.iter().any(|row| !row.label.is_empty())
    }
}

impl Row {
    /// Its marks, in colour.
    pub fn marks(&self, columns: usize) -> String {
        let mark = |is: bool, style, mark| if is { paint(style, mark) } else { " ".to_owned() };
        let mistake = if columns > 1 { mark(self.mistake, RED, MISTAKE) } else { String::new() };
        format!("{}{mistake}", mark(self.preempts, YELLOW, PREEMPTION))
    }

    /// How a line of it looks: the operation itself, then whom it woke.
    pub fn style(&self, lane: Style, nth: usize) -> Style {
        match self.kind {
            _ if nth > 0 => BOLD,
            _ if self.mistake => RED,
            Kind::Does => lane,
            Kind::Waits => lane.italic(),
            Kind::Says => lane.bold(),
            Kind::Happens => YELLOW,
            Kind::Time => DIM,
        }
    }
}

fn kind(step: &Step) -> Kind {
    match step.act {
        Act::Does { .. } => Kind::Does,
        Act::Waits { .. } => Kind::Waits,
        Act::Log { .. } | Act::Print { .. } => Kind::Says,
        Act::Remark { .. } => Kind::Happens,
        Act::Clock { .. } => Kind::Time,
    }
}

/// What happened in a step: the operation, then whom it woke.
pub fn what(of: &Interleaving, index: usize) -> Vec<String> {
    let step = &of.steps[index];
    let is_wait = matches!(step.act, Act::Waits { .. });
    let mut what = match waited_before(of, index) {
        Some(wait) if wait == step_verb(step) => vec![words::with(of, step, " goes on")],
        Some(_) => vec![format!("goes on: {}", words::of(of, step))],
        None if step.kit && is_wait => vec![words::with(of, step, " (in the test)")],
        None => vec![words::of(of, step)],
    };
    if step_verb(step) == "spawn" || matches!(step.act, Act::Clock { .. }) {
        // A thread that is started can run; the clock stands in the lane that it wakes.
        return what;
    }
    what.extend(words::woken(of, step));
    what
}

fn step_verb(step: &Step) -> &str {
    match &step.act {
        Act::Does { verb, .. } | Act::Waits { verb, .. } => verb,
        _ => "",
    }
}

/// What the lane has waited for until this step, in the same place. To have a lock says enough.
fn waited_before(of: &Interleaving, index: usize) -> Option<&str> {
    let step = &of.steps[index];
    let is_done = matches!(step.act, Act::Does { .. });
    let mut before = of.steps[..index].iter().rev().filter(|before| before.lane == step.lane);
    let wait = before.find(|before| !step_verb(before).is_empty()).filter(|_| is_done)?;
    let verb = step_verb(wait);
    let again = verb == step_verb(step);
    // A wait that ends at once, spuriously, is one that was done.
    let waited = matches!(wait.act, Act::Waits { .. }) || (verb == "wait" && !again);
    let takes = step.changes.iter().any(|change| matches!(change, Change::Takes { .. }));
    let here = wait.at == step.at && step.at.is_some();
    (waited && here && !(takes && again)).then_some(verb)
}

/// The steps that free something where it was taken: a guard has no place of its own, so the place is
/// that of the call that made it.
pub fn guards(steps: &[Step]) -> HashSet<usize> {
    let mut taken: HashMap<(usize, usize), &Place> = HashMap::new();
    let mut guards = HashSet::new();
    for (index, step) in steps.iter().enumerate() {
        let Some(at) = &step.at else { continue };
        for change in &step.changes {
            match change {
                Change::Takes { object } => {
                    taken.insert((step.lane, *object), at);
                }
                Change::Frees { object, lane } => {
                    let place = taken.remove(&(*lane, *object));
                    let its_own = matches!(&step.act, Act::Does { verb, object: Some(own), .. }
                        if own == object && verb != "complete");
                    if its_own && place == Some(at) {
                        guards.insert(index);
                    }
                }
                Change::Is { .. } => {}
            }
        }
    }
    guards
}

/// Tells a step together with the one before it, if both are one thing: a guard that lives for a
/// moment, several threads that are started.
fn join(of: &Interleaving, before: &Step, step: &Step, row: &mut Row) -> bool {
    let (Act::Does { verb, object, result: None }, Act::Does { verb: next, object: also, .. }) =
        (&before.act, &step.act)
    else {
        return false;
    };
    if before.lane != step.lane || before.at != step.at || step.at.is_none() || row.then.is_some() {
        return false;
    }
    if verb == "spawn" && next == "spawn" {
        let first = row.what[0].split(" … ").next().unwrap_or_default().to_owned();
        let name = also.map(|also| of.object_name(also)).unwrap_or_default();
        row.what[0] = text::clean(&format!("{first} … {name}"));
        return true;
    }
    let takes =
        |change: &Change| matches!(change, Change::Takes { object: of } if Some(*of) == *object);
    let frees = |change: &Change| matches!(change, Change::Frees { object: of, .. } if Some(*of) == *object);
    let moment = object == also
        && matches!(next.as_str(), "unlock" | "complete")
        && before.wakes.is_empty()
        && before.changes.iter().any(takes)
        && step.changes.iter().any(frees);
    if moment {
        // `lock turn` becomes `lock, unlock turn`.
        if next == "unlock" {
            let alone = text::clean(&of.operation(verb, *object));
            let both = text::clean(&of.operation(&format!("{verb}, unlock"), *object));
            row.what[0] = row.what[0].replace(&alone, &both);
        }
        row.what.extend(words::woken(of, step));
    }
    moment
}

/// Leaves out what nobody reads of too many rows: the first, the last and those around the mistake
/// stay.
fn cut(rows: Vec<Row>) -> Vec<Row> {
    // To leave out a handful is no gain.
    if rows.len() <= MOST + HEAD {
        return rows;
    }
    let mistake = rows.iter().position(|row| row.mistake);
    let around = mistake.map_or(0..0, |at| at.saturating_sub(HEAD)..at + HEAD);
    let tail = MOST - HEAD - if mistake.is_some() { HEAD } else { 0 };
    let (count, mut shown) = (rows.len(), Vec::<Row>::new());
    let mut missing = 0;
    for (position, row) in rows.into_iter().enumerate() {
        if position < HEAD || position + tail >= count || around.contains(&position) {
            if let Some(last) = shown.last_mut().filter(|_| missing > 0) {
                let plural = if missing == 1 { "" } else { "s" };
                let left_out =
                    format!("… {missing} step{plural} left out; `--format json` has them all …");
                last.then = Some(left_out);
            }
            missing = 0;
            shown.push(row);
        } else {
            missing += 1;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use protocol::Lane;

    use super::*;

    fn prepared(count: usize, mistake: Option<usize>) -> Steps {
        let step = |n: usize| Step {
            lane: 0,
            act: Act::Remark { text: n.to_string() },
            at: None,
            kit: false,
            preempts: false,
            wakes: Vec::new(),
            changes: Vec::new(),
        };
        let lanes = vec![Lane { name: "a".into(), kit: false }];
        let steps = (0..count).map(step).collect();
        let of = Interleaving { lanes, steps, ..Interleaving::default() };
        Steps::new(&of, mistake, &mut Sources::new(Path::new("/nowhere"), "a.rs"))
    }

    #[test]
    fn what_is_too_long_loses_its_middle_but_never_the_mistake() {
        assert_eq!(prepared(MOST + HEAD, None).rows.len(), MOST + HEAD);
        let cut = prepared(200, None).rows;
        assert_eq!(cut.len(), MOST);
        assert_eq!((cut[HEAD - 1].number, cut[HEAD].number), (HEAD, 200 - (MOST - HEAD) + 1));
        let gap = cut[HEAD - 1].then.as_deref().unwrap_or_default();
        assert!(gap.contains("140 steps left out"), "{gap}");

        let cut = prepared(200, Some(100)).rows;
        assert_eq!(cut.iter().filter(|row| row.then.is_some()).count(), 2);
        assert!(cut.iter().any(|row| row.mistake && row.number == 101));
        assert_eq!(cut.last().map(|row| row.number), Some(200));
    }
}
