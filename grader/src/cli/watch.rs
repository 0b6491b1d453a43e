//! What `watch` can be told.

use clap::Args;

/// What is typed after `watch`.
pub const EXAMPLES: &super::help::Examples = &[
    ("What you saved last, or what comes next", "watch"),
    ("One exercise", "watch foobar/threads"),
    ("The exercise of a file", "watch exercises/foobar/tasks.rs"),
];

/// What the keys do, in short.
pub const KEYS: &str = "\
On the screen:
  Every save of an exercise's file is graded at once, and the screen turns to
  that exercise. `?` shows the keys: hints, the statement, step by step through
  a failure, your editor, the next exercise. `q` leaves, with exit code 0;
  Ctrl-C with 130. Without a terminal the exit code is 2: there, use `check`.";

/// Where to begin.
#[derive(Debug, Default, Args)]
pub struct WatchArgs {
    /// `print-in-order/threads`, or the path of its file [default: what you saved last and is not accepted
    /// yet, else what comes next].
    #[arg(value_name = "EXERCISE")]
    pub name: Option<String>,
}
