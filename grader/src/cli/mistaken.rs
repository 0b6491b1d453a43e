//! A command line that does not parse, and those that only ask for help: what is said, and the exit
//! code.
//!
//! Called by `main`.

use std::ffi::OsString;

use clap::ValueEnum;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::format::Format;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::project::Project;

/// The format of the report that the command line asks for, as far as it tells: an error is told to
/// programs too.
pub fn format(args: &[OsString]) -> Option<Format> {
    let asked = args.iter().zip(args.iter().skip(1)).filter(|(option, _)| *option == "--format");
    let asked = asked.filter_map(|(_, format)| format.to_str());
    let attached = args.iter().filter_map(|arg| arg.to_str()?.strip_prefix("--format="));
    asked.chain(attached).find_map(|name| Format::from_str(name, false).ok())
}

/// What clap says, without how to use the command: `unexpected argument '--fast' found`.
pub fn sentence(error: &clap::Error) -> String {
    let text = error.to_string();
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let words = words.join(" ");
    words.strip_prefix("error: ").unwrap_or(&words).to_owned()
}

/// `grader foobar/threads`: whoever names an exercise without a command hears which one takes it.
pub fn advice(error: &clap::Error) -> Option<String> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let ContextValue::String(typed) = error.get(ContextKind::InvalidSubcommand)? else {
        return None;
    };
    let project = Project::find().ok()?;
    let problems = Problem::discover(&project);
    select::find(&project, &problems, typed).ok()?;
    let (grades, tells) = (format!("`check {typed}` grades it"), format!("`show {typed}`"));
    Some(format!("\n  tip: `{typed}` is an exercise: {grades}, {tells} says what is asked for"))
}
