//! Every claim of detection: known-wrong files get exactly the verdict that their first line
//! announces, and right ones are accepted, whatever the seed. And whoever is told a pattern behind a
//! wrong file is told one that the file's second line names.

#![forbid(unsafe_code)]

use std::path::PathBuf;

use protocol::Verdict;
use rstest::rstest;
use tests::{announced, exercise_of, grade, patterns};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// A right design runs under so many seeds on each engine, so often a case; each seed draws new
/// sleeps, or new schedules on both of the modelled runtimes. Real sleeps take long, so there are
/// fewer of those, unless somebody sets `CORPUS=whole` and waits for it.
fn effort(engine: &str) -> [&str; 4] {
    let whole = std::env::var_os("CORPUS").is_some_and(|wish| wish == "whole");
    match (engine, whole) {
        ("--native", false) => ["--seeds", "1", "--runs", "1"],
        ("--native", true) => ["--seeds", "20", "--runs", "1"],
        (_, false) => ["--seeds", "3", "--runs", "15"],
        (_, true) => ["--seeds", "20", "--runs", "40"],
    }
}

#[rstest]
fn wrong_files_get_the_verdict_they_announce(#[files("../solutions/*/wrong/*.rs")] file: PathBuf) {
    let expected = announced(&file);
    let answer = grade(GRADER, &exercise_of(&file), &file, &[]);
    assert_eq!(answer.verdict, expected, "{}: {:#}", file.display(), answer.result);
    assert_eq!(answer.code, Some(1));
    // A wrong diagnosis is worse than none.
    let named = patterns(&file);
    let diagnosis = answer.result["diagnosis"]["pattern"].as_str().unwrap_or("-");
    let right = diagnosis == "-" || named.iter().any(|name| name == diagnosis);
    assert!(right, "{}: {named:?}, and not {:#}", file.display(), answer.result["diagnosis"]);
    // For whoever asks what that took: `cargo test -p tests --test corpus wrong -- --nocapture`.
    let of = |what: &str| answer.result[what].to_string();
    let (engine, executions) = (of("engine"), &answer.result["strength"]["executions"]);
    let (model, native) = (of("model_ms"), of("native_ms"));
    let name = file.file_stem().unwrap_or_default().display();
    eprintln!(
        "{expected} | {diagnosis} | {name} | {engine} | {executions} executions | {model} ms, {native} ms"
    );
}

#[rstest]
fn right_files_are_accepted_under_many_seeds(
    #[files("../solutions/*/t*.rs")]
    #[files("../solutions/*/right/*.rs")]
    file: PathBuf,
    #[values("--native", "--model")] engine: &str,
) {
    let how = [&[engine], &effort(engine)[..]].concat();
    let answer = grade(GRADER, &exercise_of(&file), &file, &how);
    assert_eq!(answer.verdict, Verdict::Accepted, "{}: {:#}", file.display(), answer.result);
    assert_eq!(answer.code, Some(0));
}
