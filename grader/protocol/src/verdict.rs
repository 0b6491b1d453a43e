//! The verdict words: the whole vocabulary of a judgement, used by every reporter and by the head
//! of every known-wrong solution.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The judgement on one exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No claim failed in any execution.
    Accepted,
    /// A claim failed.
    WrongAnswer,
    /// Somebody waits and nobody can ever wake them (a lost wake-up too).
    Deadlock,
    /// Steps without end and without progress.
    Livelock,
    /// Somebody spins or polls for a change that another must make.
    BusyWait,
    /// Others pass a waiter more often than the claim allows.
    Starvation,
    /// Something that must be able to overlap never did.
    OverSerialized,
    /// A panic, a poisoned lock, an exit of the process, a crash.
    RuntimeError,
    /// No end in sight, and no better word for it.
    TimeLimit,
    /// The file does not compile.
    CompileError,
    /// Still the stub.
    NotAttempted,
}

impl Verdict {
    /// Every verdict, in the order in which they are documented.
    pub const ALL: [Self; 11] = [
        Self::Accepted,
        Self::WrongAnswer,
        Self::Deadlock,
        Self::Livelock,
        Self::BusyWait,
        Self::Starvation,
        Self::OverSerialized,
        Self::RuntimeError,
        Self::TimeLimit,
        Self::CompileError,
        Self::NotAttempted,
    ];

    /// The word that stands for this verdict everywhere: on screen, in JSON, in the head of a file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::WrongAnswer => "wrong-answer",
            Self::Deadlock => "deadlock",
            Self::Livelock => "livelock",
            Self::BusyWait => "busy-wait",
            Self::Starvation => "starvation",
            Self::OverSerialized => "over-serialized",
            Self::RuntimeError => "runtime-error",
            Self::TimeLimit => "time-limit",
            Self::CompileError => "compile-error",
            Self::NotAttempted => "not-attempted",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Verdict {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.word() == word)
            .ok_or_else(|| format!("`{word}` is not a verdict"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_one_word_everywhere() {
        for verdict in Verdict::ALL {
            assert_eq!(verdict.word().parse(), Ok(verdict));
            let json = serde_json::to_string(&verdict).expect("a word");
            assert_eq!(json, format!("\"{verdict}\""));
        }
    }
}
