//! Interviews for the tests, and somebody who presses keys.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use protocol::Verdict;

use super::held::{Held, Over};
use crate::diagnosis::Diagnosis;
use crate::graded::Graded;
use crate::stepper::testing::{assert_fits, plain};
use crate::terminal::{Face, Key};

/// A verdict, so many seconds after the start.
pub(crate) fn attempt(seconds: u64, verdict: Verdict) -> (Duration, Graded) {
    let (exercise, file) = ("foobar/threads", "exercises/foobar/threads.rs");
    let graded = Graded::new(exercise.to_owned(), file.to_owned(), verdict, 1);
    (Duration::from_secs(seconds), graded)
}

/// A deadlock that has a pattern.
pub(crate) fn diagnosed(seconds: u64, pattern: &str) -> (Duration, Graded) {
    let (at, mut graded) = attempt(seconds, Verdict::Deadlock);
    graded.diagnosis = Some(Diagnosis {
        pattern: pattern.to_owned(),
        title: format!("the {pattern}"),
        text: String::new(),
        step: None,
        marks: Vec::new(),
    });
    (at, graded)
}

/// What happened in twelve and a half minutes.
pub(crate) fn held(attempts: Vec<(Duration, Graded)>, over: Over) -> Held {
    Held { attempts, over, took: Duration::from_secs(750) }
}

/// Presses keys, and remembers every screen.
pub(crate) struct Script {
    /// What is pressed next.
    pub(crate) keys: VecDeque<Key>,
    /// Columns and rows.
    pub(crate) size: (usize, usize),
    /// The screens, without colours.
    pub(crate) seen: Vec<String>,
}

impl Script {
    /// Somebody who presses these: `⏎`, `␛`, `↓`, `✗` for an interruption, else the characters.
    pub(crate) fn new(keys: &str, size: (usize, usize)) -> Self {
        let key = |key| match key {
            '⏎' => Key::Enter,
            '␛' => Key::Escape,
            '↓' => Key::Down,
            '✗' => Key::Interrupt,
            '?' => Key::Other,
            other => Key::Char(other),
        };
        Self { keys: keys.chars().map(key).collect(), size, seen: Vec::new() }
    }

    /// The last screen.
    pub(crate) fn last(&self) -> &str {
        self.seen.last().expect("a screen")
    }
}

impl Face for Script {
    fn size(&self) -> (usize, usize) {
        self.size
    }

    fn show(&mut self, screen: &str) -> io::Result<()> {
        assert_fits(screen, self.size.0, self.size.1);
        self.seen.push(plain(screen));
        Ok(())
    }

    fn key_within(&mut self, _: Duration) -> io::Result<Option<Key>> {
        Ok(Some(self.keys.pop_front().expect("the script has come to its end")))
    }
}
