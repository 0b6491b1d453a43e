//! Gives the objects of an interleaving the names that the learner gave them: `counts` instead of
//! `Mutex #1`, `forks (Mutex #2)` where several objects go by the same name.
//!
//! Called by `engines`, before any reporter sees a failure. What is not plain keeps its number.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{Act, Failure, Interleaving};

use crate::code::Code;

/// Names whatever can be named. `file` is how places write the file that this is the code of.
pub fn apply(failure: &mut Failure, code: &Code, file: &str) {
    let Some(interleaving) = &mut failure.interleaving else { return };
    for (old, name) in &rename(interleaving, code, file) {
        let waits = failure.waits.iter_mut().map(|wait| &mut wait.what);
        for text in waits.chain([&mut failure.summary]).chain(&mut failure.notes) {
            *text = replaced(text, old, name);
        }
    }
}

/// Names whatever can be named in an interleaving; the old and the new names.
pub fn rename(interleaving: &mut Interleaving, code: &Code, file: &str) -> Vec<(String, String)> {
    let names = names(interleaving, code, file).into_iter();
    let renamed = names.filter_map(|(object, name)| {
        let thing = interleaving.objects.get_mut(object)?;
        Some((std::mem::replace(&mut thing.name, name.clone()), name))
    });
    renamed.collect()
}

/// `Mutex #1` is no part of `Mutex #10`.
fn replaced(text: &str, old: &str, new: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(old) {
        let longer = after.starts_with(|next: char| next.is_ascii_digit());
        out.push_str(before);
        out.push_str(if longer { old } else { new });
        rest = after;
    }
    out + rest
}

/// The new name of each object that gets one.
fn names(interleaving: &Interleaving, code: &Code, file: &str) -> BTreeMap<usize, String> {
    let mut seen: BTreeMap<usize, BTreeSet<Option<&str>>> = BTreeMap::new();
    for step in &interleaving.steps {
        let (Act::Does { verb, object: Some(object), .. }
        | Act::Waits { verb, object: Some(object) }) = &step.act
        else {
            continue;
        };
        let Some(place) = step.at.as_ref().filter(|place| place.file == file) else { continue };
        let call = code.at(place).filter(|call| is_call_of(&call.name, verb));
        if let Some(call) = call {
            seen.entry(*object).or_default().insert(call.subject.as_deref());
        }
    }
    // Where two places disagree, neither is right for both.
    let agreed = |names: &BTreeSet<Option<&str>>| match names.len() {
        1 => names.first().copied().flatten().map(str::to_owned),
        _ => None,
    };
    let is_lane =
        |object: usize| interleaving.objects.get(object).is_none_or(|thing| thing.lane.is_some());
    let plain: BTreeMap<usize, String> = seen
        .iter()
        .filter(|(object, _)| !is_lane(**object))
        .filter_map(|(object, names)| Some((*object, agreed(names)?)))
        .collect();
    let taken = |name: &str| interleaving.lanes.iter().any(|lane| lane.name == name);
    // What came before the first step may have been about others of the same field.
    let maybe_more = |object: usize| {
        let kind = |object: usize| interleaving.objects.get(object).map(|thing| &thing.kind);
        let unnamed = |other: &usize| !plain.contains_key(other) && kind(*other) == kind(object);
        interleaving.left_out > 0 && (0..interleaving.objects.len()).any(|other| unnamed(&other))
    };
    let named = |(&object, name): (&usize, &String)| {
        let alone = plain.values().filter(|other| *other == name).count() == 1;
        let alone = alone && !taken(name) && !maybe_more(object);
        let numbered = format!("{name} ({})", interleaving.object_name(object));
        (object, if alone { name.clone() } else { numbered })
    };
    plain.iter().map(named).collect()
}

/// Whether a call of this name does what the verb says to the very thing it is called on: a `wait` of
/// a condition variable also locks, but not itself.
fn is_call_of(name: &str, verb: &str) -> bool {
    // `wait_while` waits, `acquire_owned` acquires; the end of a guard is where it was made.
    let longer =
        name.strip_prefix(verb).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    longer || (verb == "unlock" && !name.starts_with("wait"))
}

#[cfg(test)]
mod tests {
    use protocol::{Lane, Place, Step, Thing, Verdict, Wait};

    use super::*;

    fn step(verb: &str, object: usize, line: u32, column: u32) -> Step {
        let act = Act::Does { verb: verb.into(), object: Some(object), result: None };
        Step { at: Some(Place { file: "a.rs".into(), line, column }), ..Step::new(0, act) }
    }

    fn named(code: &str, kinds: &[&str], steps: Vec<Step>) -> (Vec<String>, Failure) {
        let numbered = |(number, kind): (usize, &&str)| Thing {
            name: format!("{kind} #{}", number + 1),
            kind: (*kind).to_owned(),
            lane: None,
        };
        let objects: Vec<Thing> = kinds.iter().enumerate().map(numbered).collect();
        let mut failure = Failure::new(Verdict::Deadlock, "nobody can go on");
        failure.waits = vec![Wait {
            who: "a".into(),
            lane: Some(0),
            what: "lock Mutex #1".into(),
            object: Some(0),
            at: None,
            holders: Vec::new(),
        }];
        let lanes = vec![Lane { name: "a".into(), kit: false }];
        failure.interleaving = Some(Interleaving { lanes, objects, left_out: 0, steps });
        apply(&mut failure, &Code::parse(code).expect("it parses"), "a.rs");
        let objects = &failure.interleaving.as_ref().expect("as made").objects;
        (objects.iter().map(|thing| thing.name.clone()).collect(), failure)
    }

    #[test]
    fn objects_get_the_names_of_their_fields() {
        let code = "fn f(&self) {\nlet a = self.count.lock();\nself.free.wait(a);\n}";
        let steps = vec![
            step("lock", 0, 2, 20),
            step("wait", 1, 3, 11),
            // The lock that comes with the end of the wait.
            step("lock", 0, 3, 11),
        ];
        let (names, failure) = named(code, &["Mutex", "Condvar"], steps);
        assert_eq!(names, ["count", "free"]);
        assert_eq!(failure.waits[0].what, "lock count");
    }

    #[test]
    fn several_of_one_field_keep_their_numbers() {
        let code = "fn f(&self) {\nlet l = &self.forks[i];\nl.lock(); self.forks[j].lock();\n}";
        let steps = vec![step("lock", 0, 3, 3), step("lock", 1, 3, 25)];
        let (names, _) = named(code, &["Mutex", "Mutex"], steps);
        assert_eq!(names, ["forks (Mutex #1)", "forks (Mutex #2)"]);
    }

    #[test]
    fn what_goes_by_two_names_keeps_its_number() {
        let code = "fn f(x: &A, y: &A) {\nx.lock();\ny.lock();\n}";
        let (names, _) =
            named(code, &["Mutex"], vec![step("lock", 0, 2, 3), step("lock", 0, 3, 3)]);
        assert_eq!(names, ["Mutex #1"]);
    }
}
