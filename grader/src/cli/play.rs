//! What `play` can be told.

use std::path::PathBuf;

use clap::Args;

/// What is typed after `play`.
pub const EXAMPLES: &super::help::Examples = &[
    ("The levels", "play"),
    ("Make a wrong solution fail", "play foobar/threads 3"),
    ("Your own file", "play foobar/threads"),
];

/// What to play on.
#[derive(Debug, Args)]
pub struct PlayArgs {
    /// `foobar/threads`: your own file; with a number, a level. `foobar`: its levels. Nothing: all of
    /// them.
    #[arg(value_name = "EXERCISE")]
    pub name: Option<String>,
    /// The level: a wrong solution, by number.
    #[arg(value_name = "LEVEL", conflicts_with = "file", requires = "name")]
    pub number: Option<usize>,
    /// The level, as an option.
    #[arg(long, value_name = "N", conflicts_with_all = ["file", "number"], requires = "name")]
    pub level: Option<usize>,
    /// This file.
    #[arg(long, value_name = "PATH", requires = "name")]
    pub file: Option<PathBuf>,
    /// This case of the hidden test, instead of the one in which the grader found a failure.
    #[arg(long, value_name = "CASE", requires = "name")]
    pub case: Option<String>,
}
