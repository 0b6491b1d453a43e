//! What can happen in `watch`, and what is to be done about it: the model's inputs and effects.
//!
//! Made and done by `session`, understood by `model`.

use std::time::Duration;

use super::designs::Designs;
use super::files::Saw;
use super::worker::{How, Judged};
use crate::terminal::Key;

/// What the text on the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The verdict, or what to do while there is none.
    Verdict,
    /// The statement.
    Statement,
    /// The hints that were shown.
    Hints,
    /// The right designs, and the editorial.
    Designs,
    /// One of the designs, from 0.
    Design(usize),
    /// What the keys do.
    Keys,
    /// Whether the stub is to come back.
    Reset,
}

/// What happens.
#[derive(Debug)]
pub enum Input {
    /// A key was pressed while so many lines of text were shown in so many rows.
    Key {
        /// Which one.
        key: Key,
        /// Lines of the whole text.
        lines: usize,
        /// Rows that there are for it.
        rows: usize,
    },
    /// A look at the files saw something.
    Saw(Saw),
    /// An exercise is graded with something else from now on: a newer version has come.
    Renewed(usize),
    /// What is being done now, in a few words.
    Doing(String),
    /// A job is done.
    Done {
        /// Which job.
        id: u64,
        /// A verdict, or why there is none.
        result: Result<Box<Judged>, String>,
    },
    /// What there is to compare with.
    Designs(Designs),
    /// Something to say.
    Note(String),
    /// This editor was started.
    Opened(String),
    /// Somebody has chosen another exercise.
    Chosen(usize),
    /// Time has passed.
    Tick,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// To grade the file of an exercise.
    Grade {
        /// The job's number.
        id: u64,
        /// Which exercise.
        item: usize,
        /// How thoroughly.
        how: How,
    },
    /// Nobody waits for the running job any more.
    Cancel,
    /// To remember that so many hints were shown.
    Hints {
        /// On the problem of which exercise.
        item: usize,
        /// How many.
        shown: usize,
    },
    /// To step through the failure that is shown.
    Step,
    /// To play the scheduler of the file.
    Play,
    /// To open the file in an editor.
    Edit,
    /// To bring the stub back.
    Reset,
    /// To look for the designs.
    Designs,
    /// To show the list of all exercises.
    List,
    /// To end.
    Leave(Ended),
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Somebody has seen enough.
    Quit,
    /// The exercise is accepted, and that was what it was about.
    Finished,
    /// The time is over.
    TimeUp,
    /// Ctrl-C, or whoever wants the grader to end.
    Interrupted,
}

/// What holds in a session.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// What stands in the first line instead of how many are accepted.
    pub title: Option<String>,
    /// When it ends, since its beginning.
    pub until: Option<Duration>,
    /// There are no hints and no designs.
    pub without_help: bool,
    /// It is about one exercise only.
    pub pinned: bool,
}

/// A job that is being done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The job's number.
    pub id: u64,
    /// Which exercise.
    pub item: usize,
    /// The content that is graded, as far as it was seen.
    pub content: Option<u64>,
    /// When it began, since the session did.
    pub since: Duration,
    /// What is being done now.
    pub doing: String,
    /// Somebody saved, and waits for it.
    pub saved: bool,
}
