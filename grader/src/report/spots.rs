//! The lines of a graded file that a failure is about, for reports that point into the source: one
//! or more where it went wrong, others that had a part in it.
//!
//! Made from the diagnosis where there is one, else from who waits, what panicked, or the last steps.

use protocol::{Act, Engine, Failure, Interleaving, Place, Verdict, Wait};

use super::words;
use crate::graded::Graded;

/// A place in the graded file, and what happened there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Where.
    pub at: Place,
    /// It went wrong here.
    pub primary: bool,
    /// What happened, in a few words each.
    pub labels: Vec<String>,
}

/// The places, those where it went wrong first.
pub fn of(graded: &Graded) -> Vec<Spot> {
    let Some(failure) = &graded.failure else { return Vec::new() };
    let mut spots = Spots { file: &graded.file, spots: Vec::new() };
    let marks = graded.diagnosis.iter().flat_map(|diagnosis| &diagnosis.marks);
    for mark in marks {
        let first = spots.is_empty();
        spots.add(&mark.at, first, mark.label.clone());
    }
    if spots.is_empty()
        && let Some(at) = &failure.at
    {
        spots.add(at, true, String::new());
    }
    waits(&mut spots, graded, failure);
    if spots.is_empty()
        && graded.verdict != Verdict::NotAttempted
        && let Some(interleaving) = &failure.interleaving
    {
        last_steps(&mut spots, interleaving);
    }
    spots.spots.sort_by_key(|spot| !spot.primary);
    spots.spots
}

struct Spots<'a> {
    /// Other files are nobody's business here.
    file: &'a str,
    spots: Vec<Spot>,
}

impl Spots<'_> {
    fn is_empty(&self) -> bool {
        self.spots.is_empty()
    }

    fn add(&mut self, at: &Place, primary: bool, label: String) {
        if at.file.replace('\\', "/") != self.file {
            return;
        }
        let same = |spot: &Spot| (spot.at.line, spot.at.column) == (at.line, at.column);
        let known = self.spots.iter().position(same);
        let index = known.unwrap_or_else(|| {
            let at = Place { file: self.file.to_owned(), ..at.clone() };
            self.spots.push(Spot { at, primary, labels: Vec::new() });
            self.spots.len() - 1
        });
        let spot = &mut self.spots[index];
        if !label.is_empty() && !spot.labels.contains(&label) {
            spot.labels.push(label);
        }
    }
}

/// Who waits where, for what; who has it since when. Several at one place share one label.
fn waits(spots: &mut Spots<'_>, graded: &Graded, failure: &Failure) {
    let primary = spots.is_empty();
    let modelled = graded.engine == Some(Engine::Model);
    let places = failure.waits.iter().filter_map(|wait| wait.at.as_ref());
    for at in each_once(places) {
        let here: Vec<&Wait> =
            failure.waits.iter().filter(|wait| wait.at.as_ref() == Some(at)).collect();
        let who = list(here.iter().map(|wait| wait.who.as_str()));
        let what = each_once(here.iter().map(|wait| wait.what.as_str()));
        let what = if let [what] = what.as_slice() { format!(": {what}") } else { String::new() };
        let label = match (modelled, here.len()) {
            (true, 1) => format!("{who} waits here{what}"),
            (true, _) => format!("{who} wait here{what}"),
            (false, _) => format!("{who} got as far as this{what}"),
        };
        spots.add(at, primary, label);
    }
    let holders = || failure.waits.iter().flat_map(|of| of.holders.iter().map(move |by| (of, by)));
    for since in each_once(holders().filter_map(|(_, by)| by.since.as_ref())) {
        let here = || holders().filter(|(_, by)| by.since.as_ref() == Some(since));
        let what = each_once(here().map(|(wait, _)| held(failure, wait)));
        let who = list(each_once(here().map(|(_, by)| by.who.as_str())).into_iter());
        let label = match what.as_slice() {
            [what] => format!("{who} took {what} here and still has it"),
            _ => format!("{who} took here what others wait for"),
        };
        spots.add(since, false, label);
    }
}

/// What somebody waits for, by its name where it has one.
fn held(failure: &Failure, wait: &Wait) -> String {
    let interleaving = failure.interleaving.as_ref();
    match interleaving.zip(wait.object) {
        Some((of, object)) => of.object_name(object).to_owned(),
        None => format!("what {} waits for", list(std::iter::once(wait.who.as_str()))),
    }
}

/// Where each thread or task was last: the last of all is where it went wrong.
fn last_steps(spots: &mut Spots<'_>, interleaving: &Interleaving) {
    let is_told = |act: &Act| matches!(act, Act::Does { .. } | Act::Waits { .. });
    let mut seen = Vec::new();
    for step in interleaving.steps.iter().rev().filter(|step| !step.kit && is_told(&step.act)) {
        let Some(at) = step.at.as_ref().filter(|_| !seen.contains(&step.lane)) else { continue };
        let who = list(std::iter::once(interleaving.lane_name(step.lane)));
        let what = words::of(interleaving, step);
        spots.add(at, seen.is_empty(), format!("{who} was here last: {what}"));
        seen.push(step.lane);
    }
}

fn each_once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut known = Vec::new();
    for one in all {
        if !known.contains(&one) {
            known.push(one);
        }
    }
    known
}

/// `` `a`, `b` and `c` ``.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    fn told(graded: &Graded) -> Vec<String> {
        let line = |spot: &Spot| {
            let sign = if spot.primary { "!" } else { " " };
            format!("{sign}{}:{} {}", spot.at.line, spot.at.column, spot.labels.join("; "))
        };
        of(graded).iter().map(line).collect()
    }

    #[test]
    fn a_deadlock_is_where_each_waits_and_where_each_took_the_lock() {
        let expected = [
            "!9:37 `foo` waits here: lock b",
            "!15:24 `bar` waits here: lock a",
            " 14:24 `bar` took b here and still has it",
            " 8:24 `foo` took a here and still has it",
        ];
        assert_eq!(told(&samples::deadlock()), expected);
    }

    #[test]
    fn several_that_wait_at_one_place_share_it() {
        let mut graded = samples::deadlock();
        let failure = graded.failure.as_mut().expect("a deadlock");
        let at = failure.waits[0].at.clone();
        failure.waits[1].at = at;
        assert_eq!(told(&graded)[0], "!9:37 `foo` and `bar` wait here");
    }

    #[test]
    fn a_diagnosis_has_the_first_word() {
        let expected = ["!15:24 `bar` acts on it here", " 8:24 `foo` looks here"];
        assert_eq!(told(&samples::understood()), expected);
    }

    #[test]
    fn without_anything_better_it_is_where_each_was_last() {
        let expected = ["!14:24 `bar` was here last: lock b", " 8:24 `foo` was here last: lock a"];
        assert_eq!(told(&samples::wrong_answer()), expected);
    }

    #[test]
    fn a_panic_is_where_it_panicked_and_other_files_do_not_count() {
        assert_eq!(told(&samples::panic()), ["!16:9 "]);
        let mut graded = samples::panic();
        let at = graded.failure.as_mut().and_then(|failure| failure.at.as_mut());
        at.expect("a place").file = "tests/foobar/threads.rs".into();
        assert!(told(&graded).is_empty());
    }
}
