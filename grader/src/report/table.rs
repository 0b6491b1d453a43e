//! Many results as a table in Markdown, a line an exercise: the designs that are known of it, what is
//! claimed, how it was judged, and how long that took.
//!
//! For those who look after the problems.

use std::fmt::Write as _;

use protocol::{Claim, Engine};

use super::event::{Event, Reporter};
use super::summary;
use super::text::{pad, seconds, width};
use crate::graded::Graded;
use crate::problems::exercise::Exercise;
use crate::project::Project;

const COLUMNS: usize = 12;
const HEAD: [&str; COLUMNS] = [
    "exercise",
    "verdict",
    "right",
    "wrong",
    "cases",
    "proved",
    "claims",
    "schedules",
    "native runs",
    "build",
    "model",
    "native",
];

/// Results as a table, once all are known.
pub struct Table {
    project: Project,
}

impl Table {
    /// The project knows the designs.
    pub fn new(project: &Project) -> Self {
        Self { project: project.clone() }
    }

    fn row<'a>(&self, graded: &'a Graded) -> Row<'a> {
        let exercise: Option<Exercise> = graded.exercise.parse().ok();
        let count = |kind| exercise.iter().flat_map(|of| self.project.designs(of, kind)).count();
        Row { graded, right: count("right") + 1, wrong: count("wrong") }
    }

    fn of(&self, results: &[Graded]) -> String {
        let rows: Vec<Row<'_>> = results.iter().map(|graded| self.row(graded)).collect();
        render(&rows)
    }
}

impl Reporter for Table {
    fn hear(&mut self, event: &Event<'_>) -> anyhow::Result<String> {
        Ok(match event {
            Event::Finished { results, took, at_once } => {
                self.of(results) + &summary::below(results, *took, *at_once)
            }
            Event::Failed { results, .. } if !results.is_empty() => self.of(results),
            Event::Nothing { why } => format!("{why}\n"),
            Event::Started { .. } | Event::Graded(_) | Event::Failed { .. } => String::new(),
        })
    }
}

/// One result, and how many designs are known for its exercise.
struct Row<'a> {
    /// The result.
    graded: &'a Graded,
    /// Right designs, the reference among them.
    right: usize,
    /// Known mistakes.
    wrong: usize,
}

fn render(rows: &[Row<'_>]) -> String {
    let mut lines = vec![HEAD.map(str::to_owned)];
    lines.extend(rows.iter().map(line));
    let widest = |column: usize| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0);
    let widths: [usize; COLUMNS] = std::array::from_fn(widest);
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate() {
        let cells = line.iter().zip(widths).map(|(cell, width)| pad(cell, width));
        let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
        if number == 0 {
            let _ = writeln!(out, "|{}|", widths.map(|width| "-".repeat(width + 2)).join("|"));
        }
    }
    out
}

fn line(row: &Row<'_>) -> [String; COLUMNS] {
    let Row { graded, right, wrong } = row;
    let of = |engine| graded.engines.iter().find(|run| run.engine == engine);
    let executions = |engine| of(engine).map(|run| run.strength.executions.to_string());
    let claims: Vec<&str> = graded.claims.iter().copied().map(Claim::word).collect();
    [
        Some(graded.exercise.clone()),
        Some(graded.verdict.to_string()),
        Some(right.to_string()),
        Some(wrong.to_string()),
        graded.strength.map(|strength| strength.cases.to_string()),
        graded.strength.map(|strength| strength.proved.to_string()),
        Some(claims.join(" ")),
        executions(Engine::Model),
        executions(Engine::Native),
        graded.build_ms.map(seconds),
        graded.model_ms.map(seconds),
        graded.native_ms.map(seconds),
    ]
    .map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::*;
    use crate::graded::{EngineRun, Strength};

    #[test]
    fn a_row_has_a_cell_for_everything_that_is_known() {
        let mut graded = Graded::new("h2o/tasks".into(), "x.rs".into(), Verdict::Accepted, 1);
        let weakest = protocol::Strength::Sampled { bound: 7 };
        let strength = Strength { weakest, proved: 12, executions: 1_200, cases: 20 };
        graded.ran(EngineRun {
            engine: Engine::Model,
            verdict: Verdict::Accepted,
            strength,
            ms: 412,
        });
        graded.claims.extend([Claim::Takes, Claim::Always]);
        let table = render(&[Row { graded: &graded, right: 6, wrong: 13 }]);
        let expected = "\
| exercise  | verdict  | right | wrong | cases | proved | claims       | schedules | native runs | build | model  | native |
|-----------|----------|-------|-------|-------|--------|--------------|-----------|-------------|-------|--------|--------|
| h2o/tasks | accepted | 6     | 13    | 20    | 12     | always takes | 1200      |             |       | 0.41 s |        |
";
        assert_eq!(table, expected);
    }
}
