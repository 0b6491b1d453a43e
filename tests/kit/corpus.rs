//! Every claim of detection: known-wrong files get exactly the verdict that their first line
//! announces, and right ones are accepted, whatever the seed.

#![forbid(unsafe_code)]

use std::path::PathBuf;

use protocol::Verdict;
use rstest::rstest;
use tests::{announced, exercise_of, grade};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// A right design runs under so many seeds; each draws new sleeps and new schedules.
const SEEDS: &str = "20";

#[rstest]
fn wrong_files_get_the_verdict_they_announce(#[files("../solutions/*/wrong/*.rs")] file: PathBuf) {
    let expected = announced(&file);
    let answer = grade(GRADER, &exercise_of(&file), &file, &[]);
    assert_eq!(answer.verdict, expected, "{}: {:#}", file.display(), answer.result);
    assert_eq!(answer.code, Some(1));
}

#[rstest]
fn right_files_are_accepted_under_every_seed(
    #[files("../solutions/*/t*.rs")]
    #[files("../solutions/*/right/*.rs")]
    file: PathBuf,
    #[values(("--native", "1"), ("--model", "100"))] how: (&str, &str),
) {
    let exercise = exercise_of(&file);
    let (engine, runs) = how;
    let answer = grade(GRADER, &exercise, &file, &[engine, "--seeds", SEEDS, "--runs", runs]);
    assert_eq!(answer.verdict, Verdict::Accepted, "{}: {:#}", file.display(), answer.result);
    assert_eq!(answer.code, Some(0));
}
