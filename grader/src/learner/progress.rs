//! What a learner has done: of each exercise the last verdict, how many hints were shown, which levels
//! were won, what was practised when. One file that people can read, `progress.toml` in the project's
//! root: safe to commit, safe to lose, replaced as a whole, and never written by two graders at once.
//!
//! Called by whatever grades, by the commands that show how far one has come, and by `review`. What a newer
//! grader, or a problem that is gone, left in the file stays in it.

mod file;

use std::collections::BTreeMap;
use std::io;
use std::time::SystemTime;

use humantime::format_rfc3339_seconds;
use protocol::{Engine, Verdict};
use serde::{Deserialize, Serialize};

use crate::fingerprint::of_file;
use crate::problems::exercise::Exercise;
use crate::project::Project;

/// How far one has come with an exercise since its stub.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Last {
    /// The last verdict.
    pub verdict: Verdict,
    /// The engine that found it.
    pub engine: Option<Engine>,
    /// When, in UTC: `2026-11-21T19:45:00Z`.
    pub graded: String,
    /// How many different contents were graded.
    pub checks: u32,
    /// When it was accepted for the first time, in UTC, whatever came after.
    pub accepted: Option<String>,
    /// Of the learner's file and, after a dash, what it was graded with; if it differs, the verdict is stale.
    pub fingerprint: String,
    #[serde(flatten)]
    other: toml::Table,
}

/// One exercise solved, or tried in an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// When it ended, in UTC: `2026-11-21T19:45:00Z`.
    pub at: String,
    /// `foobar/threads`.
    pub exercise: String,
    /// On what occasion.
    pub kind: PracticeKind,
    /// What came out in the end.
    pub verdict: Verdict,
    /// How many different contents were graded.
    pub checks: u32,
    /// How many hints were shown.
    pub hints: u32,
    /// How long it took to be accepted, in seconds, where a clock ran.
    pub seconds: Option<u64>,
}

/// On what occasion one has practised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeKind {
    /// A file became accepted that had not been.
    Solved,
    /// An interview.
    Interview,
}

/// The file's content. Entries are kept as plain values until asked for, so that one this grader does
/// not understand harms nobody and is not lost.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Progress {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    hints: BTreeMap<String, toml::Value>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    plays: BTreeMap<String, toml::Value>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    exercises: BTreeMap<String, toml::Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    practice: Vec<toml::Value>,
    #[serde(flatten)]
    other: toml::Table,
}

impl Progress {
    /// Reads the file. One that is missing or unreadable is an empty one: what can be lost is little.
    pub fn load(project: &Project) -> Self {
        file::read(project).unwrap_or_default()
    }

    /// What there is to say about a file that cannot be read.
    pub fn trouble(project: &Project) -> Option<String> {
        let why = file::read(project).err()?;
        Some(format!(
            "what you have done cannot be read, and counts as nothing until it is mended: {why}"
        ))
    }

    /// Changes the file, as if nobody else did at the same time. One that cannot be read is kept beside
    /// it under another name.
    pub fn update(project: &Project, change: impl FnOnce(&mut Self)) -> io::Result<()> {
        file::update(project, change)
    }

    /// The last verdict on an exercise.
    pub fn last(&self, exercise: &str) -> Option<Last> {
        self.exercises.get(exercise)?.clone().try_into().ok()
    }

    /// Whether an exercise was accepted since its stub, whatever came after: then no solution spoils it.
    pub fn was_accepted(&self, exercise: &Exercise) -> bool {
        let last = self.last(&exercise.to_string());
        last.is_some_and(|last| last.accepted.is_some() || last.verdict == Verdict::Accepted)
    }

    /// Notes a verdict on an exercise. What is accepted and was not before, has been practised.
    pub fn graded(
        &mut self,
        exercise: &Exercise,
        verdict: Verdict,
        engine: Option<Engine>,
        fingerprint: String,
    ) {
        let name = exercise.to_string();
        let now = now();
        let before = self.last(&name);
        let is_other = before
            .as_ref()
            .is_none_or(|before| of_file(&before.fingerprint) != of_file(&fingerprint));
        let known = before.as_ref().map_or(0, |before| before.checks);
        let mut last = Last {
            verdict,
            engine,
            graded: now.clone(),
            // What is not finished is not a try.
            checks: known + u32::from(is_other && verdict != Verdict::NotAttempted),
            accepted: before.as_ref().and_then(|before| before.accepted.clone()),
            fingerprint,
            other: before.map(|before| before.other).unwrap_or_default(),
        };
        if verdict == Verdict::Accepted && last.accepted.is_none() {
            last.accepted = Some(now.clone());
            self.practised(&Practice {
                at: now,
                kind: PracticeKind::Solved,
                verdict,
                checks: last.checks,
                hints: u32::try_from(self.hints_shown(&exercise.problem)).unwrap_or(u32::MAX),
                seconds: None,
                exercise: name.clone(),
            });
        }
        if let Ok(value) = toml::Value::try_from(last) {
            self.exercises.insert(name, value);
        }
    }

    /// Notes that a file is the stub. Hints may have been read, though nothing is written yet.
    pub fn is_stub(&mut self, exercise: &Exercise) {
        self.exercises.remove(&exercise.to_string());
    }

    /// Notes that the stub is back: the next solution counts as a new one, and hints begin anew.
    pub fn begin_again(&mut self, exercise: &Exercise) {
        self.exercises.remove(&exercise.to_string());
        self.hints.remove(&exercise.problem);
    }

    /// How many hints on a problem were shown.
    pub fn hints_shown(&self, problem: &str) -> usize {
        self.hints.get(problem).and_then(count).unwrap_or(0)
    }

    /// Notes how many hints were shown.
    pub fn remember_hints(&mut self, problem: &str, shown: usize) {
        self.hints.insert(problem.to_owned(), number(shown));
    }

    /// The fewest moves in which a level was won.
    pub fn best(&self, level: &str) -> Option<usize> {
        self.plays.get(level).and_then(count)
    }

    /// Notes that a level was won in so many moves.
    pub fn won(&mut self, level: String, moves: usize) {
        let best = self.best(&level).map_or(moves, |best| best.min(moves));
        self.plays.insert(level, number(best));
    }

    /// What was practised, the first thing first.
    pub fn practice(&self) -> Vec<Practice> {
        let all = self.practice.iter().cloned();
        all.filter_map(|practice| practice.try_into().ok()).collect()
    }

    /// Notes what was practised.
    pub fn practised(&mut self, practice: &Practice) {
        self.practice.extend(toml::Value::try_from(practice));
    }
}

/// Now, as the file has it.
pub fn now() -> String {
    format_rfc3339_seconds(SystemTime::now()).to_string()
}

fn count(value: &toml::Value) -> Option<usize> {
    usize::try_from(value.as_integer()?).ok()
}

fn number(count: usize) -> toml::Value {
    toml::Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::exercise::Variant;

    fn exercise() -> Exercise {
        Exercise::new("h2o", Variant::Tasks)
    }

    fn grade(progress: &mut Progress, verdict: Verdict, content: &str) {
        progress.graded(&exercise(), verdict, Some(Engine::Model), content.to_owned());
    }

    #[test]
    fn what_is_not_understood_is_kept() {
        let text = "future = 7\n[exercises.\"gone/threads\"]\nverdict = \"brilliant\"\n\
                    [[practice]]\nkind = \"dream\"\n";
        let mut progress: Progress = toml::from_str(text).expect("progress");
        assert_eq!(progress.last("gone/threads"), None);
        assert!(progress.practice().is_empty());
        grade(&mut progress, Verdict::Deadlock, "0");
        progress.remember_hints("h2o", 2);
        progress.won("h2o/threads/x".to_owned(), 2);
        progress.won("h2o/threads/x".to_owned(), 3);
        let text = toml::to_string(&progress).expect("TOML");
        let progress: Progress = toml::from_str(&text).expect("progress");
        assert_eq!(progress.last("h2o/tasks").map(|last| last.verdict), Some(Verdict::Deadlock));
        assert_eq!(progress.hints_shown("h2o"), 2);
        assert_eq!(progress.best("h2o/threads/x"), Some(2));
        for kept in ["brilliant", "dream", "future = 7"] {
            assert!(text.contains(kept), "{text}");
        }
    }

    #[test]
    fn a_number_that_makes_no_sense_harms_only_itself() {
        let text = "[hints]\nh2o = -5\nfoobar = \"two\"\nfizzbuzz = 1\n[plays]\nx = -1\n";
        let mut progress: Progress = toml::from_str(text).expect("progress");
        let hints = ["h2o", "foobar", "fizzbuzz"].map(|problem| progress.hints_shown(problem));
        assert_eq!((hints, progress.best("x")), ([0, 0, 1], None));
        progress.won("x".to_owned(), 3);
        progress.won("x".to_owned(), 4);
        assert_eq!(progress.best("x"), Some(3));
    }

    #[test]
    fn what_becomes_accepted_has_been_practised_once() {
        let mut progress = Progress::default();
        progress.remember_hints("h2o", 1);
        grade(&mut progress, Verdict::Deadlock, "a");
        grade(&mut progress, Verdict::Deadlock, "a");
        for content in ["b", "b", "c"] {
            grade(&mut progress, Verdict::Accepted, content);
        }
        let last = progress.last("h2o/tasks").expect("a verdict");
        assert_eq!((last.checks, last.verdict), (3, Verdict::Accepted));
        grade(&mut progress, Verdict::Deadlock, "d");
        grade(&mut progress, Verdict::Accepted, "c");
        let [practice] = progress.practice().try_into().expect("solved once");
        assert_eq!((practice.checks, practice.hints, practice.kind), (2, 1, PracticeKind::Solved));

        grade(&mut progress, Verdict::NotAttempted, "c with a todo!()");
        assert!(progress.was_accepted(&exercise()), "what is solved stays so");
        progress.is_stub(&exercise());
        assert!(!progress.was_accepted(&exercise()));
        assert_eq!((progress.last("h2o/tasks"), progress.hints_shown("h2o")), (None, 1));
        progress.begin_again(&exercise());
        assert_eq!(progress.hints_shown("h2o"), 0);
        grade(&mut progress, Verdict::Accepted, "c");
        assert_eq!(progress.practice().len(), 2);
    }
}
