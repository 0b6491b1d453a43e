//! Writes records to the file that the order names: each as one line, in one piece, at once, so
//! that whatever ends the process, the grader knows how far it came.
//!
//! Called by `session`.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use protocol::{Claim, Record};

use crate::case::Outcome;

/// The open file.
#[derive(Debug)]
pub(crate) struct Records {
    file: File,
    nonce: String,
}

impl Records {
    /// Opens the file for the order with this nonce.
    pub(crate) fn open(path: &Path, nonce: String) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        Ok(Self { file, nonce })
    }

    /// A case begins.
    pub(crate) fn begin(&self, case: &str) -> io::Result<()> {
        self.write(&Record::Begin { nonce: self.nonce.clone(), case: case.to_owned() })
    }

    /// A case is over.
    pub(crate) fn end(&self, case: &str, claims: Vec<Claim>, outcome: Outcome) -> io::Result<()> {
        let (nonce, case) = (self.nonce.clone(), case.to_owned());
        let Outcome { executions, strength, notes, story, ending, .. } = outcome;
        self.write(&Record::End { nonce, case, executions, strength, notes, claims, story, ending })
    }

    /// A file has no buffer of its own: what is written is with the system.
    fn write(&self, record: &Record) -> io::Result<()> {
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        (&self.file).write_all(&line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_a_line() -> io::Result<()> {
        let path = std::env::temp_dir().join(format!("harness-records-{}", std::process::id()));
        let records = Records::open(&path, "n".into())?;
        records.begin("hidden::a")?;
        records.end("hidden::a", vec![Claim::Always], Outcome::passed(3))?;
        let written = std::fs::read_to_string(&path)?;
        std::fs::remove_file(&path)?;
        let lines: Vec<Record> =
            written.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        assert!(matches!(&lines[..], [Record::Begin { .. }, Record::End { executions: 3, .. }]));
        Ok(())
    }
}
