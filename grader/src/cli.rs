//! The command line: what can be typed, and the texts of `--help`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use protocol::Engine;

use crate::exit;
use crate::options::{DEFAULT_SEED, Options};
use crate::problems::difficulty::Difficulty;
use crate::problems::standing::Standing;

/// Concurrency exercises, graded for real: on real threads, and under a scheduler that decides
/// every step.
///
/// Without a command: shows the board, grades what has changed since its last verdict, and says
/// what to do next.
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
    /// Grade exercises.
    #[command(after_help = exit::HELP)]
    Check(Check),
    /// List the problems, and how far you have come with each.
    List(List),
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

/// Which files, which engines, how long.
#[derive(Debug, Args)]
pub struct Check {
    /// `print-in-order`, `print-in-order/threads`, 1114, or the path of an exercise's file;
    /// without a name, everything that has been attempted.
    #[arg(value_name = "EXERCISE")]
    pub names: Vec<String>,
    /// Grade the reference solutions instead.
    #[arg(long, conflicts_with = "file")]
    pub solutions: bool,
    /// Grade this file as the one named exercise.
    #[arg(long, value_name = "PATH", requires = "names")]
    pub file: Option<PathBuf>,
    /// Only natively: real threads, a real runtime.
    #[arg(long, conflicts_with = "model")]
    pub native: bool,
    /// Only under the model: a scheduler that decides every step.
    #[arg(long)]
    pub model: bool,
    /// Executions a case, instead of as many as the budget allows.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub runs: Option<u64>,
    /// Time an exercise, shared by the engines: `2s`, `500ms`, `1m` [default: 800ms].
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub budget: Option<Duration>,
    /// Every random choice comes from here.
    #[arg(long, value_name = "S", default_value_t = DEFAULT_SEED)]
    pub seed: u64,
    /// So many runs, each with a seed of its own, from `--seed` on; all must be accepted.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub seeds: u64,
    /// How to report, on standard output.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

impl Check {
    /// What this says about how to grade.
    pub fn options(&self) -> Options {
        let only = match (self.model, self.native) {
            (true, _) => Some(Engine::Model),
            (_, true) => Some(Engine::Native),
            _ => None,
        };
        let Self { runs, budget, seed, seeds, .. } = *self;
        Options { only, runs, budget, seed, seeds, ..Options::default() }
    }
}

/// Which problems.
#[derive(Debug, Args)]
pub struct List {
    /// Only this track: `leetcode`.
    #[arg(long)]
    pub track: Option<String>,
    /// Only those that are this hard.
    #[arg(long, value_enum)]
    pub difficulty: Option<Difficulty>,
    /// Only those that you have brought this far.
    #[arg(long, value_enum)]
    pub state: Option<Standing>,
    /// How to print the list.
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

/// One execution.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// As `check` printed it: `print-in-order/threads:model:every_start_order::case_1:2f`.
    #[arg(value_name = "TOKEN")]
    pub token: String,
    /// Of the reference solution.
    #[arg(long, conflicts_with = "file")]
    pub solutions: bool,
    /// Of this file.
    #[arg(long, value_name = "PATH")]
    pub file: Option<PathBuf>,
    /// Step through it in the terminal, forward and back.
    #[arg(long, conflicts_with = "format")]
    pub step: bool,
    /// How to report, on standard output.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// What to play on.
#[derive(Debug, Args)]
pub struct PlayArgs {
    /// `foobar/threads`: your own file; with a number, a level. `foobar`: its levels. Nothing: all of
    /// them.
    #[arg(value_name = "EXERCISE")]
    pub name: Option<String>,
    /// The level: a wrong solution, by number.
    #[arg(value_name = "LEVEL", conflicts_with = "file", requires = "name")]
    pub number: Option<usize>,
    /// The level, as an option.
    #[arg(long, value_name = "N", conflicts_with_all = ["file", "number"], requires = "name")]
    pub level: Option<usize>,
    /// This file.
    #[arg(long, value_name = "PATH", requires = "name")]
    pub file: Option<PathBuf>,
    /// This case of the hidden test, instead of the one in which the grader found a failure.
    #[arg(long, value_name = "CASE", requires = "name")]
    pub case: Option<String>,
}

/// Where the page goes.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The page; `-` is standard output [default: target/grader/report.html].
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Open it in a browser, too.
    #[arg(long)]
    pub open: bool,
}

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For whoever looks after the problems: a line each, in Markdown.
    Table,
    /// For programs: one JSON document.
    Json,
    /// For editors: what `cargo check --message-format=json` prints, and the verdicts.
    CargoJson,
    /// For continuous integration: XML, a test case a file.
    #[value(help = "For continuous integration: JUnit's XML, a test case a file")]
    Junit,
}

/// How to print a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Human,
    /// For programs: one JSON document.
    Json,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// `2s`, `1.5s`, `500ms`, `1m`; a bare number is seconds.
fn duration(text: &str) -> Result<Duration, String> {
    let units = [("ms", 0.001), ("s", 1.0), ("m", 60.0), ("", 1.0)];
    let (number, unit) = units
        .into_iter()
        .find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)))
        .unwrap_or((text, 1.0));
    let seconds = number.trim().parse::<f64>().map_err(|_| "expected `2s`, `500ms` or `1m`")?;
    let seconds = seconds * unit;
    if (0.001..=86_400.0).contains(&seconds) {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err("expected at least 1ms and at most a day".to_owned())
    }
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
    fn durations_have_units() {
        assert_eq!(duration("2s"), Ok(Duration::from_secs(2)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("1.5"), Ok(Duration::from_millis(1500)));
        assert_eq!(duration("1m"), Ok(Duration::from_secs(60)));
        for bad in ["", "s", "-1s", "0s", "NaN", "2h", "1e9"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
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
