//! What the grader remembers: the last verdict on each exercise, how many hints were shown, which levels
//! were won.
//! One JSON file below `target/grader`, replaced as a whole; what a newer grader or a removed
//! problem left in it stays in it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fs, io};

use protocol::{Engine, Verdict};
use serde::{Deserialize, Serialize};

use crate::project::Project;
use crate::replace::replace;

/// The last verdict on one exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// The verdict.
    pub verdict: Verdict,
    /// The engine that found it.
    pub engine: Option<Engine>,
    /// Of the learner's file and the hidden test together; if it differs, the verdict is stale.
    pub fingerprint: String,
}

/// The file's content. Verdicts are kept as plain JSON until asked for, so that an entry this
/// grader does not understand harms nobody and is not lost.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Progress {
    #[serde(default)]
    verdicts: BTreeMap<String, serde_json::Value>,
    #[serde(default)]
    hints: BTreeMap<String, usize>,
    #[serde(default)]
    plays: BTreeMap<String, usize>,
    #[serde(flatten)]
    other: BTreeMap<String, serde_json::Value>,
}

impl Progress {
    /// Reads the state. A file that is missing or unreadable is an empty state: all that can be
    /// lost is what grading again brings back.
    pub fn load(project: &Project) -> Self {
        let text = fs::read_to_string(path(project)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Replaces the file as a whole, so that nobody ever reads half of it.
    pub fn save(&self, project: &Project) -> io::Result<()> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        replace(&path(project), text.as_bytes())
    }

    /// The last verdict on an exercise.
    pub fn last(&self, exercise: &str) -> Option<Last> {
        serde_json::from_value(self.verdicts.get(exercise)?.clone()).ok()
    }

    /// Remembers a verdict.
    pub fn remember(&mut self, exercise: &str, last: &Last) {
        if let Ok(value) = serde_json::to_value(last) {
            self.verdicts.insert(exercise.to_owned(), value);
        }
    }

    /// How many hints on a problem were shown.
    pub fn hints_shown(&self, problem: &str) -> usize {
        self.hints.get(problem).copied().unwrap_or(0)
    }

    /// Remembers how many hints were shown.
    pub fn remember_hints(&mut self, problem: &str, shown: usize) {
        self.hints.insert(problem.to_owned(), shown);
    }
}

impl Progress {
    /// The fewest moves in which a level was won.
    pub fn best(&self, level: &str) -> Option<usize> {
        self.plays.get(level).copied()
    }

    /// Remembers that a level was won in so many moves.
    pub fn won(&mut self, level: String, moves: usize) {
        let best = self.plays.entry(level).or_insert(moves);
        *best = moves.min(*best);
    }
}

fn path(project: &Project) -> PathBuf {
    project.target().join("state.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_kept() {
        let text = r#"{"verdicts":{"gone/threads":{"verdict":"brilliant"}},"future":7}"#;
        let mut state: Progress = serde_json::from_str(text).expect("a state");
        assert_eq!(state.last("gone/threads"), None);
        let last = Last { verdict: Verdict::Deadlock, engine: None, fingerprint: "0".to_owned() };
        state.remember("h2o/tasks", &last);
        state.remember_hints("h2o", 2);
        state.won("h2o/threads/x".to_owned(), 2);
        state.won("h2o/threads/x".to_owned(), 3);
        let text = serde_json::to_string(&state).expect("JSON");
        let state: Progress = serde_json::from_str(&text).expect("a state");
        assert_eq!(state.last("h2o/tasks"), Some(last));
        assert_eq!(state.hints_shown("h2o"), 2);
        assert_eq!(state.best("h2o/threads/x"), Some(2));
        assert!(text.contains("brilliant") && text.contains("\"future\":7"), "{text}");
    }
}
