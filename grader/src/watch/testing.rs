//! A shelf and verdicts for the tests of `watch`.

use std::path::Path;
use std::time::Duration;

use protocol::{Engine, Verdict};
use serde_json::Value;

use super::body::{self, Paper};
use super::events::{Effect, Input, Limits};
use super::files::Saw;
use super::model::Model;
use super::screen;
use super::shelf::Item;
use super::worker::Judged;
use crate::graded::{Diagnostic, EngineRun, Graded, Strength};
use crate::learner::standing::Known;
use crate::problems::exercise::{Exercise, Variant};
use crate::stepper::testing::{FILE, TEXT, assert_fits, diagnosis, failure, lost_wake_up, plain};
use crate::terminal::Key;

/// The sizes of all snapshots.
pub(super) const SIZES: [(usize, usize); 2] = [(80, 24), (160, 50)];

fn item(problem: &str, title: &str, variant: Variant) -> Item {
    let exercise = Exercise::new(problem, variant);
    let file = format!("exercises/{problem}/{}", variant.file_name());
    let hints = ["Look at the *wait*.", "Something is missing before `wait`.", "A loop."];
    Item {
        exercise,
        title: title.to_owned(),
        file,
        statement: format!(
            "# {title}\n\nWrite a queue. `pop` waits until there is something.\n\n- Nobody spins.\n- Nothing is lost."
        ),
        hints: hints.map(str::to_owned).to_vec(),
        hints_shown: 0,
        may_see_designs: false,
        known: Known { verdict: Verdict::NotAttempted, attempted: false },
    }
}

/// `x/threads`, `x/tasks`, `y/threads`, `y/tasks`.
pub(super) fn shelf() -> Vec<Item> {
    let problems = [("x", "A Queue"), ("y", "Another Queue")];
    let both = |(id, title)| Variant::ALL.map(|variant| item(id, title, variant));
    problems.into_iter().flat_map(both).collect()
}

fn graded(verdict: Verdict) -> Graded {
    let mut graded = Graded::new("x/threads".into(), FILE.into(), verdict, 1);
    if !matches!(verdict, Verdict::CompileError | Verdict::NotAttempted) {
        let weakest = protocol::Strength::Proved { unusual: 1 };
        let strength = Strength { weakest, proved: 12, executions: 1_200, cases: 12 };
        graded.ran(EngineRun { engine: Engine::Model, verdict, strength, ms: 412 });
        graded.build_ms = Some(230);
    }
    graded
}

fn judged(graded: Graded, content: u64) -> Judged {
    Judged { graded, text: TEXT.to_owned(), content: Some(content), known: false }
}

pub(super) fn accepted(content: u64) -> Judged {
    judged(graded(Verdict::Accepted), content)
}

pub(super) fn stub(content: u64) -> Judged {
    judged(graded(Verdict::NotAttempted), content)
}

pub(super) fn deadlock(content: u64) -> Judged {
    let mut graded = graded(Verdict::Deadlock);
    let mut failure = failure();
    failure.interleaving = Some(lost_wake_up());
    graded.failure = Some(failure);
    graded.diagnosis = Some(diagnosis());
    graded.reproduce = Some("cargo run -p grader -- replay x/threads:model:pops:2f".into());
    judged(graded, content)
}

pub(super) fn compile_error(content: u64) -> Judged {
    let mut graded = graded(Verdict::CompileError);
    let rendered = "\u{1b}[1m\u{1b}[31merror[E0308]\u{1b}[0m: mismatched types\n \
                    --> exercises/x/threads.rs:19:9\n  |\n19 |         1\n  |         ^ expected \
                    `()`, found integer\n";
    graded.diagnostics = vec![Diagnostic {
        code: Some("E0308".into()),
        message: "mismatched types".into(),
        file: Some(FILE.into()),
        line: Some(19),
        column: Some(9),
        rendered: rendered.into(),
        compiler: Value::Null,
    }];
    judged(graded, content)
}

/// A session, and how it is driven.
pub(super) struct Play {
    pub(super) model: Model,
    pub(super) now: Duration,
}

impl Play {
    /// With content 0 in every file, about the first one, which is being graded.
    pub(super) fn new(limits: Limits) -> Self {
        let shelf = shelf();
        let contents = vec![Some(0); shelf.len()];
        let mut model = Model::new(shelf, 0, contents, limits);
        let effects = model.start(Vec::new());
        assert!(matches!(effects[..], [Effect::Grade { id: 1, item: 0, .. }]), "{effects:?}");
        Self { model, now: Duration::ZERO }
    }

    /// The same, and the first one is the stub.
    pub(super) fn at_stub() -> Self {
        let mut play = Self::new(Limits::default());
        play.done(stub(0));
        play
    }

    pub(super) fn tell(&mut self, input: Input) -> Vec<Effect> {
        self.now += Duration::from_millis(100);
        self.model.update(self.now, input)
    }

    pub(super) fn key(&mut self, key: char) -> Vec<Effect> {
        self.tell(Input::Key { key: Key::Char(key), lines: 100, rows: 20 })
    }

    pub(super) fn save(&mut self, file: usize, content: u64) -> Vec<Effect> {
        self.tell(Input::Saw(Saw::Saved { file, content }))
    }

    /// The running job ends so.
    pub(super) fn done(&mut self, judged: Judged) -> Vec<Effect> {
        let id = self.model.run.as_ref().expect("a job runs").id;
        self.tell(Input::Done { id, result: Ok(Box::new(judged)) })
    }

    /// The screen as a terminal without colours would show it.
    pub(super) fn screen(&self, columns: usize, rows: usize) -> String {
        let paper = Paper { root: Path::new("/nowhere"), columns, colours: false };
        let lines = body::lines(&self.model, &paper);
        let screen = screen::screen(&self.model, &lines, self.now, columns, rows);
        assert_fits(&screen, columns, rows);
        plain(&screen)
    }
}
