//! What `reset` can be told.

use clap::Args;

/// What is typed after `reset`.
pub const EXAMPLES: &super::help::Examples = &[
    ("Start afresh", "reset h2o/tasks"),
    ("The same, by the file's path", "reset exercises/h2o/tasks.rs"),
    ("Both files of a problem", "reset h2o"),
    ("What you had before, back again", "reset --undo h2o/tasks"),
];

/// Which files.
#[derive(Debug, Args)]
pub struct ResetArgs {
    /// `print-in-order/threads`; a problem stands for both of its files.
    #[arg(value_name = "EXERCISE", required_unless_present = "all")]
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
