//! The problems as a page in Markdown: a table for each track, with links to what a learner opens. How
//! far somebody has come is left out, so that everybody gets the same page; the README's list is this one.
//!
//! Called by `list --format markdown`.

use std::fmt::Write as _;

use crate::problems::difficulty::Difficulty;
use crate::problems::problem::Problem;
use crate::project::Project;

/// The page; paths are relative to the project's root.
pub(super) fn page<'a>(
    project: &Project,
    problems: impl IntoIterator<Item = &'a Problem>,
) -> String {
    let mut out = String::new();
    let mut track: Option<&Option<String>> = None;
    for problem in problems {
        if track != Some(&problem.track) {
            let apart = if track.is_none() { "" } else { "\n" };
            let name = problem.track.as_deref().unwrap_or("others");
            let _ = write!(out, "{apart}**`{name}`**\n\n{HEAD}");
            track = Some(&problem.track);
        }
        let variants = problem.exercises().map(|exercise| {
            let file = project.shown(&project.exercise_file(&exercise));
            format!("[{}]({file})", exercise.variant)
        });
        let _ = writeln!(
            out,
            "| [{}]({}) | {} | {} | {} |",
            cell(&problem.title),
            project.shown(&project.readme(&problem.id)),
            problem.difficulty.map_or("", Difficulty::word),
            cell(problem.source.as_deref().unwrap_or_default()),
            variants.collect::<Vec<_>>().join(", "),
        );
    }
    out
}

const HEAD: &str = "| problem | difficulty | source | to edit |\n|---|---|---|---|\n";

/// Text that ends neither its cell nor a link.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('[', "\\[").replace(']', "\\]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::exercise::Variant;

    fn problem(id: &str, track: Option<&str>) -> Problem {
        Problem {
            id: id.into(),
            title: "Either | or [both]".into(),
            difficulty: Some(Difficulty::Easy),
            track: track.map(str::to_owned),
            source: Some("LeetCode 1114".into()),
            order: 1,
            variants: Variant::ALL.to_vec(),
        }
    }

    #[test]
    fn each_track_has_a_table_with_links() {
        let problems = [problem("a", Some("leetcode")), problem("b", Some("leetcode"))];
        let bare = Problem {
            difficulty: None,
            source: None,
            variants: vec![Variant::Tasks],
            ..problem("c", None)
        };
        let page = page(&Project::at("/project"), problems.iter().chain([&bare]));
        let row = |id: &str| {
            format!(
                "| [Either \\| or \\[both\\]](exercises/{id}/README.md) | easy | LeetCode 1114 | \
                 [threads](exercises/{id}/threads.rs), [tasks](exercises/{id}/tasks.rs) |\n"
            )
        };
        let others = "| [Either \\| or \\[both\\]](exercises/c/README.md) |  |  | \
                      [tasks](exercises/c/tasks.rs) |\n";
        let expected = format!(
            "**`leetcode`**\n\n{HEAD}{}{}\n**`others`**\n\n{HEAD}{others}",
            row("a"),
            row("b")
        );
        assert_eq!(page, expected);
    }
}
