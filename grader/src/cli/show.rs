//! What `show` can be told.

use clap::Args;

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
