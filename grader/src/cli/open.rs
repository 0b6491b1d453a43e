//! What `open` can be told.

use clap::Args;

/// What to open.
#[derive(Debug, Args)]
pub struct OpenArgs {
    /// `print-in-order/threads`; of a problem, the variant that is begun, else the first one that is not
    /// accepted. Without a name: what the board would have next.
    #[arg(value_name = "PROBLEM[/VARIANT]")]
    pub name: Option<String>,
    /// The problem's statement instead.
    #[arg(long)]
    pub statement: bool,
}
