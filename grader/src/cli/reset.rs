//! What `reset` can be told.

use clap::Args;

/// Which files.
#[derive(Debug, Args)]
pub struct ResetArgs {
    /// `print-in-order/threads`; a problem stands for both of its files.
    #[arg(value_name = "PROBLEM[/VARIANT]", required_unless_present = "all")]
    pub names: Vec<String>,
    /// Every file that is not the stub.
    #[arg(long, conflicts_with = "names")]
    pub all: bool,
    /// Do not ask whether `--all` is meant.
    #[arg(long, requires = "all")]
    pub yes: bool,
    /// Put the copy back that was kept last; what is there now is kept in turn.
    #[arg(long)]
    pub undo: bool,
}
