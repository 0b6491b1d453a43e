//! What `show` can be told.

use clap::Args;

/// What is typed after `show`.
pub const EXAMPLES: &super::help::Examples = &[
    ("What is asked for", "show h2o"),
    ("By its number on LeetCode", "show 1114"),
    ("As Markdown", "show h2o --raw"),
];

/// Which statement.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The problem.
    #[arg(value_name = "PROBLEM", help = "`print-in-order`, or its number on LeetCode, 1114")]
    pub name: String,
    /// The Markdown itself.
    #[arg(long, help = "The Markdown itself")]
    pub raw: bool,
}
