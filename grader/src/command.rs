//! The commands, one file each. Each returns its exit code; an error is the grader's own failure,
//! except a [`Usage`], which is the caller's.

pub mod board;
pub mod check;
pub mod completions;
pub mod doctor;
pub mod editor;
pub mod hint;
pub mod interview;
pub mod list;
pub mod man;
pub mod next;
pub mod open;
pub mod play;
pub mod replay;
pub mod report;
pub mod reset;
pub mod show;
pub mod solution;
pub mod suite;
pub mod unchanged;
pub mod watch;

use std::io::{self, Write};

use thiserror::Error;

use crate::grading::token::NotAToken;
use crate::interrupt;
use crate::problems::select::UnknownName;
use crate::project::NoProject;
use crate::report::paint::{RED, paint};
use crate::report::text::clean;

/// A command line that parses and still makes no sense.
#[derive(Debug, Error)]
pub enum Usage {
    /// An exercise that is not there.
    #[error(transparent)]
    Name(#[from] UnknownName),
    /// There is no project here.
    #[error(transparent)]
    Project(#[from] NoProject),
    /// A token that is none.
    #[error(transparent)]
    Token(#[from] NotAToken),
    /// Anything else, in a sentence.
    #[error("{0}")]
    Other(String),
}

/// Says on standard error what went wrong. After Ctrl-C nobody needs to be told.
pub fn complain(what: &str) {
    if !interrupt::requested() {
        let what: Vec<String> = what.lines().map(clean).collect();
        let _ = writeln!(anstream::stderr(), "{} {}", paint(RED, "error:"), what.join("\n"));
    }
}

/// Says on standard error how to go on.
pub fn advise(how: &str) {
    let _ = writeln!(anstream::stderr(), "{how}");
}

/// Prints to standard output. Nobody reads on at the other end of a closed pipe, so that is no
/// error.
pub fn print(text: &str) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
