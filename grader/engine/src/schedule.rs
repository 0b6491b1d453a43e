//! The choices that make up an execution: enough to run it again.

/// One choice: which of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Choice {
    /// The number of the task that was chosen, or of the branch.
    pub chosen: u32,
    /// How many there were to choose from. A replay that meets another number has diverged.
    pub options: u32,
}

/// The choices of one execution, in order. Steps without a choice leave no entry.
pub type Schedule = Vec<Choice>;
