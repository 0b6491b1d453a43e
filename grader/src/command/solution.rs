//! `solution`: the editorial and the right designs, once somebody has a solution of their own.

use std::fmt::Write as _;
use std::{fs, slice};

use anyhow::{Context, Result};

use super::{Usage, print, show};
use crate::cli::solution::SolutionArgs;
use crate::exit;
use crate::learner::progress::Progress;
use crate::problems::designs::{self, Design};
use crate::problems::editorial::Editorial;
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::problem::Problem;
use crate::problems::select::{self, Named};
use crate::problems::subject::Subject;
use crate::project::Project;
use crate::prose;
use crate::report::listing;
use crate::report::paint::{BOLD, DIM, paint};
use crate::report::text::wrap;
use crate::screen::Screen;

/// Runs the command.
pub fn run(project: &Project, args: &SolutionArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    let named = select::find(project, &problems, &args.name).map_err(Usage::from)?;
    let progress = Progress::load(project);
    let is_open = |exercise: &Exercise| args.spoil || progress.was_accepted(exercise);
    let all = designs::of(project, named.problem);
    if let Some(typed) = &args.design {
        let design = chosen(&named, &all, typed)?;
        return if is_open(&design.exercise) {
            print(&source(design)?)?;
            Ok(exit::ACCEPTED)
        } else {
            let what = format!("{} --design {}", show::name(&named), design.number);
            let closed = slice::from_ref(&design.exercise);
            refuse(project, &progress, named.problem, closed, &what)
        };
    }
    let (open, closed): (Vec<_>, Vec<_>) = named.exercises().into_iter().partition(is_open);
    if open.is_empty() {
        return refuse(project, &progress, named.problem, &closed, &show::name(&named));
    }
    let columns = Screen::of_stdout().width;
    let id = &named.problem.id;
    let editorial = Editorial::read(project, id)
        .with_context(|| format!("cannot read {}", project.editorial(id).display()))?;
    let mut out = prose::for_stdout(&editorial.text, columns);
    for exercise in &open {
        out.push('\n');
        out.push_str(&list(project, exercise, &all, columns));
    }
    out.push('\n');
    for exercise in &closed {
        let later = format!("Those for `{exercise}` come when it is accepted, or with `--spoil`.");
        for line in wrap(&later, columns) {
            let _ = writeln!(out, "{}", paint(DIM, line));
        }
        out.push('\n');
    }
    let spoil = if args.spoil { " --spoil" } else { "" };
    let example = all.iter().find(|design| open.contains(&design.exercise) && !design.is_reference);
    let number = example.map_or(1, |design| design.number);
    let command = format!("solution {id} --design {number}{spoil}");
    out.push_str(&show::commands(&[(command, "prints that file".to_owned())], columns));
    print(&out)?;
    Ok(exit::ACCEPTED)
}

/// The design that is meant: where a name says the variant, one of that.
fn chosen<'a>(named: &Named<'_>, all: &'a [Design], typed: &str) -> Result<&'a Design, Usage> {
    let of_variant =
        |design: &&Design| named.variant.is_none_or(|it| it == design.exercise.variant);
    let mine: Vec<Design> = all.iter().filter(of_variant).cloned().collect();
    let found = designs::find(&mine, typed).or_else(|| designs::find(all, typed));
    let number = found.map(|design| design.number).ok_or_else(|| {
        let id = &named.problem.id;
        let numbers = format!("its designs have the numbers 1 to {}", all.len());
        Usage::Other(format!(
            "`{id}` has no design `{typed}`: {numbers}, and `solution` lists them"
        ))
    })?;
    Ok(&all[number - 1])
}

/// The file, painted.
fn source(design: &Design) -> Result<String> {
    let shown = design.file.display();
    let bytes = fs::read(&design.file).with_context(|| format!("cannot read {shown}"))?;
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    Ok(listing::rust(&lines).join("\n") + "\n")
}

/// The designs of one exercise, by number.
fn list(project: &Project, exercise: &Exercise, all: &[Design], columns: usize) -> String {
    let with = match exercise.variant {
        Variant::Threads => "OS threads",
        Variant::Tasks => "async tasks",
    };
    let mut out = prose::for_stdout(&format!("## Right designs with {with}"), columns);
    out.push('\n');
    let digits = all.len().to_string().len();
    let indent = digits + 4;
    for design in all.iter().filter(|design| design.exercise == *exercise) {
        let number = paint(BOLD, format!("{:>digits$}", design.number));
        let what = prose::for_stdout(&design.what, columns - indent);
        for (line, text) in what.lines().enumerate() {
            if line == 0 {
                let _ = writeln!(out, "  {number}  {text}");
            } else {
                let _ = writeln!(out, "{:indent$}{text}", "");
            }
        }
        let reference = if design.is_reference { ", the reference" } else { "" };
        let file = format!("{}{reference}", project.shown(&design.file));
        for line in wrap(&file, columns - indent) {
            let _ = writeln!(out, "{:indent$}{}", "", paint(DIM, line));
        }
    }
    out
}

/// Says how to go on without the solution. `what` are the words that asked for it.
fn refuse(
    project: &Project,
    progress: &Progress,
    problem: &Problem,
    closed: &[Exercise],
    what: &str,
) -> Result<u8> {
    let names: Vec<String> = closed.iter().map(|exercise| format!("`{exercise}`")).collect();
    let (are, solutions) = match names.len() {
        1 => ("is", "the solution"),
        _ => ("are", "the solutions"),
    };
    let text = format!(
        "{} {are} not accepted yet, and {solutions} will teach you more after your own.",
        names.join(" and ")
    );
    let columns = Screen::of_stdout().width;
    let mut out = prose::for_stdout(&text, columns);
    out.push('\n');
    let mut commands = Vec::new();
    let is_begun = |exercise: &&Exercise| {
        Subject::exercise(project, Exercise::clone(exercise)).is_attempted(project)
    };
    if let Some(exercise) = closed.iter().find(is_begun) {
        commands.push((format!("check {exercise}"), "grades yours".to_owned()));
    }
    let count = show::read(project, problem)?.hints.len();
    let shown = progress.hints_shown(&problem.id);
    if shown < count {
        let which = format!("gives hint {} of {count}", shown + 1);
        commands.push((format!("hint {}", problem.id), which));
    }
    commands.push((format!("solution {what} --spoil"), "shows it all the same".to_owned()));
    out.push_str(&show::commands(&commands, columns));
    print(&out)?;
    Ok(exit::REJECTED)
}
