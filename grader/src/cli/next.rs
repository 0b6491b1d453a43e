//! What `next` can be told.

use clap::Args;

use super::format::DataFormat;

/// What is typed after `next`.
pub const EXAMPLES: &super::help::Examples = &[
    ("What to do next", "next"),
    ("What is due to be solved again", "next --review"),
    ("What was practised at all", "next --review --all"),
];

/// What to do next, or what to do again.
#[derive(Debug, Args)]
pub struct NextArgs {
    /// What you have solved before and is due again, so that you keep it.
    #[arg(long)]
    pub review: bool,
    /// With `--review`: what is not due yet, too, and when it will be.
    #[arg(long, requires = "review")]
    pub all: bool,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = DataFormat::Human)]
    pub format: DataFormat,
}
