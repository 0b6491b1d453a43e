//! Stepping and playing, in a terminal: the real command behind a pseudo-terminal, keys in, screens out.

#![cfg(unix)]
#![forbid(unsafe_code)]

mod pty;

use std::path::PathBuf;
use std::time::Instant;

use pty::Session;
use tests::{grade, grader_in, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// In a terminal of the usual size.
fn start(arguments: &[&str]) -> Session {
    Session::start(&root(), arguments, (80, 24))
}

const FILE: &str = "solutions/foobar/wrong/threads_unpark_first.rs";

/// The token of the failure that `check` finds in the file.
fn token() -> String {
    let answer = grade(GRADER, "foobar/threads", &PathBuf::from(FILE), &["--model"]);
    let command = answer.result["reproduce"].as_str().expect("a command").to_owned();
    command.split(' ').skip_while(|word| *word != "replay").nth(1).expect("a token").to_owned()
}

#[test]
fn an_execution_is_stepped_through_forward_and_back() {
    let mut session = start(&["replay", &token(), "--file", FILE, "--step"]);
    let first = session.shows("step 8 of");
    assert!(first.contains("foobar/threads  deadlock"), "{first}");
    session.press("\x1b[C");
    session.shows("step 9 of");
    session.press("h");
    session.shows("step 8 of");
    session.press("?");
    session.shows("any key goes back");
    session.press("x");
    session.shows("step 8 of");
    session.resize((160, 50));
    let wide = session.shows("── log ──");
    assert!(wide.contains("step 8 of"), "{wide}");
    session.resize((80, 24));
    session.wait("narrow screen", |session| !session.screen().contains("── log ──"));
    session.press("\x1b[F");
    let end = session.shows("how it ended");
    assert!(end.contains("✗ deadlock") && end.contains("nobody can ever wake it"), "{end}");
    session.press("q");
    assert_eq!(session.ends().0, Some(1));
}

#[test]
fn a_level_is_won_with_one_move_and_told_with_its_token() {
    let level = level("foobar/threads", FILE);
    let mut session = start(&["play", "foobar/threads", &level]);
    let first = session.shows("who goes on?");
    assert!(!first.contains("deadlock") && !first.contains("unpark_first"), "{first}");
    session.press("h");
    session.shows("One move can do it.");
    // Between the wake-up and what it is for.
    let mut answers = Vec::new();
    loop {
        let screen = session.screen().to_owned();
        if screen.contains("foo  store ") {
            break;
        }
        let asked = Instant::now();
        session.press("\r");
        session.wait("next choice", |session| session.screen() != screen);
        answers.push(asked.elapsed());
    }
    answers.sort();
    eprintln!("an answer takes {:?}", answers[answers.len() / 2]);
    session.press("2");
    session.shows("1 move");
    session.press("g");
    let won = session.shows("how it ended");
    assert!(won.contains("You made it fail, in one move."), "{won}");
    session.press("u");
    session.shows("who goes on?");
    session.press("q");
    let (code, after) = session.ends();
    assert_eq!(code, Some(0));
    assert!(
        after.contains("deadlock") && after.contains("-- replay foobar/threads:model:"),
        "{after}"
    );
}

/// The number of the level that a file is.
fn level(exercise: &str, file: &str) -> String {
    let (problem, variant) = exercise.split_once('/').expect("an exercise");
    let exercise =
        grader::problems::exercise::Exercise::new(problem, variant.parse().expect("a variant"));
    let levels = grader::play::levels::of(&grader::project::Project::at(root()), &exercise);
    let level = levels.into_iter().find(|level| level.path.ends_with(file)).expect("a level");
    level.number.to_string()
}

#[test]
fn whoever_ends_the_grader_gets_the_terminal_back() {
    let session = {
        let mut session = start(&["replay", &token(), "--file", FILE, "--step"]);
        session.shows("step 8 of");
        session
    };
    session.terminate();
    assert_eq!(session.ends().0, Some(130));
}

#[test]
fn without_a_terminal_there_is_something_else_to_do() {
    for (arguments, instead) in [
        (&["play", "foobar/threads", "1"][..], "`check` says"),
        (&["replay", "foobar/threads:model:alternates:0", "--step"], "leave it out"),
        (&["replay", "foobar/threads:native:alternates:0", "--step"], "`--model`"),
    ] {
        let output = grader_in(&root(), GRADER, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(instead), "{said}");
    }
}
