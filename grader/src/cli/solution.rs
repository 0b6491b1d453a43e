//! What `solution` can be told.

use clap::Args;

/// Which solution.
#[derive(Debug, Args)]
pub struct SolutionArgs {
    /// `print-in-order`, `print-in-order/threads`, 1114, or the path of an exercise's file.
    #[arg(value_name = "EXERCISE")]
    pub name: String,
    /// Although you have not solved it yet.
    #[arg(long)]
    pub spoil: bool,
    /// Print this design's file: its number, or its name.
    #[arg(long, value_name = "DESIGN")]
    pub design: Option<String>,
}
