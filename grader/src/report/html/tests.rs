//! The page as a whole: what it shows of a small failure, what it withstands, how large it grows.

use std::collections::HashSet;

use protocol::{Act, Change, Failure, Interleaving, Lane, Place, Step, Thing};

use super::*;
use crate::diagnosis::{Diagnosis, Mark};
use crate::graded::Graded;
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::subject::Subject;
use crate::project::Project;

const FILE: &str = "exercises/foobar/threads.rs";
const SOURCE: &str = "fn foo() {\n    let guard = turn.lock();\n    bar(); // \"waits\"\n}\n";

/// In the learner's file, unless the line is 0.
fn step(lane: usize, act: Act, source: u32, changes: Vec<Change>) -> Step {
    let at = (source > 0).then(|| Place { file: FILE.into(), line: source, column: 1 });
    let kit = source == 0 && !matches!(act, Act::Log { .. });
    Step { lane, act, at, kit, preempts: false, wakes: vec![], changes }
}

fn does(verb: &str, object: Option<usize>) -> Act {
    Act::Does { verb: verb.into(), object, result: None }
}

/// `foo` keeps the lock that `bar` waits for.
fn deadlock() -> Interleaving {
    let lane = |name: &str, kit| Lane { name: name.into(), kit };
    let waits = Act::Waits { verb: "lock".into(), object: Some(0) };
    let mut steps = vec![
        step(0, does("start", None), 0, vec![]),
        step(1, does("lock", Some(0)), 2, vec![Change::Takes { object: 0 }]),
        step(1, Act::Log { text: "foo begins".into() }, 0, vec![]),
        step(2, waits, 2, vec![]),
    ];
    steps[1].wakes = vec![2];
    steps[3].preempts = true;
    Interleaving {
        lanes: vec![lane("scenario", true), lane("foo", false), lane("bar", false)],
        objects: vec![Thing { name: "turn".into(), kind: "Mutex".into(), lane: None }],
        left_out: 0,
        steps,
    }
}

fn rejected(interleaving: Interleaving) -> Graded {
    let mut graded = Graded::new("foobar/threads".into(), FILE.into(), Verdict::Deadlock, 1);
    let mut failure = Failure::new(Verdict::Deadlock, "`bar` waits, and nobody can ever wake it");
    (failure.expected, failure.seen) = (Some("foo bar".into()), Some("foo".into()));
    failure.interleaving = Some(interleaving);
    graded.failure = Some(failure);
    let at = Place { file: FILE.into(), line: 2, column: 1 };
    let label = "`foo` still holds it".to_owned();
    graded.diagnosis = Some(Diagnosis {
        pattern: "guard-held".into(),
        title: "a guard is held too long".into(),
        text: "`foo` keeps `turn`. Who gives it back?".into(),
        step: Some(3),
        marks: vec![Mark { at, label, step: Some(3) }],
    });
    graded
}

fn check(graded: &Graded) -> Check {
    let project = Project::at("/nowhere");
    let subject = Subject::exercise(&project, Exercise::new("foobar", Variant::Threads));
    let mut check = Check::new(&project, &subject, graded, String::new());
    check.sources.insert(FILE.to_owned(), SOURCE.to_owned());
    check.at_ms = 1;
    check
}

#[test]
fn a_small_failure_reads_without_a_script() {
    let check = check(&rejected(deadlock()));
    let shown = &named(&[(&check, Since::Changed)])[0];
    let (article, data) = check::render(shown, 0);
    insta::assert_snapshot!("article", article);
    insta::assert_snapshot!("data", serde_json::to_string_pretty(&data).expect("JSON"));
}

#[test]
fn nothing_of_a_learner_becomes_markup() {
    const NASTY: &str = "</script><script>alert(1)</script><!--<img src=x onerror='a'>{{data}}";
    let mut interleaving = deadlock();
    interleaving.lanes[1].name = NASTY.into();
    interleaving.objects[0].name = NASTY.into();
    interleaving.steps[0].act = Act::Print { text: NASTY.into() };
    interleaving.steps[2].act = Act::Log { text: NASTY.into() };
    let mut graded = rejected(interleaving);
    graded.notes = vec![format!("`{NASTY}`")];
    graded.case = Some(NASTY.into());
    graded.file = NASTY.into();
    graded.exercise = format!("{NASTY}/threads");
    let failure = graded.failure.as_mut().expect("a failure");
    (failure.summary, failure.seen) = (NASTY.into(), Some(NASTY.into()));
    let diagnosis = graded.diagnosis.as_mut().expect("a diagnosis");
    (diagnosis.title, diagnosis.marks[0].label) = (NASTY.into(), NASTY.into());
    let mut check = check(&graded);
    check.sources.insert(FILE.to_owned(), format!("// {NASTY}\n\"{NASTY}\n{NASTY}"));
    let page = page(&[], &[(&check, Since::Same)], "n");
    assert_eq!(page.matches("<script").count(), 2, "the data and our own script");
    assert_eq!(page.matches("</script").count(), 2);
    for bad in ["<img", "<!--", "alert(1)</script"] {
        assert!(!page.contains(bad), "{bad}");
    }
    let (_, data) = page.split_once("id=\"data\">").expect("the data");
    let (data, _) = data.split_once("</script>").expect("its end");
    let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(data[0]["lanes"][1]["name"], NASTY);
}

#[test]
fn every_check_has_an_address_of_its_own() {
    let mut one = check(&rejected(deadlock()));
    one.origin = Origin::File;
    one.path = "/a/<x>.rs".into();
    let mut other = one.clone();
    other.path = "/b/<x>.rs".into();
    let own = check(&rejected(deadlock()));
    let all = [(&one, Since::Same), (&other, Since::Same), (&own, Since::Same)];
    let ids: Vec<String> = named(&all).into_iter().map(|shown| shown.id).collect();
    assert_eq!(ids, ["foobar/threads/x", "foobar/threads/x-2", "foobar/threads"]);
    let page = page(&[], &all, "n");
    let mut seen = HashSet::new();
    for part in page.split(" id=\"").skip(1) {
        let id = part.split('"').next().unwrap_or_default();
        assert!(seen.insert(id), "{id} twice");
    }
}

#[test]
fn a_busy_wait_makes_no_large_page() {
    let size = |interleaving: Interleaving| {
        let check = check(&rejected(interleaving));
        page(&[], &[(&check, Since::Same)], "n").len()
    };
    let mut spinning = deadlock();
    let small = size(spinning.clone());
    for _ in 0..1000 {
        spinning.steps.push(step(1, does("load", Some(0)), 2, vec![]));
        spinning.steps.push(step(2, does("yield_now", None), 3, vec![]));
    }
    let mut wandering = spinning.clone();
    assert!(size(spinning) < small + 3_000, "a loop is folded");
    for (number, step) in wandering.steps.iter_mut().enumerate() {
        step.wakes = if number * number % 7 < 3 { vec![number % 3] } else { vec![] };
    }
    let large = size(wandering);
    assert!((small + 50_000..small + 250_000).contains(&large), "the middle is left out: {large}");
}
