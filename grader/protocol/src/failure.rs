//! A failure as data: what every reporter shows, each in its own way.

use serde::{Deserialize, Serialize};

use crate::{Again, Verdict};

/// What went wrong in one execution of one case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Never [`Verdict::Accepted`].
    pub verdict: Verdict,
    /// One sentence: what happened.
    pub summary: String,
    /// What would have been legal, where a claim compares.
    pub expected: Option<String>,
    /// What was seen instead.
    pub seen: Option<String>,
    /// The scenario's log up to the failure.
    pub log: Vec<LogEntry>,
    /// The schedule that led here (model only).
    pub interleaving: Option<Interleaving>,
    /// Who waits for what (model), or what each caller had last done (native).
    pub waits: Vec<Wait>,
    /// Further sentences worth reading.
    pub notes: Vec<String>,
    /// What leads to the same execution again.
    pub again: Again,
    /// Which execution of the case it was, counted from 0.
    pub execution: u64,
}

impl Failure {
    /// A failure with nothing but its verdict and its sentence.
    pub fn new(verdict: Verdict, summary: impl Into<String>) -> Self {
        Self {
            verdict,
            summary: summary.into(),
            expected: None,
            seen: None,
            log: Vec::new(),
            interleaving: None,
            waits: Vec::new(),
            notes: Vec::new(),
            again: Again::Seed(0),
            execution: 0,
        }
    }
}

/// One line of the scenario's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// The thread or task that made the entry.
    pub who: String,
    /// For example `first begins`.
    pub what: String,
    /// Time since the scenario began, in nanoseconds: virtual where the clock is virtual.
    pub at_ns: u64,
}

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// As the compiler was given it.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

/// Somebody who waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The thread or task that waits.
    pub who: String,
    /// What it waits for: `lock of Mutex #1`, `notification of Condvar #2`, `end of second` …
    pub what: String,
    /// Where it waits.
    pub at: Option<Place>,
    /// Who could end the wait by letting go, if somebody holds it.
    pub held_by: Option<String>,
    /// Where the holder took it.
    pub held_since: Option<Place>,
}

/// An execution as a table: one column a lane, one row a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interleaving {
    /// Names of the threads or tasks, in order of creation.
    pub lanes: Vec<String>,
    /// What happened, in order.
    pub steps: Vec<Step>,
}

/// One operation of one thread or task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Index into [`Interleaving::lanes`].
    pub lane: usize,
    /// For example `lock Mutex #1`, `wait on Condvar #2`, `println "foo"`.
    pub what: String,
    /// Where in the source.
    pub at: Option<Place>,
    /// Lanes that this step made able to run again.
    pub wakes: Vec<usize>,
    /// This step was taken while the thread that ran before could have gone on.
    pub preempts: bool,
}
