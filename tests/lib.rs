//! What the end-to-end tests of the kit share: running the grader as a person would, and reading
//! what it answers.
//!
//! The folders beside this file hold the hidden tests. They are no part of this crate: the grader
//! compiles each together with one learner's file.

#![forbid(unsafe_code)]

#[path = "kit/fresh.rs"]
pub mod fresh;
#[path = "kit/pictures.rs"]
pub mod pictures;
#[cfg(unix)]
#[path = "kit/vt.rs"]
pub mod vt;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use grader::diagnosis::PATTERNS;
use grader::project::{KIT, MEMORY};
use protocol::Verdict;
use serde_json::Value;

/// The project's own folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package has a parent").to_owned()
}

/// Runs the grader in a project, without colours and without a terminal. What it checks in this one is not
/// kept among a person's checks.
pub fn grader_in(project: &Path, program: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(project).env("NO_COLOR", "1");
    command.env_remove("RUST_BACKTRACE");
    at_home(&mut command, project);
    command.output().expect("the grader starts")
}

/// What is done in this project is not remembered as a person's doing; a learner's clone remembers it, and
/// borrows this one's kit.
pub fn at_home(command: &mut Command, project: &Path) {
    if project == root() {
        command.env_remove(KIT).env(MEMORY, root().join("target").join("memory-under-test"));
    } else {
        command.env_remove(MEMORY).env(KIT, root());
    }
}

/// What `check` answered for one exercise.
#[derive(Debug)]
pub struct Answer {
    /// The verdict.
    pub verdict: Verdict,
    /// The whole result.
    pub result: Value,
    /// The exit code.
    pub code: Option<i32>,
}

/// Grades one file as one exercise.
///
/// # Panics
/// When the grader does not answer with exactly one result, whatever the file does.
pub fn grade(program: &str, exercise: &str, file: &Path, more: &[&str]) -> Answer {
    let file = file.to_str().expect("a path in UTF-8");
    let mut arguments = vec!["check", exercise, "--file", file, "--format", "json"];
    arguments.extend(more);
    let output = grader_in(&root(), program, &arguments);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!(
            "one JSON document, whatever happens: {error}\n{}\n{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    });
    assert_eq!(document["schema"], 2);
    let results = document["results"].as_array().expect("a list of results");
    assert_eq!(results.len(), 1, "{document:#}");
    let verdict = results[0]["verdict"].as_str().expect("a word").parse().expect("a verdict");
    Answer { verdict, result: results[0].clone(), code: output.status.code() }
}

/// The verdict that a known-wrong file must get, read from its first line:
/// `//! verdict: deadlock — why`.
///
/// # Panics
/// When the line is anything else.
pub fn announced(file: &Path) -> Verdict {
    let bytes = std::fs::read(file).expect("a readable file");
    let text = String::from_utf8_lossy(&bytes);
    let head = text.lines().next().unwrap_or_default();
    let rest = head
        .strip_prefix("//! verdict: ")
        .unwrap_or_else(|| panic!("{}: the first line announces no verdict", file.display()));
    let (word, why) = rest
        .split_once(" — ")
        .unwrap_or_else(|| panic!("{}: the first line says no why", file.display()));
    assert!(!why.trim().is_empty(), "{}: the first line says no why", file.display());
    word.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The patterns that somebody who has read a known-wrong file calls its mistake, read from its second
/// line: `//! pattern: lost-wake-up, check-then-act`, or `//! pattern: none`. Empty for `none`.
///
/// # Panics
/// When the line is anything else.
pub fn patterns(file: &Path) -> Vec<String> {
    let bytes = std::fs::read(file).expect("a readable file");
    let text = String::from_utf8_lossy(&bytes);
    let rest = text
        .lines()
        .nth(1)
        .and_then(|line| line.strip_prefix("//! pattern: "))
        .unwrap_or_else(|| panic!("{}: the second line names no pattern", file.display()));
    let named: Vec<String> = rest.split(", ").map(str::to_owned).collect();
    if named == ["none"] {
        return Vec::new();
    }
    for name in &named {
        let known = PATTERNS.iter().any(|pattern| pattern.code == name);
        assert!(known, "{}: `{name}` is no pattern", file.display());
    }
    named
}

/// The exercise that a file under `solutions` is for: its folder is the problem, and its name
/// begins with the variant.
pub fn exercise_of(file: &Path) -> String {
    let name = file.file_stem().and_then(|name| name.to_str()).expect("a name in UTF-8");
    let variant = name.split('_').next().unwrap_or_default();
    assert!(matches!(variant, "threads" | "tasks"), "{}: for which variant?", file.display());
    let mut folders = file.ancestors().skip(1).filter_map(|folder| folder.file_name()?.to_str());
    let problem = folders.find(|name| !matches!(*name, "right" | "wrong")).expect("a problem");
    format!("{problem}/{variant}")
}
