//! The choices that make up an execution: enough to run it again.

use crate::Branch;

/// One choice: which of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Choice {
    /// The number of the task that was chosen, or of the branch.
    pub chosen: u32,
    /// How many there were to choose from.
    pub options: u32,
    /// What was chosen, if not who runs next.
    pub branch: Option<Branch>,
    /// It is the choice that an execution takes by itself: whoever ran goes on
    /// ([`crate::strategy::Moment::usual`]), branch 0.
    pub usual: bool,
}

/// The choices of one execution, in order. Steps without a choice leave no entry.
pub type Schedule = Vec<Choice>;
