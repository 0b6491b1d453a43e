//! Files that use what the models do not cover: judged natively only, with the item's name, and never
//! rejected for it.

#![forbid(unsafe_code)]

use std::path::PathBuf;

use protocol::Verdict;
use rstest::rstest;
use tests::{exercise_of, grade};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

#[rstest]
fn what_is_not_modelled_is_named_and_the_file_is_judged_natively(
    #[files("kit/unmodelled/*.rs")] file: PathBuf,
) {
    let text = std::fs::read_to_string(&file).expect("a readable file");
    let head = text.lines().next().and_then(|head| head.strip_prefix("//! missing: "));
    let missing = head.expect("the first line says what is missing");
    let variant = exercise_of(&file).rsplit_once('/').expect("a variant").1.to_owned();
    let exercise = format!("print-in-order/{variant}");

    let answer = grade(GRADER, &exercise, &file, &[]);
    assert_eq!(answer.verdict, Verdict::Accepted, "{:#}", answer.result);
    let note = format!("not modelled: {missing}; judged natively only");
    assert_eq!(answer.result["notes"][0], note);
    assert_eq!(answer.result["engines"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer.result["engine"], "native");

    let answer = grade(GRADER, &exercise, &file, &["--model"]);
    assert_eq!(answer.verdict, Verdict::CompileError, "{:#}", answer.result);
    let note = format!("not modelled: {missing}; `--native` can judge this file");
    assert_eq!(answer.result["notes"][0], note);
}
