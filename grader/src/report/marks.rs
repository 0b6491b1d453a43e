//! The lines to show where no pattern was recognised: what the failure itself says about them.
//!
//! Called by `human`; `annotate` shows them.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{Act, Change, Failure, Interleaving, Place, Verdict};

use super::source::Sources;
use super::words;
use crate::diagnosis::Mark;
use crate::playback::{Doing, Scene};

/// More names than this are counted only.
const MOST_NAMES: usize = 3;
/// More lines than this explain nothing.
const MOST_MARKS: usize = 6;
/// What comes so often in an execution that it goes on and on is its loop.
const LOOP: usize = 8;

/// Lines of the graded file that take part in a failure. The first one is where to look first.
pub fn derived(failure: &Failure, sources: &Sources) -> Vec<Mark> {
    let mut marks = match (&failure.at, &failure.interleaving) {
        (Some(at), _) => vec![mark(at, panics(failure), None)],
        (None, _) if failure.verdict == Verdict::Deadlock => deadlock(failure),
        (None, Some(of)) => match failure.verdict {
            Verdict::WrongAnswer => last_steps(of, &failure.summary),
            Verdict::BusyWait | Verdict::Livelock => going_on(of),
            Verdict::Starvation => still_waiting(of),
            Verdict::OverSerialized => waits(of),
            _ => Vec::new(),
        },
        (None, None) => Vec::new(),
    };
    marks.retain(|mark| sources.is_subject(&mark.at));
    marks.truncate(MOST_MARKS);
    marks
}

fn mark(at: &Place, label: String, step: Option<usize>) -> Mark {
    Mark { at: at.clone(), label, step }
}

/// `` `bar` panics here ``, if the summary says who did.
fn panics(failure: &Failure) -> String {
    let who = failure.summary.split_once(" panicked").map_or("", |(who, _)| who);
    if who.starts_with('`') { format!("{who} panics here") } else { "the panic".to_owned() }
}

/// Where each waits, then where those took it who could end that.
fn deadlock(failure: &Failure) -> Vec<Mark> {
    let name = |object: usize| {
        failure.interleaving.as_ref().map_or_else(String::new, |of| quoted(of.object_name(object)))
    };
    let mut waiting = Places::default();
    let mut holding = Places::default();
    for wait in &failure.waits {
        let object = wait.object.map(name);
        waiting.add(wait.at.as_ref(), &wait.who, object.clone());
        for holder in &wait.holders {
            holding.add(holder.since.as_ref(), &holder.who, object.clone());
        }
    }
    let mut marks = waiting.marks(|who, plural, what| {
        let verb = if plural { "wait" } else { "waits" };
        format!("{who} {verb} here{}", what.map(|what| format!(" for {what}")).unwrap_or_default())
    });
    marks.extend(holding.marks(|who, plural, what| match (plural, what) {
        (false, what) => format!("{who} took {} here", what.unwrap_or("what it holds")),
        (true, what) => format!("{who} took {} here", what.unwrap_or("what they hold")),
    }));
    marks
}

/// What lanes did last, the one that the summary is about first. Nothing if it is about none.
fn last_steps(of: &Interleaving, summary: &str) -> Vec<Mark> {
    let last = |lane: usize| {
        let steps = of.steps.iter().enumerate().rev();
        steps.filter(|(_, step)| is_own(step)).find(|(_, step)| step.lane == lane)
    };
    let summary = summary.trim_start_matches('`');
    let is_named = |name: &str| {
        let rest = summary.strip_prefix(name);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let named = of.lanes.iter().position(|lane| is_named(&lane.name));
    let Some(first) = named else { return Vec::new() };
    let scene = Scene::after(of, of.steps.len());
    let others = (0..of.lanes.len()).filter(|lane| *lane != first && !of.lanes[*lane].kit);
    let others = others.filter(|lane| matches!(scene.doing(*lane), Doing::Waits { .. }));
    let mut marks = Vec::new();
    for lane in std::iter::once(first).chain(others).take(MOST_NAMES) {
        let Some((index, step)) = last(lane) else { continue };
        let Some(at) = &step.at else { continue };
        let who = quoted(of.lane_name(lane));
        let is_first = lane == first;
        // Who waits in the test waits nowhere in the file.
        if !is_first && !matches!(step.act, Act::Waits { .. }) {
            continue;
        }
        let label =
            if is_first { format!("{who} was here last") } else { format!("{who} waits here") };
        marks.push(mark(at, label, Some(index)));
    }
    marks
}

/// Whether a step is one of the learner's code.
fn is_own(step: &protocol::Step) -> bool {
    !step.kit && step.at.is_some() && matches!(step.act, Act::Does { .. } | Act::Waits { .. })
}

/// The line that comes over and over: rather where it asks than where it gives way.
fn going_on(of: &Interleaving) -> Vec<Mark> {
    let mut places = Places::default();
    let mut counts: BTreeMap<(&str, u32, u32), (bool, usize)> = BTreeMap::new();
    for step in of.steps.iter().filter(|step| is_own(step)) {
        let (Some(at), Act::Does { verb, .. } | Act::Waits { verb, .. }) = (&step.at, &step.act)
        else {
            continue;
        };
        let asks = !matches!(verb.as_str(), "yield_now" | "spin_loop" | "sleep");
        let often = counts.entry((&at.file, at.line, at.column)).or_insert((asks, 0));
        often.1 += 1;
        places.add(Some(at), of.lane_name(step.lane), None);
    }
    let often = |at: &Place| counts.get(&(at.file.as_str(), at.line, at.column)).copied();
    let mut marks = places.marks(|who, plural, _| {
        format!("{who} {} here again and again", if plural { "come" } else { "comes" })
    });
    marks.retain(|mark| often(&mark.at).is_some_and(|(_, often)| often >= LOOP));
    marks.sort_by_key(|mark| std::cmp::Reverse(often(&mark.at)));
    let first = marks.first().and_then(|mark| often(&mark.at));
    // Those who ask as often, elsewhere.
    marks.retain(|mark| {
        often(&mark.at).zip(first).is_some_and(|(of, first)| of.0 == first.0 && of.1 * 2 >= first.1)
    });
    marks.truncate(MOST_NAMES);
    marks
}

/// Where those wait who still wait in the end.
fn still_waiting(of: &Interleaving) -> Vec<Mark> {
    let mut places = Places::default();
    let scene = Scene::after(of, of.steps.len());
    for (lane, actor) in scene.lanes.iter().enumerate() {
        if let Doing::Waits { since, .. } = actor.doing
            && is_own(&of.steps[since])
        {
            places.add(of.steps[since].at.as_ref(), of.lane_name(lane), None);
        }
    }
    places.marks(|who, plural, _| {
        format!("{who} still {} here", if plural { "wait" } else { "waits" })
    })
}

/// Where most waited for one another.
fn waits(of: &Interleaving) -> Vec<Mark> {
    let mut places = Places::default();
    let changes = of.steps.iter().flat_map(|step| &step.changes);
    let held = changes.filter_map(|change| match change {
        Change::Takes { object } => Some(quoted(of.object_name(*object))),
        Change::Frees { .. } | Change::Is { .. } => None,
    });
    let held: BTreeSet<String> = held.collect();
    for step in of.steps.iter().filter(|step| is_own(step)) {
        if let Act::Waits { verb, object: Some(object) } = &step.act
            && verb != "join"
        {
            let object = quoted(of.object_name(*object));
            places.add(step.at.as_ref(), of.lane_name(step.lane), Some(object));
        }
    }
    // What is held keeps others out; what is only waited for may be the end of all.
    let held =
        |things: &[Option<String>]| things.iter().flatten().any(|thing| held.contains(thing));
    places.0.sort_by_key(|(_, names, things)| std::cmp::Reverse((held(things), names.len())));
    places.0.truncate(1);
    places.marks(|who, plural, what| {
        let verb = if plural { "wait" } else { "waits" };
        format!("{who} {verb} here{}", what.map(|what| format!(" for {what}")).unwrap_or_default())
    })
}

/// Places in the order in which they come, each with who is there and what it is about.
#[derive(Default)]
struct Places(Vec<(Place, Vec<String>, Vec<Option<String>>)>);

impl Places {
    fn add(&mut self, at: Option<&Place>, who: &str, what: Option<String>) {
        let Some(at) = at else { return };
        let who = quoted(who);
        let known = self.0.iter().position(|(place, ..)| place == at);
        let known = known.unwrap_or_else(|| {
            self.0.push((at.clone(), Vec::new(), Vec::new()));
            self.0.len() - 1
        });
        let (_, names, things) = &mut self.0[known];
        if !names.contains(&who) {
            names.push(who);
        }
        if !things.contains(&what) {
            things.push(what);
        }
    }

    /// A mark a place; the label is made of who is there, whether they are several, and what it is
    /// about if that is one and the same thing.
    fn marks(&self, label: impl Fn(&str, bool, Option<&str>) -> String) -> Vec<Mark> {
        let one = |(at, names, things): &(Place, Vec<String>, Vec<Option<String>>)| {
            let who = match names.split_at_checked(MOST_NAMES - 1) {
                Some((few, rest)) if rest.len() > 1 => {
                    format!("{} and {} others", few.join(", "), rest.len())
                }
                _ => words::list(names),
            };
            let what = match things.as_slice() {
                [Some(one)] => Some(one.as_str()),
                _ => None,
            };
            mark(at, label(&who, names.len() > 1, what), None)
        };
        self.0.iter().map(one).collect()
    }
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use protocol::{Holder, Lane, Step, Thing, Wait};

    use super::*;

    fn place(line: u32) -> Place {
        Place { file: "a.rs".into(), line, column: 1 }
    }

    fn step(lane: usize, act: Act, at: Option<u32>) -> Step {
        let (wakes, changes) = (vec![], vec![]);
        Step { lane, act, at: at.map(place), kit: false, preempts: false, wakes, changes }
    }

    fn does(verb: &str) -> Act {
        Act::Does { verb: verb.into(), object: Some(0), result: None }
    }

    fn story(steps: Vec<Step>) -> Interleaving {
        let lane = |name: &str| Lane { name: name.into(), kit: false };
        let lanes = ["foo", "bar", "baz", "qux"].map(lane).to_vec();
        let objects = vec![Thing { name: "turn".into(), kind: "Mutex".into(), lane: None }];
        Interleaving { lanes, objects, left_out: 0, steps }
    }

    fn labels(failure: &Failure) -> Vec<(u32, String)> {
        let sources = Sources::new(Path::new("/nowhere"), "a.rs");
        let marks = derived(failure, &sources);
        marks.into_iter().map(|mark| (mark.at.line, mark.label)).collect()
    }

    fn failure(verdict: Verdict, steps: Vec<Step>) -> Failure {
        Failure { interleaving: Some(story(steps)), ..Failure::new(verdict, "`foo` panicked at") }
    }

    #[test]
    fn a_deadlock_shows_who_waits_and_who_holds() {
        let mut deadlock = failure(Verdict::Deadlock, vec![]);
        let holder = || Holder { who: "qux".into(), lane: 3, since: Some(place(3)) };
        let wait = |(who, line): (&str, u32)| Wait {
            who: who.into(),
            lane: None,
            what: "lock Mutex #1".into(),
            object: Some(0),
            at: Some(place(line)),
            holders: vec![holder()],
        };
        deadlock.waits = [("foo", 7), ("bar", 7), ("qux", 8)].map(wait).to_vec();
        let expected = [
            (7, "`foo` and `bar` wait here for `turn`"),
            (8, "`qux` waits here for `turn`"),
            (3, "`qux` took `turn` here"),
        ];
        assert_eq!(labels(&deadlock), expected.map(|(line, label)| (line, label.to_owned())));
        deadlock.waits = ["a", "b", "c", "d"].map(|who| wait((who, 7))).to_vec();
        assert_eq!(labels(&deadlock)[0].1, "`a`, `b` and 2 others wait here for `turn`");
    }

    #[test]
    fn a_panic_shows_its_line() {
        let mut panic = failure(Verdict::RuntimeError, vec![]);
        panic.at = Some(place(9));
        assert_eq!(labels(&panic), [(9, "`foo` panics here".to_owned())]);
        panic.at = Some(Place { file: "other.rs".into(), line: 9, column: 1 });
        assert_eq!(labels(&panic), []);
    }

    #[test]
    fn a_wrong_answer_shows_where_each_was() {
        let waits = Act::Waits { verb: "lock".into(), object: Some(0) };
        let wrong = failure(
            Verdict::WrongAnswer,
            vec![
                step(1, waits, Some(5)),
                step(2, does("lock"), Some(6)),
                step(2, Act::Does { verb: "end".into(), object: None, result: None }, None),
                step(0, does("load"), Some(9)),
                step(0, Act::Log { text: "foo begins".into() }, None),
                step(3, does("unlock"), Some(10)),
            ],
        );
        let expected = [(9, "`foo` was here last"), (5, "`bar` waits here")];
        assert_eq!(labels(&wrong), expected.map(|(line, label)| (line, label.to_owned())));
    }

    #[test]
    fn a_loop_shows_what_comes_again_and_again() {
        let mut steps = vec![step(0, does("store"), Some(2))];
        steps.extend((0..40).map(|n| {
            let (verb, line) = if n % 4 < 2 { ("yield_now", 7) } else { ("load", 8) };
            step(n % 2, does(verb), Some(line))
        }));
        let busy = failure(Verdict::BusyWait, steps);
        assert_eq!(labels(&busy), [(8, "`foo` and `bar` come here again and again".to_owned())]);
    }
}
