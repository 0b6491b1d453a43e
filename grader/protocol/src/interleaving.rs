//! An execution, told: who took part, what they did in which order, what became of the objects they
//! share. All that reports, the stepper, the game and the diagnosis know of it.
//!
//! Made by `harness`, for executions under the model that somebody wants to see.

use serde::{Deserialize, Serialize};

use crate::Place;

/// One execution as a table: one column a lane, one row a step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interleaving {
    /// The threads or tasks, in order of creation.
    pub lanes: Vec<Lane>,
    /// What they share, in order of first use.
    pub objects: Vec<Thing>,
    /// How many steps came before the first one that is told: nobody reads thousands.
    pub left_out: usize,
    /// What happened, in order.
    pub steps: Vec<Step>,
}

/// A thread or task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// It is the scenario's own, not one that calls the learner's code, nor one that this started.
    pub kit: bool,
}

/// Something that lanes share: a lock, a channel, an atomic, another thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// `Mutex #1`, or the thread's own name.
    pub name: String,
    /// `Mutex`, `Condvar`, `thread` …
    pub kind: String,
    /// The lane, if it is a thread or task itself: what is joined, unparked, aborted.
    pub lane: Option<usize>,
}

/// One step of one lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Index into [`Interleaving::lanes`]. Nobody's if it is [`Act::Clock`]: that of whom it woke.
    pub lane: usize,
    /// What happened.
    pub act: Act,
    /// Where in the source; unknown for the kit's own steps.
    pub at: Option<Place>,
    /// The kit's own step, not one of the learner's code: the scenario starts, calls and waits.
    pub kit: bool,
    /// The thread that ran before could have gone on.
    pub preempts: bool,
    /// Lanes that this step made able to run again, or to try again.
    pub wakes: Vec<usize>,
    /// What it changed.
    pub changes: Vec<Change>,
}

impl Step {
    /// A step of which nothing more is known.
    pub fn new(lane: usize, act: Act) -> Self {
        let (wakes, changes) = (Vec::new(), Vec::new());
        Self { lane, act, at: None, kit: false, preempts: false, wakes, changes }
    }
}

/// What happened in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// An operation took effect.
    Does {
        /// `lock`, `notify_one`, `send`, `load` …
        verb: String,
        /// Index into [`Interleaving::objects`]; none if it is about the lane itself (`sleep`, `park`).
        object: Option<usize>,
        /// What it brought back, where that matters: a value, `refused`, `empty`.
        result: Option<String>,
    },
    /// An operation cannot take effect yet: the lane waits from here on.
    Waits {
        /// As above.
        verb: String,
        /// As above.
        object: Option<usize>,
    },
    /// Nobody could run, so virtual time moved on to this.
    Clock {
        /// Since the execution began.
        now_ns: u64,
    },
    /// An entry of the scenario's log: what the claims are about.
    Log {
        /// For example `first begins`.
        text: String,
    },
    /// The learner's code printed.
    Print {
        /// Without the end of the line.
        text: String,
    },
    /// Something unusual but documented happened, such as a spurious wake-up.
    Remark {
        /// In words.
        text: String,
    },
}

/// What a step changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// The lane holds the object from now on.
    Takes {
        /// Index into [`Interleaving::objects`].
        object: usize,
    },
    /// A lane holds it no longer.
    Frees {
        /// Index into [`Interleaving::objects`].
        object: usize,
        /// Who held it.
        lane: usize,
    },
    /// Something about an object is like this now.
    Is {
        /// Index into [`Interleaving::objects`].
        object: usize,
        /// `value`, `permits`, `messages` …
        what: String,
        /// `3`, `true` …
        now: String,
    },
}

impl Interleaving {
    /// An object's name; `?` for one that is not there.
    pub fn object_name(&self, object: usize) -> &str {
        self.objects.get(object).map_or("?", |thing| thing.name.as_str())
    }

    /// A lane's name; `?` for one that is not there.
    pub fn lane_name(&self, lane: usize) -> &str {
        self.lanes.get(lane).map_or("?", |lane| lane.name.as_str())
    }

    /// An operation in words: `lock Mutex #1`, `join second`, `sleep`.
    pub fn operation(&self, verb: &str, object: Option<usize>) -> String {
        match object {
            Some(object) => format!("{verb} {}", self.object_name(object)),
            None => verb.to_owned(),
        }
    }
}
