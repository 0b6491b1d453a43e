//! One execution, told to whoever asked for just this one: what happened, which choices made it, and
//! what can be chosen next if it stopped there.
//!
//! Made by `harness` for a [`crate::Replay`] under the model, whether the execution fails or not; read
//! by what steps through an execution and by the game.

use serde::{Deserialize, Serialize};

use crate::{Interleaving, LogEntry, Place};

/// One execution, or its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// What happened.
    pub interleaving: Interleaving,
    /// The scenario's log.
    pub log: Vec<LogEntry>,
    /// The choices that were made, in order.
    pub made: Vec<Made>,
    /// What is to be chosen next, if the execution was to stop there.
    pub next: Option<Choice>,
}

/// A choice that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Which choice of the execution it is, from 0: as [`crate::Detours`] count.
    pub at: u32,
    /// What it was about.
    pub about: About,
    /// What was chosen: a number of [`Alternative::number`].
    pub chosen: u32,
    /// An execution makes it by itself.
    pub usual: bool,
    /// How many steps of the interleaving came before.
    pub step: usize,
}

/// What a choice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Who runs next.
    Turn,
    /// Which waiter a notification wakes, which of several ready operations is taken.
    WhichOne,
    /// Whether a wait ends although nobody has notified it.
    SpuriousWakeUp,
    /// Whether a weak compare-exchange fails although the value is the expected one.
    WeakFailure,
    /// Which of the futures that one task drives is polled first.
    Poll,
    /// How old a value a load reads.
    OlderValue,
    /// Whether a timer fires although somebody could run.
    Timer,
    /// A number that the scenario draws: nobody is asked for it.
    Draw,
}

/// A choice that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Which choice of the execution it is, from 0.
    pub at: u32,
    /// What it is about.
    pub about: About,
    /// Who runs, or ran last: an index into [`Interleaving::lanes`].
    pub lane: usize,
    /// The [`Alternative::number`] that an execution takes by itself.
    pub usual: u32,
    /// What can be chosen: two or more.
    pub alternatives: Vec<Alternative>,
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    /// What stands for it in [`crate::Detours`].
    pub number: u32,
    /// Who goes on, or is woken, if it is about somebody.
    pub lane: Option<usize>,
    /// What they are about to do, if it is known.
    pub next: Option<Next>,
}

/// What somebody is about to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// `lock`, `load` …
    pub verb: String,
    /// Index into [`Interleaving::objects`]; none if it is about the lane itself.
    pub object: Option<usize>,
    /// Where in the source, if it is not in the kit.
    pub at: Option<Place>,
    /// The kit's own step, not one of the learner's code.
    pub kit: bool,
}
