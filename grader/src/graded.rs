//! The result of grading one file: plain owned data, the whole contract between the part that
//! judges and the reporters. As JSON it is one element of `results`.

use std::collections::BTreeSet;
use std::time::Duration;

use protocol::{Claim, Engine, Failure, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnosis::Diagnosis;

/// One file, graded.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Graded {
    /// `print-in-order/threads`.
    pub exercise: String,
    /// The file, as the compiler and every report writes it.
    pub file: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The engine that found it; none where nothing ran.
    pub engine: Option<Engine>,
    /// The case it was found in, `every_start_order::case_1_forwards`.
    pub case: Option<String>,
    /// How much was tried.
    pub strength: Option<Strength>,
    /// The kinds of claims that were made, each once.
    pub claims: BTreeSet<Claim>,
    /// The seed of the run; of the first one if all of several were accepted.
    pub seed: u64,
    /// How many runs there were, with seeds from that one on.
    pub seeds: u64,
    /// A command line that leads to the same failure.
    pub reproduce: Option<String>,
    /// What went wrong.
    pub failure: Option<Failure>,
    /// The pattern behind it, where one was recognised.
    pub diagnosis: Option<Diagnosis>,
    /// What the compiler said, for `compile-error`.
    pub diagnostics: Vec<Diagnostic>,
    /// What the compiler warns of, in a file that compiles.
    #[serde(default)]
    pub warnings: Vec<Diagnostic>,
    /// Sentences worth reading: what was not modelled, what to do next.
    pub notes: Vec<String>,
    /// Each engine that ran, in order.
    pub engines: Vec<EngineRun>,
    /// From the file on disk to something that runs, in milliseconds.
    pub build_ms: Option<u64>,
    /// The run under the model, in milliseconds.
    pub model_ms: Option<u64>,
    /// The native run, in milliseconds.
    pub native_ms: Option<u64>,
    /// If the file has not changed since and was not graded again: when it was, in milliseconds since 1970.
    #[serde(skip)]
    pub known_since_ms: Option<u64>,
    /// The fingerprint of the text that this is about, which may be in the file no longer; none if there was
    /// nothing to read.
    #[serde(skip)]
    pub content: Option<u64>,
}

/// How strong a verdict is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strength {
    /// How the executions of a case were chosen: of the case of which least is known.
    #[serde(flatten)]
    pub weakest: protocol::Strength,
    /// In how many cases all interleavings were run, those with an unusual event among them.
    pub proved: usize,
    /// How many executions ran, over all cases.
    pub executions: u64,
    /// How many cases there are.
    pub cases: usize,
}

/// What one engine did.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EngineRun {
    /// Which engine.
    pub engine: Engine,
    /// Its own verdict.
    pub verdict: Verdict,
    /// How much it tried.
    pub strength: Strength,
    /// How long it ran, in milliseconds.
    pub ms: u64,
}

/// One error or warning of the compiler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// `E0308`, or the name of a lint.
    pub code: Option<String>,
    /// The first line.
    pub message: String,
    /// The file that the error is in.
    pub file: Option<String>,
    /// From 1.
    pub line: Option<u32>,
    /// From 1.
    pub column: Option<u32>,
    /// What the compiler would print, with its colours (the JSON has none).
    #[serde(serialize_with = "without_colours")]
    pub rendered: String,
    /// All that the compiler said, as it said it, but for what is above and the code's explanation;
    /// nothing if it was not the compiler that complained.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub compiler: Value,
}

fn without_colours<S: serde::Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&anstream::adapter::strip_str(text))
}

impl Graded {
    /// A result in which nothing has run yet.
    pub fn new(exercise: String, file: String, verdict: Verdict, seed: u64) -> Self {
        Self {
            exercise,
            file,
            verdict,
            engine: None,
            case: None,
            strength: None,
            claims: BTreeSet::new(),
            seed,
            seeds: 1,
            reproduce: None,
            failure: None,
            diagnosis: None,
            diagnostics: Vec::new(),
            warnings: Vec::new(),
            notes: Vec::new(),
            engines: Vec::new(),
            build_ms: None,
            model_ms: None,
            native_ms: None,
            known_since_ms: None,
            content: None,
        }
    }
}

impl Graded {
    /// Notes what an engine did. A further run of the same engine (with another seed) adds to what
    /// it did before. As long as everything is accepted, the first engine speaks for all: the model,
    /// where there is one, since its word is the stronger one.
    pub fn ran(&mut self, run: EngineRun) {
        match self.engines.iter_mut().find(|before| before.engine == run.engine) {
            Some(before) => {
                before.verdict = run.verdict;
                before.strength.executions += run.strength.executions;
                // What one run has proved stays proved.
                before.strength.weakest = before.strength.weakest.max(run.strength.weakest);
                before.strength.proved = before.strength.proved.max(run.strength.proved);
                before.ms += run.ms;
            }
            None => self.engines.push(run),
        }
        let ms = |engine| self.engines.iter().find(|run| run.engine == engine).map(|run| run.ms);
        (self.model_ms, self.native_ms) = (ms(Engine::Model), ms(Engine::Native));
        let first = self.engines.first();
        self.engine = first.map(|run| run.engine);
        self.strength = first.map(|run| run.strength);
    }
}

/// A duration as results carry it.
pub fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
