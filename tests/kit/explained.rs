//! The grader's word on what does not compile: the compiler's message is a learner's too, but some
//! of them need a sentence beside it.

#![forbid(unsafe_code)]

use std::path::PathBuf;

use protocol::Verdict;
use rstest::rstest;
use tests::grade;

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
