//! `report`: writes the page of the last checks, and opens it if that is asked for.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use protocol::Verdict;

use super::{Usage, complain, print};
use crate::cli::report::ReportArgs;
use crate::exit;
use crate::learner::checks::{self, Check, Since};
use crate::learner::progress::Progress;
use crate::learner::standing;
use crate::nonce::nonce;
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::problem::Problem;
use crate::project::Project;
use crate::report::html;

/// Runs the command.
pub fn run(project: &Project, args: &ReportArgs) -> Result<u8> {
    let to_stdout = args.output.as_deref() == Some(Path::new("-"));
    if to_stdout && args.open {
        return Err(Usage::Other("`--open` needs a file, not `--output -`".to_owned()).into());
    }
    let problems = Problem::discover(project);
    let (checks, unread) = checks::load(project);
    if let Some((first, others)) = unread.split_first() {
        note(first);
        if !others.is_empty() {
            note(&format!("so are {} others; check those files again", others.len()));
        }
    }
    let mut known: Vec<(&Check, Since)> = Vec::new();
    for check in &checks {
        if let Some(exercise) = exercise(&problems, check) {
            known.push((check, check.since(project, &exercise)));
        } else {
            note(&format!("there is no exercise `{}` any more", check.graded.exercise));
        }
    }
    let checks = known;
    if checks.is_empty() {
        complain("nothing was checked yet: `cargo run -p grader -- check` comes first");
        return Ok(exit::NOTHING_SELECTED);
    }
    let progress = Progress::load(project);
    let line = |problem: Problem| {
        let cells = standing::of(project, &progress, &problem);
        (problem, cells)
    };
    let board: Vec<html::Line> = problems.into_iter().map(line).collect();
    let page = html::page(&board, &checks, &nonce());
    if to_stdout {
        print(&page)?;
        return Ok(exit::ACCEPTED);
    }
    let path = args.output.clone().unwrap_or_else(|| project.target().join("report.html"));
    let path = write(project, path, &page)?;
    print(&format!("{}: {}\n", project.shown(&path), contents(&checks)))?;
    if args.open {
        open::that_detached(&path)
            .with_context(|| format!("no browser could be started; open {}", path.display()))?;
    }
    Ok(exit::ACCEPTED)
}

/// A folder of the grader's own is made; that of somebody else must be there.
fn write(project: &Project, path: PathBuf, page: &str) -> Result<PathBuf> {
    let path = std::path::absolute(&path).unwrap_or(path);
    let written = if path.starts_with(project.target()) {
        crate::replace::replace(&path, page.as_bytes())
    } else {
        fs::write(&path, page)
    };
    written.with_context(|| format!("the report cannot be written to {}", path.display()))?;
    Ok(path)
}

fn note(what: &str) {
    let _ = writeln!(anstream::stderr(), "note: {what}");
}

/// The exercise that a file was graded as, if it is still there.
fn exercise(problems: &[Problem], check: &Check) -> Option<Exercise> {
    let (problem, variant) = check.graded.exercise.rsplit_once('/')?;
    let variant: Variant = variant.parse().ok()?;
    let known = problems.iter().find(|known| known.id == problem)?;
    known.variants.contains(&variant).then(|| Exercise::new(problem, variant))
}

/// `3 checks, 2 not accepted`.
fn contents(checks: &[(&Check, Since)]) -> String {
    let plural = if checks.len() == 1 { "" } else { "s" };
    let failed =
        checks.iter().filter(|(check, _)| check.graded.verdict != Verdict::Accepted).count();
    let failed = match failed {
        0 => "all accepted".to_owned(),
        failed => format!("{failed} not accepted"),
    };
    format!("{} check{plural}, {failed}", checks.len())
}
