//! `list`: every problem, in the order of the board.

use anyhow::Result;
use serde::Serialize;

use super::print;
use crate::cli::Format;
use crate::exit;
use crate::problem::Problem;
use crate::project::Project;
use crate::report::paint::{BOLD, DIM, paint};
use crate::report::text::{pad, width};

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    problems: &'a [Problem],
}

/// Runs the command.
pub fn run(project: &Project, format: Format) -> Result<u8> {
    let problems = Problem::discover(project);
    let text = match format {
        Format::Json => {
            serde_json::to_string_pretty(&Document { schema: 1, problems: &problems })? + "\n"
        }
        Format::Human => table(&problems),
    };
    print(&text)?;
    Ok(exit::ACCEPTED)
}

fn table(problems: &[Problem]) -> String {
    let widest =
        |of: fn(&Problem) -> &str| problems.iter().map(|p| width(of(p))).max().unwrap_or(0);
    let (ids, titles) = (widest(|p| &p.id), widest(|p| &p.title));
    let mut out = String::new();
    for problem in problems {
        let about = [&problem.difficulty, &problem.source].map(|text| text.as_deref());
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
        out.push_str(&paint(BOLD, pad(&problem.id, ids)));
        out.push_str("  ");
        out.push_str(&pad(&problem.title, titles));
        out.push_str("  ");
        out.push_str(&paint(DIM, about));
        out.push('\n');
    }
    out
}
