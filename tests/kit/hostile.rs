//! Files that do their worst: each gets its verdict within seconds, and none of them stops the rest
//! of a run.

#![forbid(unsafe_code)]

use std::path::PathBuf;

use rstest::rstest;
use tests::{announced, grade};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

#[rstest]
fn a_hostile_file_gets_its_verdict(
    #[files("kit/hostile/*.rs")] file: PathBuf,
    #[values("", "--native", "--model")] engine: &str,
) {
    let expected = announced(&file);
    let more: Vec<_> = [engine].into_iter().filter(|word| !word.is_empty()).collect();
    let answer = grade(GRADER, "print-in-order/threads", &file, &more);
    let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    match (name, engine) {
        // Only Linux tells a process about its own threads.
        ("leaks_threads", "--native") if !cfg!(target_os = "linux") => {}
        // A hang on real threads has no one word.
        ("loops_with_locks" | "prints_without_end", "--native") => {
            assert_ne!(answer.verdict, protocol::Verdict::Accepted, "{:#}", answer.result);
        }
        _ => assert_eq!(answer.verdict, expected, "{:#}", answer.result),
    }
    if (name, engine) == ("keeps_a_static", "--native") {
        let notes = answer.result["notes"].to_string();
        assert!(notes.contains("static"), "it says that state lives on: {:#}", answer.result);
    }
}
