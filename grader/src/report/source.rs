//! The source lines that places point at, read once a file.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use protocol::Place;

use super::text;

/// Files of one project, as the compiler names them.
#[derive(Debug)]
pub struct Sources {
    root: PathBuf,
    /// The file that was graded.
    subject: String,
    files: HashMap<String, String>,
}

/// Columns of a line that are shown at most, however wide the screen is.
const LONGEST: usize = 200;

impl Sources {
    /// No file is read before its first line is asked for.
    pub fn new(root: &Path, subject: &str) -> Self {
        Self { root: root.to_owned(), subject: subject.to_owned(), files: HashMap::new() }
    }

    /// A file whose text is known; it is not read any more.
    pub fn add(&mut self, file: &str, text: &str) {
        self.files.insert(file.to_owned(), text.to_owned());
    }

    /// The whole text of a file; empty where there is none.
    pub fn text(&mut self, file: &str) -> &str {
        let root = &self.root;
        self.files.entry(file.to_owned()).or_insert_with(|| {
            let bytes = fs::read(root.join(file)).or_else(|_| fs::read(file));
            String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
        })
    }

    /// The text of a line, without its indentation; empty where there is none.
    pub fn line(&mut self, place: &Place) -> String {
        let index = (place.line as usize).wrapping_sub(1);
        let line = self.text(&place.file).lines().nth(index);
        line.map(|line| text::cut(&text::clean(line.trim()), LONGEST)).unwrap_or_default()
    }

    /// The place in few columns: `14` in the graded file, `test:23` in the hidden test.
    pub fn label(&self, place: &Place) -> String {
        let file = place.file.replace('\\', "/");
        if file == self.subject {
            return place.line.to_string();
        }
        if file.starts_with("tests/") {
            return format!("test:{}", place.line);
        }
        let name = file.rsplit('/').next().unwrap_or(&file);
        format!("{name}:{}", place.line)
    }

    /// The place in a sentence: `line 14` in the graded file, `tests/h2o/threads.rs:23` elsewhere.
    pub fn in_words(&self, place: &Place) -> String {
        let (file, line) = (place.file.replace('\\', "/"), place.line);
        if self.is_subject(place) { format!("line {line}") } else { format!("{file}:{line}") }
    }

    /// Whether the place is in the graded file.
    pub fn is_subject(&self, place: &Place) -> bool {
        place.file.replace('\\', "/") == self.subject
    }

    /// A sentence in which places of the graded file are short: `line 30` for
    /// `exercises/foobar/threads.rs:30:5`.
    pub fn shortened(&self, text: &str) -> String {
        let prefix = format!("{}:", self.subject);
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let mut parts = text.split(&prefix);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (line, rest) = part.split_at(digits(part));
            if line.is_empty() {
                out.push_str(&prefix);
                out.push_str(rest);
                continue;
            }
            let column = rest.strip_prefix(':').map(digits).filter(|column| *column > 0);
            out.push_str("line ");
            out.push_str(line);
            out.push_str(&rest[column.map_or(0, |column| column + 1)..]);
        }
        out
    }

    /// The graded file.
    pub fn subject(&self) -> &str {
        &self.subject
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_the_graded_file_are_lines() {
        let sources = Sources::new(Path::new("/nowhere"), "a/b.rs");
        for (text, expected) in [
            ("`bar` panicked at a/b.rs:49:35: gone", "`bar` panicked at line 49: gone"),
            ("load x at a/b.rs:30", "load x at line 30"),
            ("at c.rs:30:1 and a/b.rs: no", "at c.rs:30:1 and a/b.rs: no"),
        ] {
            assert_eq!(sources.shortened(text), expected);
        }
    }
}
