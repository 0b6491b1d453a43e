//! What there is to compare an accepted file with: the reference, other right designs, the editorial.
//!
//! Called by `session`.

use std::fs;

use crate::problems::exercise::Exercise;
use crate::project::Project;

/// All of it, in Markdown.
pub fn markdown(project: &Project, exercise: &Exercise) -> String {
    let mut files: Vec<_> = project.designs(exercise, "right").collect();
    files.sort();
    files.insert(0, project.solution_file(exercise));
    let line = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let head = text.lines().next().unwrap_or_default();
        let what = head.strip_prefix("//! right:").or_else(|| head.strip_prefix("//!"));
        format!("- `{}`: {}\n", project.shown(path), what.unwrap_or("the reference").trim())
    };
    let designs: String = files.iter().map(line).collect();
    let editorial = project.root().join("solutions").join(&exercise.problem).join("EDITORIAL.md");
    let editorial = fs::read_to_string(editorial).unwrap_or_default();
    format!("## Right designs, each a file to read\n\n{designs}\n{editorial}")
}
