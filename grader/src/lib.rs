//! The command `grader`: finds the exercises, builds and runs a learner's file under the engines,
//! judges, reports.
//!
//! The way of one file: [`problems`] (what is meant) → [`grading`], the pipeline, on [`build`] and
//! [`process`] → [`graded`] (the result, plain data) → [`report`]. A failure's objects are named after
//! the source and the pattern behind it is looked for ([`diagnosis`]); both read the syntax in
//! [`code`]. [`learner`] remembers what came out.
//!
//! `replay --step` and `play` ask a build for single executions, and show what stands where after each
//! step ([`playback`], [`stepper`], [`play`]) on a screen of their own ([`terminal`]). So do [`watch`], the
//! daily loop, the list in [`picker`], and the [`interview`]. [`cli`] and [`command`] stand on top, one file a
//! command.

#![forbid(unsafe_code)]

pub mod activity;
pub mod build;
pub mod cli;
pub mod code;
pub mod command;
pub mod diagnosis;
pub mod doctor;
pub mod editor;
pub mod exit;
pub mod fingerprint;
pub mod graded;
pub mod grading;
pub mod interrupt;
pub mod interview;
pub mod learner;
pub mod nearest;
pub mod nonce;
pub mod pager;
pub mod picker;
pub mod play;
pub mod playback;
pub mod problems;
pub mod process;
pub mod project;
pub mod prose;
pub mod replace;
pub mod report;
pub mod review;
pub mod screen;
pub mod stepper;
pub mod terminal;
pub mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use cli::color::Color;
use cli::format::{DataFormat, Format};
use cli::list::ListFormat;
use cli::watch::WatchArgs;
use cli::{Cli, Command, complete, mistaken};
use command::Usage;
use learner::progress::Progress;
use project::Project;

/// Runs the command line of this process; the program's `main` is only this.
pub fn main() -> ExitCode {
    if let Some(code) = complete::answer() {
        return ExitCode::from(code);
    }
    interrupt::install();
    let args: Vec<OsString> = std::env::args_os().collect();
    Color::asked(&args).decide();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(misunderstood(&error, &args)),
    };
    let format = format(&cli);
    let code = dispatch(&cli).unwrap_or_else(|error| {
        let what = format!("{error:#}");
        command::complain(&what);
        command::suite::failed(format, &what);
        if error.is::<Usage>() { exit::USAGE } else { exit::FAILED }
    });
    let code = if interrupt::requested() { exit::INTERRUPTED } else { code };
    ExitCode::from(code)
}

fn dispatch(cli: &Cli) -> anyhow::Result<u8> {
    let project = match (Project::find(), &cli.command) {
        (Ok(project), _) => project,
        (Err(none), Some(command)) if !command.needs_project() => Project::at(none.here),
        (Err(none), _) => return Err(Usage::from(none).into()),
    };
    let needs = cli.command.as_ref().is_none_or(Command::needs_project);
    if let Some(trouble) = needs.then(|| Progress::trouble(&project)).flatten() {
        command::advise(&report::text::clean(&trouble));
    }
    match &cli.command {
        None if terminal::is_there() => command::watch::run(&project, &WatchArgs::default()),
        None => command::board::run(&project),
        Some(Command::Watch(args)) => command::watch::run(&project, args),
        Some(Command::Check(args)) => command::check::run(&project, args),
        Some(Command::List(args)) => command::list::run(&project, args),
        Some(Command::Interview(args)) => command::interview::run(&project, args),
        Some(Command::Next(args)) => command::next::run(&project, args),
        Some(Command::Show(args)) => command::show::run(&project, args),
        Some(Command::Hint { name, stage }) => command::hint::run(&project, name, *stage),
        Some(Command::Solution(args)) => command::solution::run(&project, args),
        Some(Command::Open(args)) => command::open::run(&project, args),
        Some(Command::Reset(args)) => command::reset::run(&project, args),
        Some(Command::Replay(args)) => command::replay::run(&project, args),
        Some(Command::Play(args)) => command::play::run(&project, args),
        Some(Command::Report(args)) => command::report::run(&project, args),
        Some(Command::Doctor(args)) => command::doctor::run(args),
        Some(Command::Completions { shell }) => command::completions::run(*shell),
        Some(Command::Man { command }) => command::man::run(command.as_deref()),
    }
}

fn format(cli: &Cli) -> Format {
    match &cli.command {
        Some(Command::Check(args)) => args.format,
        Some(Command::Replay(args)) => args.format,
        Some(Command::List(args)) if args.format == Some(ListFormat::Json) => Format::Json,
        Some(Command::Next(args)) if args.format == DataFormat::Json => Format::Json,
        _ => Format::Human,
    }
}

/// Help and version are no errors; a command line that does not parse is one, for programs too.
fn misunderstood(error: &clap::Error, args: &[OsString]) -> u8 {
    let _ = error.print();
    if !error.use_stderr() {
        return exit::ACCEPTED;
    }
    if let Some(advice) = mistaken::advice(error) {
        command::advise(&advice);
    }
    if let Some(format) = mistaken::format(args) {
        command::suite::failed(format, &mistaken::sentence(error));
    }
    exit::USAGE
}
