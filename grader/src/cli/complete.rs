//! What a shell offers for a word that is not finished. An argument is completed after the name of its
//! value (`EXERCISE`, `TRACK`, `PATH` …), so that whoever adds a command has nothing to do for it.
//!
//! Called by `main` before anything else: a shell calls the program with a variable set.

use std::ffi::OsStr;
use std::path::Path;
use std::{env, iter};

use clap::{Arg, Command, CommandFactory};
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::CompleteEnv;

use super::Cli;
use crate::exit;
use crate::play::levels;
use crate::problems::designs;
use crate::problems::exercise::Exercise;
use crate::problems::problem::Problem;
use crate::project::Project;

/// A shell that asks sets this to its name.
pub const VARIABLE: &str = "COMPLETE";

/// Answers a shell that asks; the exit code. `None` if it is a person who calls.
pub fn answer() -> Option<u8> {
    let here = env::current_dir().ok();
    let complete = CompleteEnv::with_factory(command).var(VARIABLE);
    match complete.try_complete(env::args_os(), here.as_deref()) {
        Ok(false) => None,
        Ok(true) => Some(exit::ACCEPTED),
        Err(error) => {
            let _ = error.print();
            Some(exit::FAILED)
        }
    }
}

/// The command line, and what completes each argument.
fn command() -> Command {
    Cli::command().mut_args(completed).mut_subcommands(|command| command.mut_args(completed))
}

fn completed(arg: Arg) -> Arg {
    let names = arg.get_value_names().unwrap_or_default();
    match completer(names.first().map_or("", |name| name.as_str())) {
        Some(completer) => arg.add(completer),
        None => arg,
    }
}

/// What completes a value of that name.
fn completer(value: &str) -> Option<ArgValueCompleter> {
    Some(match value {
        "EXERCISE" => ArgValueCompleter::new(exercises),
        "PROBLEM" => ArgValueCompleter::new(problems),
        "PROBLEM/VARIANT" => ArgValueCompleter::new(variants),
        "TRACK" => ArgValueCompleter::new(tracks),
        "LEVEL" => ArgValueCompleter::new(level_numbers),
        "DESIGN" => ArgValueCompleter::new(designs),
        "COMMAND" => ArgValueCompleter::new(commands),
        "PATH" => ArgValueCompleter::new(PathCompleter::any().filter(is_rust_or_folder)),
        "FILE" => ArgValueCompleter::new(PathCompleter::any().stdio()),
        _ => return None,
    })
}

fn known() -> Vec<Problem> {
    Project::find().map(|project| Problem::discover(&project)).unwrap_or_default()
}

fn is_rust_or_folder(path: &Path) -> bool {
    path.is_dir() || path.extension().is_some_and(|end| end == "rs")
}

fn offer(word: impl Into<String>, help: &str) -> CompletionCandidate {
    let help = (!help.is_empty()).then(|| help.to_owned().into());
    CompletionCandidate::new(word.into()).help(help)
}

/// Those that go on as the word begins. A word that nothing goes on from may be the beginning of a path.
fn beginning(
    typed: &OsStr,
    all: impl Iterator<Item = CompletionCandidate>,
) -> Vec<CompletionCandidate> {
    let typed_text = typed.to_string_lossy();
    let goes_on = |candidate: &CompletionCandidate| {
        candidate.get_value().to_string_lossy().starts_with(&*typed_text)
    };
    let found: Vec<_> = all.filter(goes_on).collect();
    if found.is_empty() && !typed.is_empty() {
        return PathCompleter::any().filter(is_rust_or_folder).complete(typed);
    }
    found
}

/// Problems, and the exercises of the one that is meant.
fn exercises(typed: &OsStr) -> Vec<CompletionCandidate> {
    let problems = known();
    let typed_text = typed.to_string_lossy();
    let begins = |problem: &&Problem| problem.id.starts_with(&*typed_text);
    let is_one = problems.iter().filter(begins).count() == 1;
    let all = problems.iter().flat_map(|problem| {
        let id = problem.id.as_str();
        let named = typed_text.strip_prefix(id).is_some_and(|rest| rest.starts_with('/'));
        let below = (is_one || named).then(|| problem.exercises());
        let below = below.into_iter().flatten();
        iter::once(offer(id, &problem.title)).chain(below.map(|it| offer(it.to_string(), "")))
    });
    beginning(typed, all)
}

fn problems(typed: &OsStr) -> Vec<CompletionCandidate> {
    let problems = known();
    beginning(typed, problems.iter().map(|problem| offer(&*problem.id, &problem.title)))
}

fn variants(typed: &OsStr) -> Vec<CompletionCandidate> {
    let problems = known();
    let all = problems.iter().flat_map(|problem| {
        problem.exercises().map(|exercise| offer(exercise.to_string(), &problem.title))
    });
    beginning(typed, all)
}

fn tracks(typed: &OsStr) -> Vec<CompletionCandidate> {
    let problems = known();
    let mut tracks: Vec<&str> = problems.iter().filter_map(|it| it.track.as_deref()).collect();
    tracks.dedup();
    tracks
        .into_iter()
        .filter(|it| it.starts_with(&*typed.to_string_lossy()))
        .map(|it| offer(it, ""))
        .collect()
}

/// The levels of the exercise that stands before.
fn level_numbers(_: &OsStr) -> Vec<CompletionCandidate> {
    let Ok(project) = Project::find() else { return Vec::new() };
    let exercise = env::args().find_map(|word| word.parse::<Exercise>().ok());
    let levels = exercise.map(|exercise| levels::of(&project, &exercise)).unwrap_or_default();
    levels.iter().map(|level| offer(level.number.to_string(), "")).collect()
}

/// The right designs of the problem that stands before.
fn designs(_: &OsStr) -> Vec<CompletionCandidate> {
    let Ok(project) = Project::find() else { return Vec::new() };
    let problems = Problem::discover(&project);
    let named = env::args().find_map(|word| {
        let id = word.split('/').next().unwrap_or_default().to_owned();
        problems.iter().find(|problem| problem.id == id)
    });
    let all = named.map(|problem| designs::of(&project, problem)).unwrap_or_default();
    all.iter().map(|design| offer(design.number.to_string(), &design.what)).collect()
}

fn commands(typed: &OsStr) -> Vec<CompletionCandidate> {
    let top = Cli::command();
    let all = top.get_subcommands().map(Command::get_name);
    let all = all.filter(|name| name.starts_with(&*typed.to_string_lossy()));
    all.map(|name| offer(name, "")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers, durations, and what only a report or a page can tell.
    const TYPED: [&str; 6] = ["N", "S", "TIME", "TOKEN", "CASE", "DESIGN"];

    #[test]
    fn whatever_can_be_known_is_completed() {
        let mut top = command();
        top.build();
        for command in top.get_subcommands().filter(|command| command.get_name() != "help") {
            for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
                let names = arg.get_value_names().unwrap_or_default();
                let name = names.first().map_or("", |name| name.as_str());
                let known = !arg.get_possible_values().is_empty() || completer(name).is_some();
                let of = command.get_name();
                assert!(known || TYPED.contains(&name), "`{of}`: nothing completes a {name}");
            }
        }
    }

    #[test]
    fn variants_come_once_it_is_clear_of_what() {
        let words = |typed: &str| -> Vec<String> {
            let found = exercises(typed.as_ref());
            found.iter().map(|word| word.get_value().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(words("foob"), ["foobar", "foobar/threads", "foobar/tasks"]);
        assert_eq!(words("foobar/ta"), ["foobar/tasks"]);
        let several = words("f");
        assert!(several.len() > 1 && several.iter().all(|word| !word.contains('/')), "{several:?}");
        assert_eq!(words("sr"), ["src/"], "the beginning of a path");
    }
}
