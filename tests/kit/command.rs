//! The command as a person meets it: in a fresh project, with half-written files, with wrong words.

#![forbid(unsafe_code)]

mod learner;

use std::fs;
use std::path::Path;
use std::process::Output;

use learner::Learner;
use serde_json::Value;
use tests::{grader_in, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

fn problems(exercises: &Path) -> Vec<String> {
    let entries = fs::read_dir(exercises).expect("the exercises");
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let folders = paths.filter(|path| path.is_dir());
    folders.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

#[test]
fn a_fresh_clone_shows_the_board_and_the_next_step_without_building_anything() {
    let learner = Learner::new("board");
    let output = learner.run(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let board = out(&output);
    for word in ["Print in Order", "not-attempted", "exercises/print-in-order/threads.rs"] {
        assert!(board.contains(word), "no `{word}` in\n{board}");
    }
    assert!(board.lines().all(|line| line.chars().count() <= 80), "{board}");
    assert!(!board.contains('\u{1b}'), "no colours without a terminal");
    assert!(!learner.path("target/grader/kit").exists());
}

#[test]
fn list_knows_every_folder() {
    let learner = Learner::new("list");
    let listed = out(&learner.run(&["list"]));
    let document = json(&learner.run(&["list", "--format", "json"])).to_string();
    for problem in problems(&learner.path("exercises")) {
        assert!(listed.contains(&problem) && document.contains(&problem), "{problem}: {listed}");
    }
}

#[test]
fn list_shows_what_is_asked_for() {
    let learner = Learner::new("filters");
    let ids = |arguments: &[&str]| -> Vec<String> {
        let arguments = [&["list", "--format", "json"], arguments].concat();
        let document = json(&learner.run(&arguments));
        let problems = document["problems"].as_array().expect("a list").iter();
        problems.map(|problem| problem["id"].as_str().expect("a name").to_owned()).collect()
    };
    let easy = ids(&["--difficulty", "easy", "--track", "LeetCode"]);
    assert_eq!(easy, ["print-in-order", "foobar"]);
    let untouched = ids(&["--state", "not-attempted"]);
    assert_eq!(untouched.len(), problems(&learner.path("exercises")).len());
    assert!(ids(&["--state", "begun"]).is_empty());

    fs::write(learner.path("exercises/foobar/tasks.rs"), [0xff]).expect("the learner's file");
    assert_eq!(learner.run(&["check"]).status.code(), Some(1));
    assert_eq!(ids(&["--state", "begun"]), ["foobar"]);

    let nothing = learner.run(&["list", "--state", "accepted"]);
    assert_eq!(nothing.status.code(), Some(4), "{}", err(&nothing));
    let unknown = learner.run(&["list", "--track", "nowhere"]);
    assert_eq!(unknown.status.code(), Some(2), "{}", err(&unknown));
    assert!(err(&unknown).contains("only `leetcode`"), "{}", err(&unknown));
}

#[test]
fn hints_come_one_at_a_time_and_not_with_the_statement() {
    let learner = Learner::new("hint");
    let readme = fs::read_to_string(learner.path("exercises/foobar/README.md")).expect("a README");
    let (_, hints) = readme.split_once("### Hint 1\n").expect("a first hint");
    let (first, second) = hints.split_once("### Hint 2\n").expect("a second hint");
    let begin = |text: &str| text.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    let show = out(&learner.run(&["show", "foobar"]));
    assert!(show.contains("foo") && !show.contains(&begin(first)), "{show}");
    let hint = out(&learner.run(&["hint", "foobar"]));
    assert!(hint.contains(&begin(first)) && !hint.contains(&begin(second)), "{hint}");
    let hint = out(&learner.run(&["hint", "foobar"]));
    assert!(hint.contains(&begin(second)), "{hint}");
}

#[test]
fn reset_brings_the_stub_back_and_loses_nothing() {
    let learner = Learner::new("reset");
    let file = learner.path("exercises/h2o/tasks.rs");
    let stub = fs::read(learner.path("tests/h2o/stub/tasks.rs")).expect("the stub");
    for attempt in ["first attempt", "second attempt"] {
        fs::write(&file, attempt).expect("the learner's own file");
        let output = learner.run(&["reset", "h2o/tasks"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert_eq!(fs::read(&file).expect("the file"), stub);
        let kept = fs::read_dir(learner.path("exercises/h2o")).expect("the folder").any(|entry| {
            let path = entry.expect("a readable entry").path();
            fs::read_to_string(path).is_ok_and(|text| text == attempt)
        });
        assert!(kept, "`{attempt}` is kept beside it");
    }
}

#[test]
fn an_unknown_exercise_is_a_usage_error_with_a_suggestion() {
    let learner = Learner::new("unknown");
    let output = learner.run(&["check", "print-in-odrer"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("print-in-order"), "{}", err(&output));
    let output = learner.run(&["check", "print-in-odrer", "--format", "json"]);
    assert_eq!(json(&output)["schema"], 2);
    let output = learner.run(&["check", "foobar/threads", "--file", "no/such/file.rs"]);
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
}

#[test]
fn nothing_attempted_is_nothing_selected() {
    let learner = Learner::new("nothing");
    let output = learner.run(&["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(4), "{}", err(&output));
    assert_eq!(json(&output)["results"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_named_stub_is_not_attempted() {
    let learner = Learner::new("stub");
    let output = learner.run(&["check", "h2o/threads", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    let result = &json(&output)["results"][0];
    assert_eq!(result["exercise"], "h2o/threads");
    assert_eq!(result["verdict"], "not-attempted");
}

#[test]
fn a_missing_file_is_said_and_stops_nothing_else() {
    let learner = Learner::new("missing");
    fs::remove_file(learner.path("exercises/foobar/threads.rs")).expect("the learner's own file");
    let output = learner.run(&["check", "foobar", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    let document = json(&output);
    assert_eq!(document["results"][0]["verdict"], "compile-error", "{document:#}");
    assert!(document["results"][0].to_string().contains("reset"), "{document:#}");
    assert_eq!(document["results"][1]["verdict"], "not-attempted", "{document:#}");
}

#[test]
fn the_report_is_a_page_of_what_was_checked() {
    let learner = Learner::new("report");
    let nothing = learner.run(&["report"]);
    assert_eq!(nothing.status.code(), Some(4), "{}", err(&nothing));
    assert!(err(&nothing).contains("nothing was checked yet"), "{}", err(&nothing));

    let file = learner.path("exercises/foobar/tasks.rs");
    fs::write(&file, [0xff]).expect("the learner's file");
    assert_eq!(learner.run(&["check"]).status.code(), Some(1));
    let output = learner.run(&["report"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(out(&output), "target/grader/report.html: 1 check, 1 not accepted\n");
    let page = fs::read_to_string(learner.path("target/grader/report.html")).expect("the page");
    assert!(page.contains("line 1 is not UTF-8") && page.contains("Print in Order"), "{page}");
    assert!(!page.contains("has changed since"), "{page}");

    fs::write(&file, "// another one").expect("the learner's file");
    let output = learner.run(&["report", "--output", "-"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).starts_with("<!DOCTYPE html>"), "{}", out(&output));
    assert!(out(&output).contains("has changed since"), "{}", out(&output));

    let nowhere = learner.run(&["report", "--output", "no/such/folder/page.html"]);
    assert_eq!(nowhere.status.code(), Some(3), "{}", err(&nowhere));
    assert!(err(&nowhere).contains("cannot be written to"), "{}", err(&nowhere));
    let both = learner.run(&["report", "--output", "-", "--open"]);
    assert_eq!(both.status.code(), Some(2), "{}", err(&both));
}

#[test]
fn a_replay_ends_as_the_run_did() {
    let file = root().join("tests/kit/hostile/prints_results.rs");
    let file = file.to_str().expect("a path in UTF-8");
    let check = ["check", "print-in-order/threads", "--file", file, "--format", "json"];
    let result = json(&grader_in(&root(), GRADER, &check))["results"][0].clone();
    let reproduce = result["reproduce"].as_str().expect("a command").to_owned();
    let (_, words) = reproduce.split_once("-- replay ").expect("a replay");
    let token = words.split_whitespace().next().expect("a token");
    let again = ["replay", token, "--file", file, "--format", "json"];
    let replayed = json(&grader_in(&root(), GRADER, &again))["results"][0].clone();
    for part in ["verdict", "engine", "case"] {
        assert_eq!(replayed[part], result[part], "{part}: {replayed:#}");
    }
    for part in ["summary", "log", "interleaving"] {
        assert!(!result["failure"][part].is_null(), "{part}: {result:#}");
        assert_eq!(replayed["failure"][part], result["failure"][part], "{part}: {replayed:#}");
    }
}
