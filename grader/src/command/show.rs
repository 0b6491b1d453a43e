//! `show`: a problem's statement, without its hints.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result};
use protocol::Verdict;

use super::{Usage, print};
use crate::cli::help::PROGRAM;
use crate::cli::show::ShowArgs;
use crate::exit;
use crate::learner::progress::Progress;
use crate::learner::standing;
use crate::problems::exercise::Variant;
use crate::problems::problem::Problem;
use crate::problems::select::{self, Named};
use crate::problems::statement::Statement;
use crate::project::Project;
use crate::prose;
use crate::report::paint::{self, COMMAND, DIM, paint};
use crate::report::text::width;
use crate::screen::Screen;

/// Runs the command.
pub fn run(project: &Project, args: &ShowArgs) -> Result<u8> {
    let problems = Problem::discover(project);
    let named = select::find(project, &problems, &args.name).map_err(Usage::from)?;
    let statement = read(project, named.problem)?;
    if args.raw {
        print(&(statement.text + "\n"))?;
        return Ok(exit::ACCEPTED);
    }
    let columns = Screen::of_stdout().width;
    let title = &named.problem.title;
    let mut out = prose::for_stdout(&format!("# {title}"), columns);
    out.push_str(&head(project, &named, columns));
    out.push('\n');
    out.push_str(&prose::for_stdout(without_title(&statement.text, title), columns));
    out.push('\n');
    let id = &named.problem.id;
    out.push_str(&commands(
        &[
            (format!("check {}", name(&named)), "grades it".to_owned()),
            (format!("hint {id}"), "gives a hint".to_owned()),
        ],
        columns,
    ));
    print(&out)?;
    Ok(exit::ACCEPTED)
}

/// The statement of a problem.
pub fn read(project: &Project, problem: &Problem) -> Result<Statement> {
    let path = project.readme(&problem.id);
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Statement::parse(&String::from_utf8_lossy(&bytes)))
}

/// The shortest name for the same.
pub(super) fn name(named: &Named<'_>) -> String {
    let id = &named.problem.id;
    named.variant.map_or_else(|| id.clone(), |variant| format!("{id}/{variant}"))
}

/// Commands to type, each with what it does: beside it, or below it where there is no room.
pub(super) fn commands(commands: &[(String, String)], columns: usize) -> String {
    let typed = |command: &str| format!("{PROGRAM} {command}");
    let widest = commands.iter().map(|(command, _)| width(&typed(command))).max().unwrap_or(0);
    let fits = commands.iter().all(|(_, what)| widest + width(what) + 4 <= columns);
    let mut out = String::new();
    for (command, what) in commands {
        let command = typed(command);
        let gap =
            if fits { " ".repeat(widest + 2 - width(&command)) } else { format!("\n{:4}", "") };
        let _ = writeln!(out, "  {}{gap}{}", paint(COMMAND, command), paint(DIM, what));
    }
    out
}

/// Where the problem comes from, and where it is worked on.
fn head(project: &Project, named: &Named<'_>, columns: usize) -> String {
    let problem = named.problem;
    let group = problem.group();
    let origin = [Some(group.as_str()), problem.source.as_deref()];
    let origin: Vec<&str> = origin.into_iter().flatten().filter(|it| !it.is_empty()).collect();
    let mut out = String::new();
    if !origin.is_empty() {
        let _ = writeln!(out, "{}", paint(DIM, origin.join(" · ")));
    }
    let standing = standing::of(project, &Progress::load(project), problem);
    let known = |variant: Variant| {
        let places = Variant::ALL.into_iter().zip(standing);
        places.filter(|(it, _)| *it == variant).find_map(|(_, known)| known)
    };
    let files = named.exercises().into_iter().map(|exercise| {
        let file = project.shown(&project.exercise_file(&exercise));
        (file, known(exercise.variant))
    });
    let files: Vec<_> = files.collect();
    let widest = files.iter().map(|(file, _)| width(file)).max().unwrap_or(0);
    for (file, known) in files {
        let verdict = known.map_or(Verdict::NotAttempted, |known| known.verdict);
        let word = format!("{} {verdict}", paint::sign(verdict));
        let gap = if widest + 2 + width(&word) <= columns {
            " ".repeat(widest + 2 - width(&file))
        } else {
            "\n  ".to_owned()
        };
        let _ = writeln!(out, "{file}{gap}{}", paint(paint::verdict(verdict), word));
    }
    out
}

/// The text without the heading that only repeats the title.
fn without_title<'a>(text: &'a str, title: &str) -> &'a str {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if first.strip_prefix("# ").map(str::trim) == Some(title) { rest } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_command_does_stands_beside_it_or_below_it() {
        let both = [("check h2o".to_owned(), "grades it".to_owned()), ("show".into(), "x".into())];
        let plain = |columns| anstream::adapter::strip_str(&commands(&both, columns)).to_string();
        let beside = "  cargo run -p grader -- check h2o  grades it\n  \
                      cargo run -p grader -- show       x\n";
        assert_eq!(plain(45), beside);
        let below = "  cargo run -p grader -- check h2o\n    grades it\n  \
                     cargo run -p grader -- show\n    x\n";
        assert_eq!(plain(44), below);
    }

    #[test]
    fn the_title_is_said_once() {
        assert_eq!(without_title("# Foo Bar\n\nText.", "Foo Bar"), "\nText.");
        assert_eq!(without_title("# Foo\n\nText.", "Foo Bar"), "# Foo\n\nText.");
        assert_eq!(without_title("", "Foo Bar"), "");
    }
}
