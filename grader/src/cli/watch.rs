//! What `watch` can be told.

use clap::Args;

/// Where to begin.
#[derive(Debug, Default, Args)]
pub struct WatchArgs {
    /// `print-in-order/threads`, or the path of its file [default: what you saved last and is not accepted
    /// yet, else what comes next].
    #[arg(value_name = "EXERCISE")]
    pub name: Option<String>,
}
