//! The steps of an interleaving, prepared for both ways to show them: numbered, in words, with
//! label and text of their source lines; what repeats is folded, and what is still too long to read
//! loses its middle.

use protocol::{Act, Interleaving, Step};

use super::source::Sources;
use super::{text, words};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1, in the whole interleaving.
    pub number: usize,
    /// Index into [`Steps::lanes`].
    pub lane: usize,
    /// What happened: the operation, then whom it woke.
    pub what: Vec<String>,
    /// The thread that ran before could have gone on.
    pub preempts: bool,
    /// Where: `14`, `test:23`; empty if unknown.
    pub label: String,
    /// The source line.
    pub source: String,
    /// What is missing after this step, in words.
    pub then: Option<String>,
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
}

/// Beyond this, nobody reads on.
const MOST: usize = 70;
/// How many of the first ones are shown then; the rest are last ones.
const HEAD: usize = 20;
/// A loop of more steps than this is not recognised.
const LONGEST_LOOP: usize = 24;
/// A loop is folded if its steps come at least so often.
const OFTEN: usize = 4;

/// The mark of a preempting switch.
pub const PREEMPTION: &str = "»";

impl Steps {
    /// Prepares an interleaving.
    pub fn new(interleaving: &Interleaving, sources: &mut Sources) -> Self {
        let steps = &interleaving.steps;
        let name = |lane: usize| text::clean(interleaving.lane_name(lane));
        // Lanes without a step take no column.
        let mut used: Vec<usize> = steps.iter().map(|step| step.lane).collect();
        used.sort_unstable();
        used.dedup();

        let row = |(index, then): (usize, Option<String>)| {
            let step = &steps[index];
            let mut what = vec![words::of(interleaving, step)];
            what.extend(words::woken(interleaving, step));
            Row {
                number: index + 1,
                lane: used.binary_search(&step.lane).unwrap_or(0),
                what,
                preempts: step.preempts,
                label: step.at.as_ref().map_or_else(String::new, |place| sources.label(place)),
                source: step.at.as_ref().map_or_else(String::new, |place| sources.line(place)),
                then,
            }
        };
        let rows = shown(steps).into_iter().map(row).collect();
        let lanes = used.iter().map(|&lane| name(lane)).collect();
        Self { lanes, rows, total: steps.len() }
    }

    /// Whether any step is marked as preempting.
    pub fn has_preemption(&self) -> bool {
        self.rows.iter().any(|row| row.preempts)
    }

    /// Whether any step has a place in the source.
    pub fn have_places(&self) -> bool {
        self.rows.iter().any(|row| !row.label.is_empty())
    }
}

/// The indices of the steps that are left when loops are folded, each with what is missing after it.
pub fn folded(steps: &[Step]) -> Vec<(usize, Option<String>)> {
    let mut shown = Vec::new();
    let mut index = 0;
    while index < steps.len() {
        let (length, times) = repetition(&steps[index..]);
        shown.extend((index..index + length).map(|index| (index, None)));
        if let Some((_, then)) = shown.last_mut().filter(|_| times > 1) {
            let these = if length == 1 { "this step" } else { &format!("these {length} steps") };
            *then = Some(format!("… {these} again, {} times more …", times - 1));
        }
        index += length * times;
    }
    shown
}

/// The indices of the steps to show, each with what is missing after it.
fn shown(steps: &[Step]) -> Vec<(usize, Option<String>)> {
    let mut shown = folded(steps);
    if shown.len() > MOST {
        let tail = shown.len() - (MOST - HEAD);
        let missing = shown[tail].0 - shown[HEAD - 1].0 - 1;
        shown[HEAD - 1].1 =
            Some(format!("… {missing} steps left out; `--format json` has them all …"));
        shown.drain(HEAD..tail);
    }
    shown
}

/// The loop at the beginning of some steps: how many steps it has, and how often they come. What is
/// no loop is one step that comes once.
fn repetition(steps: &[Step]) -> (usize, usize) {
    let times = |length: usize| {
        let first = &steps[..length];
        let again = |chunk: &&[Step]| chunk.iter().zip(first).all(|(a, b)| same(a, b));
        steps.chunks_exact(length).take_while(again).count()
    };
    (1..=LONGEST_LOOP.min(steps.len()))
        .map(|length| (length, times(length)))
        .find(|(_, times)| *times >= OFTEN)
        .unwrap_or((1, 1))
}

/// Whether two steps are the same but for the time.
fn same(a: &Step, b: &Step) -> bool {
    let clocks = matches!((&a.act, &b.act), (Act::Clock { .. }, Act::Clock { .. }));
    (a.act == b.act || clocks)
        && (a.lane, &a.at, &a.wakes, a.preempts) == (b.lane, &b.at, &b.wakes, b.preempts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(words: &str) -> Vec<Step> {
        let step = |word: &str| Step {
            lane: 0,
            act: Act::Remark { text: word.to_owned() },
            at: None,
            kit: false,
            preempts: false,
            wakes: Vec::new(),
            changes: Vec::new(),
        };
        words.split_whitespace().map(step).collect()
    }

    #[test]
    fn loops_are_folded_and_what_comes_before_and_after_stays() {
        let folded = shown(&steps(&format!("lock {} end", "load spin ".repeat(5))));
        let again = "… these 2 steps again, 4 times more …".to_owned();
        assert_eq!(folded, [(0, None), (1, None), (2, Some(again)), (11, None)]);
        assert_eq!(shown(&steps("a a a")).len(), 3);
        assert_eq!(shown(&steps("a a a a")).len(), 1);
    }

    #[test]
    fn what_is_too_long_loses_its_middle() {
        let words: Vec<String> = (0..200).map(|n| n.to_string()).collect();
        let cut = shown(&steps(&words.join(" ")));
        assert_eq!(cut.len(), MOST);
        assert_eq!((cut[HEAD - 1].0, cut[HEAD].0, cut[MOST - 1].0), (HEAD - 1, 150, 199));
        assert!(cut[HEAD - 1].1.as_deref().is_some_and(|gap| gap.contains("130 steps left out")));
    }
}
