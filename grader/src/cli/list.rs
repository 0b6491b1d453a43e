//! What `list` can be told.

use clap::{Args, ValueEnum};

use crate::learner::standing::Standing;
use crate::problems::difficulty::Difficulty;
use crate::problems::primitives::Primitive;

/// What is typed after `list`.
pub const EXAMPLES: &super::help::Examples = &[
    ("All exercises, to pick from in a terminal", "list"),
    ("The same, one line below another", "list --plain"),
    ("Where condition variables are of use", "list --primitive condvar"),
    ("The easy ones that you have not begun", "list --difficulty easy --state not-attempted"),
    ("One track, for programs", "list --track leetcode --format json"),
];

/// The paragraph of `--help`.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  there are such problems
  2  there is no such track
  4  no problem matches";

/// Which problems. In a terminal, without any of these, to pick from.
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
    /// Only those of which some known right design uses this; given several times, all of these.
    #[arg(long, value_enum, value_name = "PRIMITIVE", value_delimiter = ',')]
    pub primitive: Vec<Primitive>,
    /// Print the list, also where it could be picked from.
    #[arg(long, conflicts_with = "format")]
    pub plain: bool,
    /// How to print the list. [default: human]
    #[arg(long, value_enum)]
    pub format: Option<ListFormat>,
}

impl ListArgs {
    /// Whether nothing is said but that there should be a list: in a terminal, it can be picked from.
    pub fn is_bare(&self) -> bool {
        let filters = self.track.is_some() || self.difficulty.is_some() || self.state.is_some();
        !(filters || !self.primitive.is_empty() || self.plain || self.format.is_some())
    }
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
