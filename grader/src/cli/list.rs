//! What `list` can be told.

use clap::{Args, ValueEnum};

use crate::problems::difficulty::Difficulty;
use crate::problems::standing::Standing;

/// What is typed after `list`.
pub const EXAMPLES: &super::help::Examples = &[
    ("All problems", "list"),
    ("The easy ones that you have not begun", "list --difficulty easy --state not-attempted"),
    ("One track, for programs", "list --track leetcode --format json"),
];

/// The paragraph of `--help`.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  there are such problems
  2  there is no such track
  4  no problem matches";

/// Which problems.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only this track: `leetcode`.
    #[arg(long, value_name = "TRACK")]
    pub track: Option<String>,
    /// Only those that are this hard.
    #[arg(long, value_enum)]
    pub difficulty: Option<Difficulty>,
    /// Only those that you have brought this far.
    #[arg(long, value_enum)]
    pub state: Option<Standing>,
    /// How to print the list.
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

/// How to print a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Human,
    /// For programs: one JSON document.
    Json,
    /// For pages such as the README: a table for each track, without what you have done.
    Markdown,
}
