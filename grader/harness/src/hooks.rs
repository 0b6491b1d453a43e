//! What a back end wants to know of an execution, and what it decides for it: a scheduler that explores
//! every interleaving has to be told what callers share besides the learner's objects, and to make
//! every choice itself.
//!
//! Kept by `execution`; the native back end has no hooks.

/// What callers share that no model knows of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shared {
    Log,
    /// What was seen to be possible.
    Chances,
    /// Who was served and who was passed over.
    Fairness,
    /// How many callers there are.
    Callers,
    /// Whether the caller with this index is done.
    Caller(usize),
    /// Whether the execution has failed.
    Failure,
}

/// How a number is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Draw {
    /// Every number is a scenario of its own.
    Each,
    /// 0 stands for all: what others lead to can happen with 0 as well.
    Any,
}

/// A back end's hooks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hooks {
    /// The running caller reads or changes (true) what is shared.
    pub(crate) touch: fn(Shared, bool),
    /// A number below another one.
    pub(crate) below: fn(Draw, u32) -> u32,
}
