//! The learner's file as it is shown: line by line, without anything that moves the cursor.
//!
//! Read by whoever steps or plays, kept in a `Tale`.

use std::fs;
use std::path::Path;

use protocol::Place;

use crate::report::text::clean;

/// A file's lines.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// As the compiler was told to write it.
    file: String,
    /// What is shown of each line.
    pub lines: Vec<String>,
}

impl Listing {
    /// With this text.
    pub fn new(file: &str, text: &str) -> Self {
        let lines = text.lines().map(|line| clean(line.trim_end())).collect();
        Self { file: file.to_owned(), lines }
    }

    /// Reads the file. One that cannot be read has no lines to show.
    pub fn read(path: &Path, file: &str) -> Self {
        Self::new(file, &String::from_utf8_lossy(&fs::read(path).unwrap_or_default()))
    }

    /// Without what says of a level what is wrong with it: its head, and the lints that it expects. The
    /// other lines keep their numbers.
    #[must_use]
    pub fn of_level(mut self) -> Self {
        let head = self.lines.iter().take_while(|line| line.starts_with("//!")).count();
        for (index, line) in self.lines.iter_mut().enumerate() {
            if index < head || line.trim_start().starts_with("#[expect(") {
                line.clear();
            }
        }
        self
    }

    /// Whether a place is in this file.
    pub fn has(&self, place: &Place) -> bool {
        place.file.replace('\\', "/") == self.file
    }

    /// The text of a line, without its indentation.
    pub fn line(&self, place: &Place) -> &str {
        let line = (place.line as usize).checked_sub(1).and_then(|index| self.lines.get(index));
        line.filter(|_| self.has(place)).map_or("", |line| line.trim_start())
    }
}
