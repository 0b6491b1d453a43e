//! Hand-made failures for the tests of the patterns, in one line a step:
//!
//! `foo: lock count 3 +count` locks it at line 3, `foo: ? wait free 4 -count` begins to wait,
//! `foo: "foo begins"` is an entry of the log, `foo: ! wakes spuriously` a remark, `clock > foo` wakes it
//! by the clock. `> bar` after a step wakes bar, `»` before it forces the switch.

use protocol::{
    Act, Change, Failure, Holder, Interleaving, Lane, Place, Step, Thing, Verdict, Wait,
};

use super::{Diagnosis, diagnose};
use crate::code::Code;

/// The diagnosis of a story about this source, told by callers of the given names with objects of the
/// given names and kinds.
pub(super) fn diagnosed(
    verdict: Verdict,
    source: &str,
    lanes: &[&str],
    objects: &[(&str, &str)],
    story: &str,
) -> Option<Diagnosis> {
    let code = Code::parse(source).expect("the source parses");
    let failure = failure(verdict, &code, lanes, objects, story);
    diagnose(&failure, Some(&code), "a.rs")
}

fn failure(
    verdict: Verdict,
    code: &Code,
    lanes: &[&str],
    objects: &[(&str, &str)],
    story: &str,
) -> Failure {
    let lane = |name: &&str| Lane { name: (*name).into(), kit: false };
    let thing = |(name, kind): &(&str, &str)| Thing {
        name: (*name).into(),
        kind: (*kind).into(),
        lane: lanes.iter().position(|lane| lane == name),
    };
    let mut told = Interleaving {
        lanes: lanes.iter().map(lane).collect(),
        objects: objects.iter().map(thing).collect(),
        left_out: 0,
        steps: Vec::new(),
    };
    for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let step = step(line, code, lanes, objects);
        told.steps.push(step);
    }
    let mut failure = Failure::new(verdict, "it went wrong");
    if verdict == Verdict::Deadlock {
        failure.waits = waits(&told);
    }
    failure.interleaving = Some(told);
    failure
}

fn step(line: &str, code: &Code, lanes: &[&str], objects: &[(&str, &str)]) -> Step {
    let (preempts, line) = match line.strip_prefix("» ") {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (line, woken) = line.split_once(" > ").unwrap_or((line, ""));
    let lane_of = |name: &str| lanes.iter().position(|known| *known == name).expect("a known lane");
    let object = |name: &str| objects.iter().position(|(known, _)| *known == name);
    let wakes: Vec<usize> = woken.split_whitespace().map(lane_of).collect();
    let (who, what) = line.split_once(": ").unwrap_or((line, ""));
    let by = if who == "clock" { wakes[0] } else { lane_of(who) };
    let mut step = Step { preempts, wakes, ..Step::new(by, Act::Clock { now_ns: 1 }) };
    if let Some(text) = what.strip_prefix('"') {
        step.act = Act::Log { text: text.trim_end_matches('"').into() };
    } else if let Some(text) = what.strip_prefix("! ") {
        step.act = Act::Remark { text: text.into() };
    } else if who != "clock" {
        let waits = what.starts_with("? ");
        let mut words = what.trim_start_matches("? ").split_whitespace().peekable();
        let verb = words.next().expect("a verb").to_owned();
        let of = words.next_if(|word| object(word).is_some()).and_then(object);
        for word in words {
            let (sign, name) = word.split_at(1);
            match sign {
                "+" => step.changes.push(Change::Takes { object: object(name).expect("known") }),
                "-" => {
                    let freed = object(name).expect("known");
                    step.changes.push(Change::Frees { object: freed, lane: step.lane });
                }
                _ => step.at = Some(place(code, word.parse().expect("a line"), &verb)),
            }
        }
        step.act = if waits {
            Act::Waits { verb, object: of }
        } else {
            Act::Does { verb, object: of, result: None }
        };
    }
    step
}

/// Where the compiler would say that it is: at the call of that name in the line, or else the first one.
fn place(code: &Code, line: u32, verb: &str) -> Place {
    let mut calls = code.calls.iter().filter(|call| call.at.line == line);
    let first = calls.clone().next();
    let call =
        calls.find(|call| call.name.starts_with(verb)).or(first).expect("a call in that line");
    Place { file: "a.rs".into(), line, column: call.at.column }
}

/// Whoever waits at the end, and who holds what he waits for.
fn waits(told: &Interleaving) -> Vec<Wait> {
    let scene = crate::playback::Scene::after(told, told.steps.len());
    let mut waits = Vec::new();
    for (lane, actor) in scene.lanes.iter().enumerate() {
        let crate::playback::Doing::Waits { verb, object, since } = &actor.doing else { continue };
        let holders =
            object.map(|object| scene.objects[object].holders.clone()).unwrap_or_default();
        let holder = |(lane, step): &(usize, usize)| Holder {
            who: told.lane_name(*lane).into(),
            lane: *lane,
            since: told.steps[*step].at.clone(),
        };
        waits.push(Wait {
            who: told.lane_name(lane).into(),
            lane: Some(lane),
            what: verb.clone(),
            object: *object,
            at: told.steps[*since].at.clone(),
            holders: holders.iter().map(holder).collect(),
        });
    }
    waits
}
