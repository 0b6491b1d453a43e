//! Reads a learner's file, and says what is wrong with one that cannot be read.
//!
//! Called by `grade`, by `subject` and by whatever shows a source.

use std::path::Path;
use std::time::SystemTime;
use std::{fs, io};

use thiserror::Error;

/// Why there is no text.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// Nothing there.
    #[error("there is no such file")]
    Missing,
    /// A folder, a device …
    #[error("this is not a file")]
    NotAFile,
    /// Some byte is not text.
    #[error("line {line} is not UTF-8, and Rust source must be")]
    NotUtf8 {
        /// From 1.
        line: u32,
    },
    /// More than anybody would write.
    #[error("the file is larger than 1 MiB")]
    TooLarge {
        /// In bytes.
        length: u64,
    },
    /// Anything else.
    #[error("the file cannot be read: {0}")]
    Io(#[source] io::Error),
}

impl Unreadable {
    /// The line, where one is to blame.
    pub const fn line(&self) -> Option<u32> {
        match self {
            Self::NotUtf8 { line } => Some(*line),
            _ => None,
        }
    }

    /// A word without a dash for it, another one for each reason.
    pub fn word(&self) -> String {
        match self {
            Self::Missing => "missing".to_owned(),
            Self::NotAFile => "folder".to_owned(),
            Self::NotUtf8 { line } => format!("line{line}"),
            Self::TooLarge { length } => format!("large{length}"),
            Self::Io(error) => format!("{:?}", error.kind()),
        }
    }
}

const LARGEST: u64 = 1 << 20;

/// Reads a file, whatever bytes are in it. Waits for no pipe, and reads no device without end.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let io = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Unreadable::Missing,
        _ => Unreadable::Io(error),
    };
    let metadata = fs::metadata(path).map_err(io)?;
    if !metadata.is_file() {
        return Err(Unreadable::NotAFile);
    }
    if metadata.len() > LARGEST {
        return Err(Unreadable::TooLarge { length: metadata.len() });
    }
    fs::read(path).map_err(io)
}

/// Reads a file as text.
pub fn read(path: &Path) -> Result<String, Unreadable> {
    String::from_utf8(bytes(path)?).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let lines = good.split(|&byte| byte == b'\n').count();
        Unreadable::NotUtf8 { line: u32::try_from(lines).unwrap_or(u32::MAX) }
    })
}

/// What changes when a file is written: its length, and when that was. None if it is not there.
pub fn stamp(path: &Path) -> Option<(u64, Option<SystemTime>)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}
