//! The right designs of a problem that stand in `solutions`, by number: of each variant the reference
//! first, then the others by name.
//!
//! Called by `solution`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::problems::exercise::{Exercise, Variant};
use crate::problems::problem::Problem;
use crate::project::Project;

/// A file that solves an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Design {
    /// From 1 on, over all variants of the problem.
    pub number: usize,
    /// What it solves.
    pub exercise: Exercise,
    /// The file's name without its end: `threads_park`.
    pub name: String,
    /// It is the one that the editorial explains.
    pub is_reference: bool,
    /// What its first lines say: `two semaphores, one permit going back and forth`.
    pub what: String,
    /// The file.
    pub file: PathBuf,
}

/// All right designs of a problem.
pub fn of(project: &Project, problem: &Problem) -> Vec<Design> {
    let mut designs = Vec::new();
    for exercise in problem.exercises() {
        let mut files: Vec<PathBuf> = project.designs(&exercise, "right").collect();
        files.sort();
        let reference = project.solution_file(&exercise);
        for (number, file) in std::iter::once(reference).chain(files).enumerate() {
            let Ok(source) = fs::read(&file) else { continue };
            designs.push(Design {
                number: designs.len() + 1,
                exercise: exercise.clone(),
                name: stem(&file),
                is_reference: number == 0,
                what: what(&String::from_utf8_lossy(&source)),
                file,
            });
        }
    }
    designs
}

/// The design that is meant by its number, `threads_park`, `park` or a path.
pub fn find<'a>(designs: &'a [Design], typed: &str) -> Option<&'a Design> {
    if let Ok(number) = typed.parse::<usize>() {
        return designs.iter().find(|design| design.number == number);
    }
    let name = stem(Path::new(typed));
    let with_variant =
        |design: &&Design| Variant::ALL.iter().any(|it| design.name == format!("{it}_{name}"));
    let exactly = designs.iter().find(|design| design.name == name);
    exactly.or_else(|| designs.iter().find(with_variant))
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The first sentence of a file's head, without what it is the head of.
fn what(source: &str) -> String {
    let head = source.lines().map_while(|line| line.strip_prefix("//!"));
    let paragraph = head.map(str::trim).take_while(|line| !line.is_empty());
    let text = paragraph.collect::<Vec<_>>().join(" ");
    let said = text.split_once(": ").map_or(text.as_str(), |(_, said)| said);
    let sentence = said.split_once(". ").map_or(said, |(sentence, _)| sentence);
    sentence.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_what_a_file_is() {
        let right = "//! right: two semaphores, one permit\n//!\n//! More.\n\nuse std::x;\n";
        assert_eq!(what(right), "two semaphores, one permit");
        let reference = "//! H2O with OS threads: counts\n//! that grow. The editorial.\nuse x;\n";
        assert_eq!(what(reference), "counts that grow");
        assert_eq!(what("fn a() {}\n"), "");
    }

    #[test]
    fn a_design_has_a_number_and_a_name() {
        let design = |number, name: &str| Design {
            number,
            exercise: Exercise::new("foobar", Variant::Threads),
            name: name.to_owned(),
            is_reference: false,
            what: String::new(),
            file: PathBuf::new(),
        };
        let designs = [design(1, "threads"), design(2, "threads_park"), design(3, "tasks_park")];
        let number = |typed| find(&designs, typed).map(|design| design.number);
        assert_eq!(number("2"), Some(2));
        assert_eq!(number("threads"), Some(1));
        assert_eq!(number("park"), Some(2));
        assert_eq!(number("tasks_park.rs"), Some(3));
        assert_eq!(number("solutions/foobar/right/tasks_park.rs"), Some(3));
        assert_eq!((number("0"), number("4"), number("notify")), (None, None, None));
    }
}
