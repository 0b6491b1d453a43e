//! An exercise: one problem in one variant, `print-in-order/threads`. The unit that is edited,
//! graded and shown on the board.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How a problem is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Variant {
    /// With OS threads.
    Threads,
    /// With async tasks.
    Tasks,
}

impl Variant {
    /// Every variant, in the order of the board's columns.
    pub const ALL: [Self; 2] = [Self::Threads, Self::Tasks];

    /// `threads` or `tasks`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Threads => "threads",
            Self::Tasks => "tasks",
        }
    }

    /// `threads.rs` or `tasks.rs`, in every folder of a problem.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Threads => "threads.rs",
            Self::Tasks => "tasks.rs",
        }
    }

    /// The variant whose word begins a file name: `threads_two_condvars.rs` is of `threads`.
    pub fn of_file_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variant| name.starts_with(variant.word()))
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Variant {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|variant| variant.word() == word).ok_or(())
    }
}

/// One problem in one variant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exercise {
    /// The problem's id, which is its folder's name.
    pub problem: String,
    /// Threads or tasks.
    pub variant: Variant,
}

impl Exercise {
    /// An exercise by its two halves.
    pub fn new(problem: impl Into<String>, variant: Variant) -> Self {
        Self { problem: problem.into(), variant }
    }
}

impl FromStr for Exercise {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (problem, variant) = text.split_once('/').ok_or(())?;
        Ok(Self::new(problem, variant.parse()?))
    }
}

impl fmt::Display for Exercise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.problem, self.variant))
    }
}
