//! What programs read from the grader: each format is held to what `grader/FORMATS.md` promises, on
//! real results.

#![forbid(unsafe_code)]

mod documented;
mod learner;

use std::fs;
use std::io::BufReader;
use std::process::Output;

use cargo_metadata::Message;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use documented::Tables;
use learner::Learner;
use quick_xml::Reader;
use quick_xml::events::Event;
use rstest::rstest;
use serde_json::Value;
use tests::{grader_in, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

const DEADLOCK: &str = "solutions/dining-philosophers/wrong/threads_left_then_right.rs";
const WRONG: &str = "solutions/print-in-order/wrong/threads_sleep.rs";
const PANIC: &str = "tests/kit/hostile/panics.rs";
const COMPILE_ERROR: &str = "tests/kit/hostile/compile_error.rs";

fn check(exercise: &str, file: &str, format: &str) -> Output {
    grader_in(&root(), GRADER, &["check", exercise, "--file", file, "--format", format])
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn messages(output: &Output) -> Vec<Message> {
    let messages: Vec<Message> = Message::parse_stream(BufReader::new(output.stdout.as_slice()))
        .map(|message| message.expect("a line that can be read"))
        .collect();
    let text = |message: &Message| matches!(message, Message::TextLine(_));
    assert!(!messages.iter().any(text), "cargo prints nothing else: {output:?}");
    messages
}

fn diagnostics(messages: &[Message]) -> Vec<&Diagnostic> {
    let all = messages.iter().filter_map(|message| match message {
        Message::CompilerMessage(of) => Some(&of.message),
        _ => None,
    });
    all.collect()
}

fn success(messages: &[Message]) -> bool {
    match messages.last() {
        Some(Message::BuildFinished(finished)) => finished.success,
        last => panic!("`build-finished` is the last line, not {last:?}"),
    }
}

#[rstest]
#[case("dining-philosophers/threads", DEADLOCK)]
#[case("print-in-order/threads", WRONG)]
#[case("print-in-order/threads", PANIC)]
#[case("print-in-order/threads", COMPILE_ERROR)]
fn json_is_as_documented(#[case] exercise: &str, #[case] file: &str) {
    let tables = Tables::read(include_str!("../../grader/FORMATS.md"));
    let objections = tables.objections(&json(&check(exercise, file, "json")));
    assert!(objections.is_empty(), "{objections:#?}");
}

#[test]
fn json_of_what_is_right_and_of_nothing_is_as_documented() {
    let tables = Tables::read(include_str!("../../grader/FORMATS.md"));
    let learner = Learner::new("json");
    let nothing = learner.run(&["check", "--format", "json"]);
    let accepted =
        grader_in(&root(), GRADER, &["check", "foobar/threads", "--solutions", "--format", "json"]);
    for output in [nothing, accepted] {
        let objections = tables.objections(&json(&output));
        assert!(objections.is_empty(), "{objections:#?}");
    }
}

#[test]
fn the_tables_object_to_what_they_do_not_say() {
    let tables = Tables::read(include_str!("../../grader/FORMATS.md"));
    let objections = |text| tables.objections(&serde_json::from_str(text).expect("JSON"));
    assert_eq!(objections(r#"{"schema": 2, "results": []}"#), [""; 0]);
    assert_eq!(objections(r#"{"schema": 2}"#), [".results is missing"]);
    let unknown = r#"{"schema": "2", "results": [], "new": 1}"#;
    let expected = [".new is not in the table of `document`", ".schema is no number: \"2\""];
    assert_eq!(objections(unknown), expected);
}

#[test]
fn a_usage_error_says_in_every_format_what_it_is() {
    let learner = Learner::new("usage");
    for arguments in [&["check", "--fast"][..], &["check", "foobra"], &["replay", "x"]] {
        let output = learner.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(output.status.code(), Some(2));
        let error = json(&output)["error"].as_str().expect("a sentence").to_owned();
        let word = arguments[1];
        assert!(
            error.contains(&format!("`{word}`")) || error.contains(&format!("'{word}'")),
            "{error}"
        );
        let output = learner.run(&[arguments, &["--format=junit"]].concat());
        assert_eq!(elements(&output).iter().filter(|name| *name == "error").count(), 1);
        let output = learner.run(&[arguments, &["--format=cargo-json"]].concat());
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{output:?}");
    }
}

/// The names of all elements, in order, of XML that is well-formed.
fn elements(output: &Output) -> Vec<String> {
    let text = std::str::from_utf8(&output.stdout).expect("UTF-8");
    let mut reader = Reader::from_str(text);
    let mut names = Vec::new();
    loop {
        let name = match reader.read_event().expect("well-formed XML") {
            Event::Start(element) | Event::Empty(element) => element.name().as_ref().to_vec(),
            Event::Eof => return names,
            _ => continue,
        };
        names.push(String::from_utf8(name).expect("UTF-8"));
    }
}

#[test]
fn junit_has_a_case_a_file() {
    let output = check("dining-philosophers/threads", DEADLOCK, "junit");
    assert_eq!(output.status.code(), Some(1));
    let names = elements(&output);
    assert_eq!(names[..3], ["testsuites", "testsuite", "testcase"]);
    assert_eq!(names.iter().filter(|name| *name == "failure").count(), 1, "{names:?}");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("type=\"deadlock\"") && !text.contains('\u{1b}'), "{text}");
    let stub = Learner::new("junit").run(&["check", "foobar", "--format", "junit"]);
    let names = elements(&stub);
    assert_eq!(names.iter().filter(|name| *name == "skipped").count(), 2, "{names:?}");
}

/// A verdict is an error of the code `racecourse::…` whose spans are where the learner's file says
/// what they say.
#[rstest]
#[case("dining-philosophers/threads", DEADLOCK, "racecourse::deadlock")]
#[case("print-in-order/threads", WRONG, "racecourse::wrong-answer")]
#[case("print-in-order/threads", PANIC, "racecourse::runtime-error")]
#[case("print-in-order/threads", COMPILE_ERROR, "E0308")]
fn an_editor_can_read_a_verdict(#[case] exercise: &str, #[case] file: &str, #[case] code: &str) {
    let output = check(exercise, file, "cargo-json");
    assert_eq!(output.status.code(), Some(1));
    let messages = messages(&output);
    assert!(!success(&messages));
    let all = diagnostics(&messages);
    let is_it = |one: &&&Diagnostic| one.code.as_ref().is_some_and(|of| of.code == code);
    let error = all.iter().find(is_it).unwrap_or_else(|| panic!("no {code} in {all:#?}"));
    assert_eq!(error.level, DiagnosticLevel::Error);
    assert!(error.rendered.as_ref().is_some_and(|text| !text.contains('\u{1b}')), "{error:#?}");
    let text = fs::read_to_string(root().join(file)).expect("a readable file");
    let primary: Vec<_> = error.spans.iter().filter(|span| span.is_primary).collect();
    assert!(!primary.is_empty(), "{error:#?}");
    for span in primary {
        assert_eq!(span.file_name, file);
        let meant = &text[span.byte_start as usize..span.byte_end as usize];
        let line = text.lines().nth(span.line_start - 1).expect("the line");
        let columns = span.column_start - 1..span.column_end - 1;
        let in_line: String =
            line.chars().skip(columns.start).take(columns.end - columns.start).collect();
        assert!(!meant.is_empty() && meant == in_line, "{meant:?} is not {in_line:?}");
    }
}

#[test]
fn saving_what_is_no_exercise_is_no_error() {
    let learner = Learner::new("saved");
    let readme = learner.path("exercises/foobar/README.md");
    for saved in [vec![], vec![readme.to_str().expect("UTF-8")], vec!["Cargo.toml"]] {
        let output = learner.run(&[&["check", "--format", "cargo-json"], &*saved].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let messages = messages(&output);
        assert!(success(&messages) && diagnostics(&messages).is_empty(), "{messages:?}");
    }
}

#[test]
fn an_editor_is_told_again_what_has_not_changed() {
    let learner = Learner::new("again");
    let file = learner.path("exercises/foobar/tasks.rs");
    fs::write(&file, b"fn x() {}\n\xff\n").expect("the learner's file");
    let told = |saved: &str| {
        let output = learner.run(&["check", "--format", "cargo-json", saved]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let messages = messages(&output);
        let all = diagnostics(&messages);
        assert_eq!(all.len(), 1, "{all:?}");
        (all[0].message.clone(), all[0].spans[0].line_start)
    };
    let first = told(file.to_str().expect("UTF-8"));
    assert_eq!(first.1, 2, "{first:?}");
    assert_eq!(told("Cargo.toml"), first);
    // What comes again is what was kept, as long as the file is the same.
    let kept = learner.path("target/grader/checks/foobar-tasks.json");
    let text = fs::read_to_string(&kept).expect("what was kept");
    fs::write(&kept, text.replace(&first.0, "as kept")).expect("our own file");
    assert_eq!(told("Cargo.toml").0, "as kept");
    fs::write(&file, b"\xff\n").expect("the learner's file");
    let changed = told("Cargo.toml");
    assert!(changed.0 != "as kept" && changed.1 == 1, "{changed:?}");
}
