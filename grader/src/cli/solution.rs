//! What `solution` can be told.

use clap::Args;

/// What is typed after `solution`.
pub const EXAMPLES: &super::help::Examples = &[
    ("How it is solved, once you have solved it", "solution foobar/threads"),
    ("The file of the second design in its list", "solution foobar/threads --design 2"),
    ("Without having solved it", "solution foobar --spoil"),
];

/// What its exit code says.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  it was shown
  1  it was not: the exercise is not accepted yet, and `--spoil` was not given
  2  there is no such exercise, or no such design";

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
