//! What must not compile, with the message that a learner sees: the compiler's own, and the
//! grader's word on it.
//!
//! The compiler's messages change from release to release. After an upgrade, read the difference
//! and, if it is only wording, run with `TRYBUILD=overwrite`.

#![forbid(unsafe_code)]

use std::path::PathBuf;

use protocol::Verdict;
use rstest::rstest;
use tests::grade;

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

#[test]
fn the_compiler_refuses() {
    trybuild::TestCases::new().compile_fail("kit/must_not_compile/*.rs");
}

/// The first line of each file holds words that the grader's explanation must contain.
#[rstest]
fn the_grader_explains(#[files("kit/explained/*.rs")] file: PathBuf) {
    let source = std::fs::read_to_string(&file).expect("a readable file");
    let head = source.lines().next().unwrap_or_default();
    let words = head.strip_prefix("//! explained: ").expect("the words to look for");
    let variant = tests::exercise_of(&file).rsplit('/').next().map(str::to_owned);
    let exercise = format!("print-in-order/{}", variant.unwrap_or_default());
    let answer = grade(GRADER, &exercise, &file, &[]);
    assert_eq!(answer.verdict, Verdict::CompileError, "{:#}", answer.result);
    let said = answer.result.to_string();
    for word in words.split(", ") {
        assert!(said.contains(word), "no `{word}` in {:#}", answer.result);
    }
}
