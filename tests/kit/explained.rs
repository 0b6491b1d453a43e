//! The grader's word on what fails: on what does not compile, where the compiler's message is a learner's
//! too, but sometimes needs a sentence beside it; and on what deadlocks, spins, panics.

#![forbid(unsafe_code)]

use std::path::PathBuf;

use protocol::Verdict;
use rstest::rstest;
use tests::{exercise_of, grade, grader_in, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// The first line of each file holds words that the grader's explanation must contain.
#[rstest]
fn the_grader_explains(#[files("kit/explained/*.rs")] file: PathBuf) {
    let source = std::fs::read_to_string(&file).expect("a readable file");
    let head = source.lines().next().unwrap_or_default();
    let words = head.strip_prefix("//! explained: ").expect("the words to look for");
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let variant = name.split('_').next().unwrap_or_default();
    let answer = grade(GRADER, &format!("print-in-order/{variant}"), &file, &[]);
    assert_eq!(answer.verdict, Verdict::CompileError, "{:#}", answer.result);
    let said = answer.result["notes"].to_string();
    for word in words.split(", ") {
        assert!(said.contains(word), "no `{word}` in {:#}", answer.result);
    }
}

/// What a learner reads of a known mistake, without colours and in 80 columns.
fn read(file: &str) -> String {
    let path = root().join("solutions").join(file);
    let exercise = exercise_of(&path);
    let path = path.to_str().expect("a path in UTF-8");
    let output = grader_in(&root(), GRADER, &["check", &exercise, "--model", "--file", path]);
    String::from_utf8(output.stdout).expect("text")
}

#[rstest]
#[case::a_lost_wake_up("foobar/wrong/threads_unpark_first.rs", &[
    "`bar` waits, and nobody can ever wake it",
    "thread::park();",
    "● foo begins",
    "→ wakes bar",
    "steps of the test itself not shown",
    "again: cargo run -p grader -- replay foobar/threads:model:",
])]
#[case::a_circle("dining-philosophers/wrong/threads_left_then_right.rs", &[
    "They wait in a circle",
    "philosopher 0 → ",
    "the arrows in turn: waits for, which is held by",
    ".lock().unwrap();",
])]
#[case::a_loop("foobar/wrong/threads_yield.rs", &[
    "`bar` asked again and again instead of waiting",
    "-->",
    "these 2 steps again",
])]
#[case::a_panic("foobar/wrong/threads_receiver_gone.rs", &[
    "`bar` panicked at line ",
    "⇒ `bar` panicked at line ",
    "● bar ends",
    "^^^^",
])]
fn the_grader_shows_what_happened(#[case] file: &str, #[case] words: &[&str]) {
    let report = read(file);
    for word in words {
        assert!(report.contains(word), "no `{word}` in\n{report}");
    }
    // The kit's own steps are no news, and hints are for the learner's own file.
    for word in ["callback runs", "spawn foo", "stuck?"] {
        assert!(!report.contains(word), "`{word}` in\n{report}");
    }
    let mut lines = report.lines().filter(|line| !line.contains("again: cargo run"));
    assert!(lines.all(|line| line.chars().count() <= 80), "{report}");
    assert!(report.lines().count() < 100, "{report}");
}
