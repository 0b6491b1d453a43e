//! `check --format cargo-json` as an editor runs it whenever a file is saved: all that is wrong in
//! the learner's files, quickly. What has not changed since its last check is not graded again.
//!
//! Called by `check`.

use std::cmp::Reverse;
use std::fs;
use std::path::Path;

use anyhow::Result;

use super::{suite, unchanged};
use crate::cli::check::CheckArgs;
use crate::cli::format::Format;
use crate::exit;
use crate::problems::problem::Problem;
use crate::problems::subject::Subject;
use crate::project::Project;
use crate::report::event::Event;

/// Whether it is an editor that asks: it names the saved file by its path, or nothing. Editors
/// forget what they were told before, so the answer is about all files, whichever was saved.
pub fn asks(args: &CheckArgs) -> bool {
    let is_file = |name: &String| Path::new(name).is_absolute() || Path::new(name).is_file();
    args.format == Format::CargoJson
        && args.file.is_none()
        && !args.solutions
        && args.names.iter().all(is_file)
}

/// Runs the command. A file that is no exercise, and a clone in which nothing is attempted, are all
/// right: an editor saves those as well.
pub fn run(project: &Project, problems: &[Problem], args: &CheckArgs) -> Result<u8> {
    let options = args.options();
    let all = problems.iter().flat_map(Problem::exercises);
    let all = all.map(|exercise| Subject::exercise(project, exercise));
    let attempted = all.filter(|subject| subject.is_attempted(project)).collect();
    let (known, mut changed) = unchanged::split(project, attempted, &options);
    // What was saved last is what somebody waits for.
    let saved = |subject: &Subject| fs::metadata(&subject.file).and_then(|of| of.modified()).ok();
    changed.sort_by_cached_key(|subject| Reverse(saved(subject)));
    if known.is_empty() && changed.is_empty() {
        let why = "nothing is attempted yet";
        suite::tell(project, args.format, &Event::Nothing { why })?;
        return Ok(exit::ACCEPTED);
    }
    suite::run_after(project, known, &changed, &options, args.format)
}
