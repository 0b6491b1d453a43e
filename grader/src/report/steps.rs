//! The steps of an interleaving, prepared for both ways to show them: numbered, in words, with
//! label and text of their source lines; without the kit's own ones, what repeats is folded, and what
//! is still too long to read loses what is far from the mistake.

use protocol::Interleaving;

use super::row::{Kind, Row};
pub use super::row::{guards, what};
use super::row::{join, kind};
use super::source::Sources;
use super::told::{folded, forced, told};
use super::{text, words};

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
/// How many tell what comes again and again.
const BRIEF: usize = 20;

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

    /// Without most of what comes again and again until somebody ends it.
    #[must_use]
    pub fn brief(mut self) -> Self {
        if self.rows.len() > BRIEF + BRIEF / 2 {
            self.rows = beginning(self.rows);
        }
        self
    }

    /// Whether any step is marked as preempting.
    pub fn has_preemption(&self) -> bool {
        self.rows.iter().any(|row| row.preempts)
    }

    /// Whether any step is marked as the mistake.
    pub fn has_mistake(&self) -> bool {
        self.rows.iter().any(|row| row.mistake)
    }

    /// The line of a guard that ends in one of the steps.
    pub fn guard(&self) -> Option<&str> {
        self.rows.iter().find_map(|row| row.label.strip_prefix('(')?.strip_suffix(')'))
    }

    /// Whether time goes on in any step.
    pub fn has_time(&self) -> bool {
        self.rows.iter().any(|row| row.kind == Kind::Time)
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

/// The first rows, and the last one with the mistake.
fn beginning(mut rows: Vec<Row>) -> Vec<Row> {
    let end = rows.iter().position(|row| row.mistake).unwrap_or(rows.len() - 1);
    if end < BRIEF {
        rows.truncate(BRIEF);
        return rows;
    }
    let last = rows.swap_remove(end);
    rows.truncate(BRIEF);
    if let Some(row) = rows.last_mut() {
        row.then = Some("… and so on …".to_owned());
    }
    rows.push(last);
    rows
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

    use protocol::{Act, Lane, Step};

    use super::*;

    fn prepared(count: usize, mistake: Option<usize>) -> Steps {
        let step = |n: usize| Step::new(0, Act::Remark { text: n.to_string() });
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
