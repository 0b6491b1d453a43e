//! What happens while files are graded, as one stream of plain events that every report is made from.
//!
//! Told by `command::suite`; each format is a file with one implementation of [`Reporter`].

use std::time::Duration;

use crate::graded::Graded;

/// Something that reporters hear of.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// So many files are about to be graded.
    Started {
        /// How many.
        files: usize,
    },
    /// A file is graded: told in the order in which the files were named.
    Graded(&'a Graded),
    /// All files are graded: the last event.
    Finished {
        /// All that was told before.
        results: &'a [Graded],
        /// Since the first event.
        took: Duration,
        /// How many files were graded side by side.
        at_once: usize,
    },
    /// Nothing was selected: the only event.
    Nothing {
        /// What to do about it.
        why: &'a str,
    },
    /// The command line makes no sense, or the grader itself has failed: the last event. Standard
    /// error says it too, whatever the format.
    Failed {
        /// What was graded before.
        results: &'a [Graded],
        /// What kept the grader from the rest.
        error: &'a str,
    },
}

/// A format.
pub trait Reporter {
    /// Hears of an event; what is to be printed now.
    ///
    /// # Errors
    /// If the report cannot be made. The others hear of the event all the same, and of no other.
    fn hear(&mut self, event: &Event<'_>) -> anyhow::Result<String>;
}
