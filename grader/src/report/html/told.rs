//! A failing execution, made ready for the stepper: its steps in words, its source, and how things
//! stand after each step, told as what is different from the step before.
//!
//! Called by `stepper`, which writes it down twice: as a table, and as data.

use std::collections::BTreeMap;

use protocol::{Act, Change, Failure, Interleaving, Place, Step};
use serde::Serialize;

use crate::learner::checks::Check;
use crate::playback::{Actor, Doing, Prop, Scene};
use crate::report::source::Sources;
use crate::report::{explanation, steps, text, told, words};

/// More rows than this nobody steps through.
const MOST: usize = 300;
/// How many of the first ones are shown then; the rest are last ones.
const HEAD: usize = 100;

/// What the stepper shows.
#[derive(Debug)]
pub struct Told {
    /// The lanes that take part: those that have a row, by name, and whether they only have quiet ones.
    pub lanes: Vec<(String, bool)>,
    /// The files that the steps point at; the learner's comes first.
    pub files: Vec<SourceFile>,
    /// The objects, by name and kind.
    pub objects: Vec<(String, String)>,
    /// The steps to show.
    pub rows: Vec<Row>,
    /// What the scenario noted and the code printed.
    pub log: Vec<Entry>,
    /// How many steps are told in all.
    pub total: usize,
    /// How many came before the first one that is told.
    pub left_out: usize,
    /// The row in which the mistake happens, else the last one of the learner's.
    pub mistake: usize,
    /// Whether that row is known to be the mistake.
    pub is_known: bool,
    /// What it came to, if the steps do not say it.
    pub end: Option<String>,
}

/// A source file.
#[derive(Debug)]
pub struct SourceFile {
    /// As reports write it.
    pub name: String,
    /// Its lines.
    pub lines: Vec<String>,
}

/// One step.
#[derive(Debug)]
pub struct Row {
    /// From 1, in the whole interleaving.
    pub number: usize,
    /// Index into [`Told::lanes`].
    pub lane: usize,
    /// What happened.
    pub what: String,
    /// Whom that woke.
    pub woken: Option<String>,
    /// What kind of step that is.
    pub kind: Kind,
    /// One of the kit's own steps that does not matter to the learner's code.
    pub quiet: bool,
    /// A guard ends, which was taken in that line.
    pub guard: bool,
    /// The thread that ran before could have gone on.
    pub preempts: bool,
    /// Where: index into [`Told::files`], and the line.
    pub place: Option<(usize, u32)>,
    /// The same in few columns.
    pub label: String,
    /// What is missing after this step, in words.
    pub then: Option<String>,
    /// How things stand now, as far as it is not as it was.
    pub state: Delta,
}

/// A kind of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something took effect.
    Plain,
    /// The lane waits from here on.
    Waits,
    /// An entry of the log, or something printed.
    Entry,
}

/// Where a lane stands: what it is about, in a word and in words; its file and line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stand(&'static str, String, Option<(usize, u32)>);

/// What is different from the row before.
#[derive(Debug, Default, Serialize)]
pub struct Delta {
    /// Lanes.
    #[serde(rename = "L", skip_serializing_if = "BTreeMap::is_empty")]
    pub lanes: BTreeMap<usize, Stand>,
    /// Objects that have been used: what there is to say of each.
    #[serde(rename = "O", skip_serializing_if = "BTreeMap::is_empty")]
    pub objects: BTreeMap<usize, Vec<String>>,
}

/// An entry of the log.
#[derive(Debug)]
pub struct Entry {
    /// The step that made it, from 1.
    pub step: usize,
    /// The lane's name.
    pub who: String,
    /// What it says.
    pub what: String,
    /// Virtual time; empty as long as none has passed.
    pub at: String,
}

impl Told {
    /// Prepares the failure of a check; none if there is no interleaving.
    pub fn new(check: &Check, failure: &Failure, sources: &Sources) -> Option<Self> {
        let of = failure.interleaving.as_ref().filter(|of| !of.steps.is_empty())?;
        let files = files(check);
        let teller = Teller { of, sources, files: &files, columns: columns(of) };
        let (rows, log) = teller.rows();
        let known = check.graded.diagnosis.as_ref().and_then(|diagnosis| diagnosis.step);
        let mistake = match known {
            // A folded step is told by the one that stands for it.
            Some(step) => rows.iter().rposition(|row| row.number <= step + 1).unwrap_or(0),
            None => rows.iter().rposition(|row| !row.quiet).unwrap_or(rows.len() - 1),
        };
        let lane = |(column, &lane): (usize, &usize)| {
            let is_told = |row: &Row| row.lane == column && !row.quiet;
            (text::clean(of.lane_name(lane)), !rows.iter().any(is_told))
        };
        Some(Self {
            lanes: teller.columns.iter().enumerate().map(lane).collect(),
            objects: of.objects.iter().map(|o| (o.name.clone(), o.kind.clone())).collect(),
            rows,
            log,
            total: of.steps.len(),
            left_out: of.left_out,
            mistake,
            is_known: known.is_some(),
            end: explanation::end(failure).map(|end| sources.shortened(end)),
            files,
        })
    }

    /// The row that a step is told by.
    pub fn row_of(&self, step: usize) -> Option<&Row> {
        self.rows.iter().rev().find(|row| row.number <= step + 1)
    }
}

fn files(check: &Check) -> Vec<SourceFile> {
    let subject = &check.graded.file;
    let is_other = |name: &&String| name.replace('\\', "/") != *subject;
    let (own, others): (Vec<_>, Vec<_>) = check.sources.keys().partition(|name| !is_other(name));
    let file = |name: &String| SourceFile {
        name: name.replace('\\', "/"),
        lines: check.sources[name].lines().map(text::clean).collect(),
    };
    own.into_iter().chain(others).map(file).collect()
}

/// Lanes without a step take no column.
fn columns(of: &Interleaving) -> Vec<usize> {
    let mut used: Vec<usize> = of.steps.iter().map(|step| step.lane).collect();
    used.sort_unstable();
    used.dedup();
    used
}

struct Teller<'a> {
    of: &'a Interleaving,
    sources: &'a Sources,
    files: &'a [SourceFile],
    columns: Vec<usize>,
}

impl Teller<'_> {
    fn rows(&self) -> (Vec<Row>, Vec<Entry>) {
        let forced = self.forced();
        let guards = steps::guards(&self.of.steps);
        let all: Vec<usize> = (0..self.of.steps.len()).collect();
        let shown = cut(told::folded(self.of, &all));
        let mut shown = shown.into_iter().peekable();
        let (mut rows, mut log) = (Vec::new(), Vec::new());
        let mut scene = Scene::start(self.of);
        let mut before = (BTreeMap::new(), BTreeMap::new());
        for (index, step) in self.of.steps.iter().enumerate() {
            scene.play(index, step);
            log.extend(self.entry(index, step, scene.now_ns));
            let Some((_, then)) = shown.next_if(|(next, _)| *next == index) else { continue };
            let now = (self.lanes(&scene, step.lane), self.objects(&scene));
            let label = step.at.as_ref().map(|place| self.sources.label(place)).unwrap_or_default();
            let guard = guards.contains(&index);
            let mut what = steps::what(self.of, index).into_iter();
            rows.push(Row {
                number: index + 1,
                lane: self.column(step.lane),
                what: what.next().unwrap_or_default(),
                woken: what.next(),
                kind: match step.act {
                    Act::Log { .. } | Act::Print { .. } => Kind::Entry,
                    Act::Waits { .. } => Kind::Waits,
                    Act::Does { .. } | Act::Clock { .. } | Act::Remark { .. } => Kind::Plain,
                },
                quiet: !forced.contains_key(&index),
                guard,
                preempts: forced.get(&index).is_some_and(|forced| *forced),
                place: step.at.as_ref().and_then(|place| self.place(place)),
                label: if guard { format!("({label})") } else { label },
                then,
                state: Delta {
                    lanes: changed(&before.0, &now.0),
                    objects: changed(&before.1, &now.1),
                },
            });
            before = now;
        }
        (rows, log)
    }

    /// The steps that are told without asking for more, each with whether it is a forced switch.
    fn forced(&self) -> BTreeMap<usize, bool> {
        let told = told::told(self.of);
        let forced = told::forced(self.of, &told);
        told.into_iter().zip(forced).collect()
    }

    fn column(&self, lane: usize) -> usize {
        self.columns.binary_search(&lane).unwrap_or(0)
    }

    fn place(&self, place: &Place) -> Option<(usize, u32)> {
        let name = place.file.replace('\\', "/");
        Some((self.files.iter().position(|file| file.name == name)?, place.line))
    }

    fn entry(&self, index: usize, step: &Step, now_ns: u64) -> Option<Entry> {
        let what = match &step.act {
            Act::Log { text } => text.clone(),
            Act::Print { text } => format!("prints {text:?}"),
            _ => return None,
        };
        let at = if now_ns == 0 { String::new() } else { words::time(now_ns) };
        Some(Entry { step: index + 1, who: self.of.lane_name(step.lane).to_owned(), what, at })
    }

    /// What each lane is about; by column.
    fn lanes(&self, scene: &Scene, running: usize) -> BTreeMap<usize, Stand> {
        let lane = |(column, &lane): (usize, &usize)| {
            let actor = scene.lanes.get(lane)?;
            let (word, said) = self.doing(actor, lane == running);
            let at = actor.at.as_ref().and_then(|at| self.place(at));
            Some((column, Stand(word, said, at)))
        };
        self.columns.iter().enumerate().filter_map(lane).collect()
    }

    fn doing(&self, actor: &Actor, is_running: bool) -> (&'static str, String) {
        let (word, said) = match &actor.doing {
            Doing::Nothing => ("nothing", "has not begun".to_owned()),
            Doing::Runs if is_running => ("runs", "runs".to_owned()),
            Doing::Runs => ("ready", "can go on".to_owned()),
            Doing::Waits { verb, object, since } => {
                let what = text::clean(&self.of.operation(verb, *object));
                ("waits", format!("waits since step {}: {what}", since + 1))
            }
            Doing::Ended => ("ended", "has ended".to_owned()),
        };
        let held = actor.holds.iter().map(|(object, _)| text::clean(self.of.object_name(*object)));
        let held = held.collect::<Vec<_>>().join(", ");
        let holds = if held.is_empty() { String::new() } else { format!("; holds {held}") };
        (word, said + &holds)
    }

    fn objects(&self, scene: &Scene) -> BTreeMap<usize, Vec<String>> {
        let all = self.of.objects.iter().zip(&scene.objects).enumerate();
        let is_told = |prop: &Prop, is_lane: bool| {
            prop.used && (!is_lane || !prop.is.is_empty() || !prop.holders.is_empty())
        };
        let told = all.filter(|(_, (thing, prop))| is_told(prop, thing.lane.is_some()));
        told.map(|(index, (_, prop))| (index, self.object(index, prop))).collect()
    }

    /// `value 3`, `held by foo (since step 4, line 12)`, `waited for by bar`.
    fn object(&self, index: usize, prop: &Prop) -> Vec<String> {
        let name = |lane: usize| text::clean(self.of.lane_name(lane));
        let is = |(what, now): (&String, &String)| text::clean(&format!("{what} {now}"));
        let mut said: Vec<String> = prop.is.iter().map(is).collect();
        let held = prop.holders.iter().map(|&(lane, since)| {
            let at = self.of.steps.get(since).and_then(|step| step.at.as_ref());
            let line = at.map(|at| format!(", line {}", at.line)).unwrap_or_default();
            format!("{} (since step {}{line})", name(lane), since + 1)
        });
        let held = held.collect::<Vec<_>>().join(", ");
        if !held.is_empty() {
            said.push(format!("held by {held}"));
        }
        let waiters: Vec<String> = prop.waiters.iter().map(|&lane| name(lane)).collect();
        if !waiters.is_empty() {
            said.push(format!("waited for by {}", waiters.join(", ")));
        }
        if said.is_empty() {
            said.push(if self.is_held_sometimes(index) { "free" } else { "used" }.to_owned());
        }
        said
    }

    fn is_held_sometimes(&self, index: usize) -> bool {
        let takes =
            |change: &Change| matches!(change, Change::Takes { object } if *object == index);
        self.of.steps.iter().flat_map(|step| &step.changes).any(takes)
    }
}

/// What is other than before, or new.
fn changed<T: Clone + PartialEq>(
    before: &BTreeMap<usize, T>,
    now: &BTreeMap<usize, T>,
) -> BTreeMap<usize, T> {
    let other = now.iter().filter(|(key, value)| before.get(key) != Some(value));
    other.map(|(key, value)| (*key, value.clone())).collect()
}

/// What is still too long loses its middle.
fn cut(mut shown: Vec<(usize, Option<String>)>) -> Vec<(usize, Option<String>)> {
    if shown.len() > MOST {
        let tail = shown.len() - (MOST - HEAD);
        let missing = shown[tail].0 - shown[HEAD - 1].0 - 1;
        shown[HEAD - 1].1 = Some(format!("… {missing} steps are left out …"));
        shown.drain(HEAD..tail);
    }
    shown
}
