//! What `open` can be told.

use clap::Args;

/// What is typed after `open`.
pub const EXAMPLES: &super::help::Examples = &[
    ("What you work on, in your editor", "open"),
    ("One exercise", "open h2o/tasks"),
    ("What is asked for", "open h2o --statement"),
];

/// What to open.
#[derive(Debug, Args)]
pub struct OpenArgs {
    /// `print-in-order/threads`; of a problem, the variant that is begun, else the first one that is not
    /// accepted. Without a name: what you work on, else what comes next.
    #[arg(value_name = "EXERCISE")]
    pub name: Option<String>,
    /// The problem's statement instead.
    #[arg(long)]
    pub statement: bool,
}
