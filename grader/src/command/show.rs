//! `show`: a problem's statement, without its hints.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result};

use super::{Usage, print};
use crate::exit;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::problems::statement::Statement;
use crate::project::Project;
use crate::report::paint::{BOLD, COMMAND, DIM, paint};

/// Runs the command.
pub fn run(project: &Project, name: &str) -> Result<u8> {
    let problems = Problem::discover(project);
    let problem = select::find(project, &problems, name).map_err(Usage::from)?.problem;
    let statement = read(project, problem)?;
    let mut out = String::new();
    for line in statement.text.lines() {
        let style = if line.starts_with('#') { BOLD } else { anstyle::Style::new() };
        let _ = writeln!(out, "{}", paint(style, line));
    }
    out.push('\n');
    for exercise in problem.exercises() {
        let file = project.shown(&project.exercise_file(&exercise));
        let _ = writeln!(out, "{} {}", paint(DIM, "edit "), paint(BOLD, file));
    }
    let commands = [("check", "grades it"), ("hint", "gives a hint")];
    for (command, what) in commands {
        let line = format!("cargo run -p grader -- {command} {}", problem.id);
        let _ =
            writeln!(out, "{} {}  {}", paint(DIM, "then "), paint(COMMAND, line), paint(DIM, what));
    }
    print(&out)?;
    Ok(exit::ACCEPTED)
}

/// The statement of a problem.
pub fn read(project: &Project, problem: &Problem) -> Result<Statement> {
    let path = project.readme(&problem.id);
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Statement::parse(&String::from_utf8_lossy(&bytes)))
}
