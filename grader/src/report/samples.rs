//! Results by hand, for the tests of the formats: one of each kind, on one small file.

use protocol::{
    Act, Engine, Failure, Holder, Interleaving, Lane, LogEntry, Place, Step, Thing, Verdict, Wait,
};
use serde_json::json;

use crate::diagnosis::{Diagnosis, Mark};
use crate::graded::{Diagnostic, EngineRun, Graded, Strength};

/// The file that all results are about.
pub(super) const FILE: &str = "exercises/foobar/threads.rs";

/// What is in it.
pub(super) const TEXT: &str = "\
pub struct FooBar {
    a: Mutex<u32>,
    b: Mutex<u32>,
}

impl FooBar {
    pub fn foo(&self) {
        let a = self.a.lock().unwrap();
        /* größer */ let b = self.b.lock().unwrap();
        std::thread::park();
    }

    pub fn bar(&self) {
        let b = self.b.lock().unwrap();
        let a = self.a.lock().unwrap();
        panic!(\"never\");
    }
}
";

/// A deadlock, a wrong answer that is understood, one that is not, a panic, a compile error, an
/// acceptance, a stub.
pub(super) fn all() -> Vec<Graded> {
    let both = [deadlock(), understood(), wrong_answer(), panic()].into_iter();
    both.chain([compile_error(), hidden_error(), accepted(), stub()]).collect()
}

fn place(line: u32, column: u32) -> Place {
    Place { file: FILE.into(), line, column }
}

fn graded(verdict: Verdict) -> Graded {
    let mut graded = Graded::new("foobar/threads".into(), FILE.into(), verdict, 1);
    if !matches!(verdict, Verdict::CompileError | Verdict::NotAttempted) {
        let weakest = protocol::Strength::Sampled { bound: 7 };
        let strength = Strength { weakest, proved: 2, executions: 1_200, cases: 20 };
        graded.ran(EngineRun { engine: Engine::Model, verdict, strength, ms: 412 });
        graded.build_ms = Some(230);
    }
    graded
}

fn failed(verdict: Verdict, summary: &str) -> (Graded, Failure) {
    let mut graded = graded(verdict);
    graded.case = Some("three_rounds::case_1_foo_first".into());
    let token = "foobar/threads:model:three_rounds::case_1_foo_first:2f";
    graded.reproduce = Some(format!("cargo run -p grader -- replay {token}"));
    (graded, Failure::new(verdict, summary))
}

/// `foo` and `bar`, and the locks they take in opposite orders.
fn interleaving() -> Interleaving {
    let lane = |name: &str, kit| Lane { name: name.into(), kit };
    let mutex = |name: &str| Thing { name: name.into(), kind: "Mutex".into(), lane: None };
    let step = |lane, object, line, column| {
        let act = Act::Does { verb: "lock".into(), object: Some(object), result: None };
        Step { at: Some(place(line, column)), ..Step::new(lane, act) }
    };
    Interleaving {
        lanes: vec![lane("scenario", true), lane("foo", false), lane("bar", false)],
        objects: vec![mutex("a"), mutex("b")],
        left_out: 0,
        steps: vec![step(1, 0, 8, 24), step(2, 1, 14, 24)],
    }
}

/// Two threads, each of which holds what the other waits for.
pub(super) fn deadlock() -> Graded {
    let summary = "`foo` and `bar` wait, and nobody can ever wake them";
    let (mut graded, mut failure) = failed(Verdict::Deadlock, summary);
    let wait = |who: &str, lane, object, (line, column), by: &str, since| Wait {
        who: who.into(),
        lane: Some(lane),
        what: format!("lock {}", ["a", "b"][object]),
        object: Some(object),
        at: Some(place(line, column)),
        holders: vec![Holder { who: by.into(), lane: 3 - lane, since: Some(place(since, 24)) }],
    };
    failure.waits =
        vec![wait("foo", 1, 1, (9, 37), "bar", 14), wait("bar", 2, 0, (15, 24), "foo", 8)];
    failure.interleaving = Some(interleaving());
    graded.failure = Some(failure);
    graded
}

/// A wrong answer with a diagnosis.
pub(super) fn understood() -> Graded {
    let (mut graded, mut failure) = failed(Verdict::WrongAnswer, "`bar` came before `foo`");
    failure.expected = Some("foo bar".into());
    failure.seen = Some("bar foo".into());
    failure.log = vec![LogEntry { who: "bar".into(), what: "bar".into(), at_ns: 0 }];
    failure.interleaving = Some(interleaving());
    let mark = |line, label: &str, step| Mark {
        at: place(line, 24),
        label: label.into(),
        step: Some(step),
    };
    graded.diagnosis = Some(Diagnosis {
        pattern: "check-then-act".into(),
        title: "what was checked is no longer true".into(),
        text: "Between the two locks another thread can change what was looked at.".into(),
        step: Some(1),
        marks: vec![mark(15, "`bar` acts on it here", 1), mark(8, "`foo` looks here", 0)],
    });
    graded.failure = Some(failure);
    graded
}

/// A wrong answer that nobody has an explanation for.
pub(super) fn wrong_answer() -> Graded {
    let (mut graded, mut failure) = failed(Verdict::WrongAnswer, "`bar` came before `foo`");
    failure.interleaving = Some(interleaving());
    graded.failure = Some(failure);
    graded
}

/// A panic, with characters that no format can carry as they are.
pub(super) fn panic() -> Graded {
    let summary = "`bar` panicked: <never> & \u{1b}[31m\"ever\"";
    let (mut graded, mut failure) = failed(Verdict::RuntimeError, summary);
    failure.at = Some(place(16, 9));
    graded.failure = Some(failure);
    graded
}

/// What rustc says about the learner's file.
pub(super) fn compile_error() -> Graded {
    let mut graded = graded(Verdict::CompileError);
    graded.diagnostics = vec![Diagnostic {
        code: Some("E0308".into()),
        message: "mismatched types".into(),
        file: Some(FILE.into()),
        line: Some(8),
        column: Some(17),
        rendered: "\u{1b}[1merror[E0308]\u{1b}[0m: mismatched types\n".into(),
        compiler: json!({
            "message": "mismatched types",
            "code": {"code": "E0308", "explanation": null},
            "level": "error",
            "spans": [{
                "file_name": FILE, "byte_start": 99, "byte_end": 102,
                "line_start": 8, "line_end": 8, "column_start": 17, "column_end": 37,
                "is_primary": true, "text": [], "label": "expected `u32`",
                "suggested_replacement": null, "suggestion_applicability": null, "expansion": null,
            }],
            "children": [],
        }),
    }];
    graded.notes = vec!["a sentence of advice".into()];
    graded
}

/// What rustc says about the hidden test, when the learner's file no longer has what it calls.
pub(super) fn hidden_error() -> Graded {
    let mut graded = graded(Verdict::CompileError);
    graded.diagnostics = vec![Diagnostic {
        code: Some("E0599".into()),
        message: "no method named `baz` found".into(),
        file: Some("tests/foobar/threads.rs".into()),
        line: Some(20),
        column: Some(9),
        rendered: "error[E0599]: no method named `baz` found\n".into(),
        compiler: json!({
            "message": "no method named `baz` found",
            "code": {"code": "E0599", "explanation": null},
            "level": "error",
            "spans": [
                {
                    "file_name": "tests/foobar/threads.rs", "byte_start": 1, "byte_end": 4,
                    "line_start": 20, "line_end": 20, "column_start": 9, "column_end": 12,
                    "is_primary": true, "text": [], "label": "method not found",
                    "suggested_replacement": null, "suggestion_applicability": null,
                    "expansion": null,
                },
                {
                    "file_name": FILE, "byte_start": 0, "byte_end": 17,
                    "line_start": 1, "line_end": 1, "column_start": 1, "column_end": 18,
                    "is_primary": false, "text": [], "label": "method `baz` not found for this",
                    "suggested_replacement": null, "suggestion_applicability": null,
                    "expansion": null,
                },
            ],
            "children": [{
                "message": "there is a method `bar`",
                "code": null,
                "level": "help",
                "spans": [{
                    "file_name": "tests/foobar/threads.rs", "byte_start": 1, "byte_end": 4,
                    "line_start": 20, "line_end": 20, "column_start": 9, "column_end": 12,
                    "is_primary": true, "text": [], "label": null,
                    "suggested_replacement": "bar", "suggestion_applicability": "MaybeIncorrect",
                    "expansion": null,
                }],
                "children": [],
                "rendered": null,
            }],
        }),
    }];
    graded
}

/// Nothing to complain about, but for a warning of rustc's.
pub(super) fn accepted() -> Graded {
    let mut graded = graded(Verdict::Accepted);
    let mut warning = compile_error().diagnostics.remove(0);
    warning.code = Some("unused_must_use".into());
    warning.message = "unused result".into();
    warning.rendered = "warning: unused result\n".into();
    warning.compiler["level"] = "warning".into();
    warning.compiler["message"] = "unused result".into();
    warning.compiler["code"]["code"] = "unused_must_use".into();
    graded.warnings.push(warning);
    graded
}

/// Nobody has touched it.
pub(super) fn stub() -> Graded {
    graded(Verdict::NotAttempted)
}
