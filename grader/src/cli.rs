//! The command line: what can be typed, and the texts of `--help`; a file for what each command can be told.

pub mod check;
pub mod color;
mod duration;
pub mod format;
pub mod list;
pub mod next;
pub mod play;
pub mod replay;
pub mod report;
pub mod watch;

use clap::{Parser, Subcommand};

use crate::{exit, review};
use check::CheckArgs;
use color::Color;
use list::ListArgs;
use next::NextArgs;
use play::PlayArgs;
use replay::ReplayArgs;
use report::ReportArgs;
use watch::WatchArgs;

/// Concurrency exercises, graded for real: on real threads, and under a scheduler that decides
/// every step.
///
/// Without a command: in a terminal, `watch`; else the board, after what has changed since its last
/// verdict is graded.
#[derive(Debug, Parser)]
#[command(name = "grader", version, after_help = exit::HELP, max_term_width = 100)]
pub struct Cli {
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Grade every save, on a screen that follows what you edit.
    Watch(WatchArgs),
    /// Grade exercises.
    #[command(after_help = exit::HELP)]
    Check(CheckArgs),
    /// List the problems, and how far you have come with each.
    List(ListArgs),
    /// Say what to do next, or with `--review` what to do again.
    #[command(after_help = review::RULE)]
    Next(NextArgs),
    /// Print a problem's statement, without its hints.
    Show {
        /// The problem.
        #[arg(value_name = "PROBLEM", help = "`print-in-order`, or its number on LeetCode, 1114")]
        name: String,
    },
    /// Print a hint, each time a further one.
    Hint {
        /// The problem.
        #[arg(value_name = "PROBLEM", help = "`print-in-order`, or its number on LeetCode, 1114")]
        name: String,
        /// This hint, counted from 1, instead of the next one.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
        stage: Option<u64>,
    },
    /// Bring the stub back. Your file is kept beside it.
    Reset {
        /// `print-in-order/threads`.
        #[arg(value_name = "PROBLEM/VARIANT")]
        name: String,
    },
    /// Run the one execution that `check` named again.
    #[command(after_help = exit::HELP)]
    Replay(ReplayArgs),
    /// Be the scheduler: decide who goes on, and make a file fail.
    Play(PlayArgs),
    /// Write a page on which you can step through the failures of the last checks.
    Report(ReportArgs),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_excludes_each_other_is_refused() {
        let parse = |args: &[&str]| Cli::try_parse_from(args.iter().copied());
        assert!(parse(&["grader", "check", "h2o", "--native", "--model"]).is_err());
        assert!(parse(&["grader", "check", "--file", "x.rs"]).is_err());
        assert!(parse(&["grader", "check", "h2o", "--file", "x.rs", "--solutions"]).is_err());
        assert!(parse(&["grader", "check", "h2o", "--file", "x.rs", "--seed", "7"]).is_ok());
    }
}
