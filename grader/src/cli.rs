//! The command line: what can be typed, and the texts of `--help`; a file for what each command can be told.

pub mod check;
pub mod color;
pub mod complete;
pub mod doctor;
mod duration;
pub mod format;
pub mod help;
pub mod interview;
pub mod list;
pub mod mistaken;
pub mod next;
pub mod open;
pub mod play;
pub mod replay;
pub mod report;
pub mod reset;
pub mod shell;
pub mod show;
pub mod solution;
pub mod watch;

use clap::{Parser, Subcommand};

use crate::{exit, review};
use check::CheckArgs;
use color::Color;
use doctor::DoctorArgs;
use help::Examples;
use interview::InterviewArgs;
use list::ListArgs;
use next::NextArgs;
use open::OpenArgs;
use play::PlayArgs;
use replay::ReplayArgs;
use report::ReportArgs;
use reset::ResetArgs;
use shell::Shell;
use show::ShowArgs;
use solution::SolutionArgs;
use watch::WatchArgs;

/// Concurrency exercises, graded for real: on real threads, and under a scheduler that decides
/// every step.
///
/// Without a command: in a terminal, `watch`; else the board, after what has changed since its last
/// verdict is graded.
#[derive(Debug, Parser)]
#[command(name = "grader", version, max_term_width = 100)]
#[command(after_help = help::examples(EXAMPLES))]
#[command(after_long_help = help::with(EXAMPLES, &[exit::HELP, help::ENVIRONMENT]))]
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
    #[command(after_help = help::with(watch::EXAMPLES, &[watch::KEYS]))]
    Watch(WatchArgs),
    /// Grade exercises.
    #[command(after_help = help::examples(check::EXAMPLES))]
    #[command(after_long_help = help::with(check::EXAMPLES, &[exit::HELP]))]
    Check(CheckArgs),
    /// List the problems, and how far you have come with each.
    #[command(after_help = help::with(list::EXAMPLES, &[list::EXIT_CODES]))]
    List(ListArgs),
    /// Say what to do next, or with `--review` what to do again.
    #[command(after_help = help::with(next::EXAMPLES, &[review::RULE]))]
    Next(NextArgs),
    /// Print a problem's statement, without its hints.
    #[command(after_help = help::examples(show::EXAMPLES))]
    Show(ShowArgs),
    /// Print a hint, each time a further one.
    #[command(after_help = help::examples(HINT))]
    Hint {
        /// The problem.
        #[arg(value_name = "PROBLEM", help = "`print-in-order`, or its number on LeetCode, 1114")]
        name: String,
        /// This hint, counted from 1, instead of the next one.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
        stage: Option<u64>,
    },
    /// Read how others solved it, once you have.
    #[command(after_help = help::with(solution::EXAMPLES, &[solution::EXIT_CODES]))]
    Solution(SolutionArgs),
    /// Open an exercise in your editor: `$VISUAL`, else `$EDITOR`.
    #[command(after_help = help::examples(open::EXAMPLES))]
    Open(OpenArgs),
    /// Bring the stub back. Your file is kept beside it.
    #[command(after_help = help::examples(reset::EXAMPLES))]
    Reset(ResetArgs),
    /// Solve a problem against the clock, without hints, and see how it went.
    #[command(after_help = help::examples(interview::EXAMPLES))]
    #[command(after_long_help = help::with(interview::EXAMPLES, &[interview::WAY]))]
    Interview(InterviewArgs),
    /// Run the one execution that `check` named again.
    #[command(after_help = help::examples(replay::EXAMPLES))]
    #[command(after_long_help = help::with(replay::EXAMPLES, &[exit::HELP]))]
    Replay(ReplayArgs),
    /// Be the scheduler: decide who goes on, and make a file fail.
    #[command(after_help = help::examples(play::EXAMPLES))]
    Play(PlayArgs),
    /// Write a page on which you can step through the failures of the last checks.
    #[command(after_help = help::examples(report::EXAMPLES))]
    Report(ReportArgs),
    /// See what keeps you from working, and what to do about it.
    #[command(after_help = help::with(doctor::EXAMPLES, &[doctor::EXIT_CODES]))]
    Doctor(DoctorArgs),
    /// Print what makes a shell complete commands, exercises and files.
    ///
    /// For that, `grader` must be on your PATH. In the project's folder, this puts the one there that
    /// `cargo run` has built: `cargo install --debug --path grader`. It works in any folder of a clone.
    #[command(after_help = help::examples(shell::EXAMPLES))]
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page.
    #[command(after_help = help::examples(MAN))]
    Man {
        /// Only of this command.
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

impl Command {
    /// Whether it is about somebody's exercises. The others work anywhere.
    pub const fn needs_project(&self) -> bool {
        !matches!(self, Self::Completions { .. } | Self::Doctor(_) | Self::Man { .. })
    }
}

const EXAMPLES: &Examples = &[
    ("Every save graded at once, beginning with what is next", ""),
    ("The verdict on one exercise", "check foobar/threads"),
    ("What is asked for", "show h2o"),
];

const HINT: &Examples =
    &[("The next hint", "hint foobar"), ("The first one again", "hint foobar --stage 1")];

const MAN: &Examples =
    &[("The whole manual, to be piped into `man -l -`", "man"), ("One command", "man check")];

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
