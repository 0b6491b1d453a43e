//! What `replay` can be told.

use std::path::PathBuf;

use clap::Args;

use super::format::Format;

/// What is typed after `replay`.
pub const EXAMPLES: &super::help::Examples = &[
    ("The execution in which a check failed", "replay foobar/threads:model:slow:2f"),
    ("Step through it, forward and back", "replay foobar/threads:model:slow:2f --step"),
    ("Of a file that is no exercise's", "replay h2o/tasks:model:one:0 --file my.rs"),
];

/// One execution.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// As `check` printed it: `print-in-order/threads:model:every_start_order::case_1:2f`.
    #[arg(value_name = "TOKEN")]
    pub token: String,
    /// Of the reference solution.
    #[arg(long, conflicts_with = "file")]
    pub solutions: bool,
    /// Of this file.
    #[arg(long, value_name = "PATH")]
    pub file: Option<PathBuf>,
    /// Step through it in the terminal, forward and back.
    #[arg(long, conflicts_with = "format")]
    pub step: bool,
    /// How to report, on standard output.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}
