//! A failure as data: what every reporter shows, each in its own way.

use serde::{Deserialize, Serialize};

use crate::{Again, Interleaving, Verdict};

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
    /// Where it happened, if it happened in one place of the source: a panic.
    pub at: Option<Place>,
    /// Further sentences worth reading.
    pub notes: Vec<String>,
    /// What leads to the same execution again.
    pub again: Again,
    /// Which execution of the case it was, counted from 0.
    pub execution: u64,
    /// It comes again where the same choices are made. A learner's code may depend on what nobody
    /// chooses.
    pub repeats: bool,
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
            at: None,
            notes: Vec::new(),
            again: Again::Seed(0),
            execution: 0,
            repeats: true,
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
    /// Its lane in the interleaving (model only).
    pub lane: Option<usize>,
    /// What it waits for: `lock Mutex #1`, `join second` … (model), or what it had last done (native).
    pub what: String,
    /// The object that it waits for, in the interleaving (model only).
    pub object: Option<usize>,
    /// Where it waits.
    pub at: Option<Place>,
    /// Who could end the wait by letting go.
    pub holders: Vec<Holder>,
}

/// Somebody who holds what another waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The thread or task that holds it.
    pub who: String,
    /// Its lane in the interleaving.
    pub lane: usize,
    /// Where it took it.
    pub since: Option<Place>,
}
