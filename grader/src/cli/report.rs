//! What `report` can be told.

use std::path::PathBuf;

use clap::Args;

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
