//! What `report` can be told.

use std::path::PathBuf;

use clap::Args;

/// What is typed after `report`.
pub const EXAMPLES: &super::help::Examples = &[
    ("Write the page and look at it", "report --open"),
    ("Write it elsewhere", "report --output page.html"),
];

/// Where the page goes.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The page; `-` is standard output [default: target/grader/report.html].
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Open it in a browser, too.
    #[arg(long)]
    pub open: bool,
}
