//! From what a person types to exercises: `print-in-order`, `print-in-order/tasks`, `1114`, or the path
//! of a file in `exercises`, as an editor or a compiler writes it: `exercises/h2o/tasks.rs:12:3`.
//!
//! Called by the commands that take names.

use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use crate::nearest::{did_you_mean, nearest};
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::problem::Problem;
use crate::project::Project;

/// What a name stands for: a problem, and one of its variants if the name says so.
#[derive(Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// `None` stands for all of the problem's variants.
    pub variant: Option<Variant>,
}

impl Named<'_> {
    /// The exercises that are meant.
    pub fn exercises(&self) -> Vec<Exercise> {
        let wanted = |exercise: &Exercise| self.variant.is_none_or(|v| v == exercise.variant);
        self.problem.exercises().filter(wanted).collect()
    }
}

/// A name that stands for nothing.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum UnknownName {
    /// With the nearest name there is, if one is near.
    #[error(
        "there is no exercise `{name}`{}{} `list` shows them all",
        did_you_mean(.nearest.as_deref()), if .nearest.is_some() { "" } else { ";" }
    )]
    Problem {
        /// As typed.
        name: String,
        /// The nearest known name.
        nearest: Option<String>,
    },
    /// A file, but not one that a learner edits.
    #[error("`{0}` is no exercise's file; `check EXERCISE --file {0}` grades it as one")]
    File(String),
    /// The problem is there, the variant is not.
    #[error("`{problem}` has no variant `{variant}`: it has {known}")]
    Variant {
        /// The problem's id.
        problem: String,
        /// As typed.
        variant: String,
        /// What there is instead.
        known: String,
    },
}

/// Finds what a name stands for.
pub fn find<'a>(
    project: &Project,
    problems: &'a [Problem],
    typed: &str,
) -> Result<Named<'a>, UnknownName> {
    let name = plain(project, problems, typed);
    let (id, variant) = match name.split_once('/') {
        Some((id, variant)) => (id, Some(variant)),
        None => (name.as_str(), None),
    };
    let Some(problem) = problems.iter().find(|problem| is_called(problem, id)) else {
        if Path::new(without_place(typed)).is_file() {
            return Err(UnknownName::File(without_place(typed).to_owned()));
        }
        let is_number = id.bytes().all(|byte| byte.is_ascii_digit());
        let known = problems.iter().filter_map(|problem| {
            if is_number { problem.leetcode_number() } else { Some(problem.id.as_str()) }
        });
        let nearest = nearest(known, id).map(|near| match variant {
            Some(variant) => format!("{near}/{variant}"),
            None => near.to_owned(),
        });
        return Err(UnknownName::Problem { name: typed.to_owned(), nearest });
    };
    let Some(word) = variant else { return Ok(Named { problem, variant: None }) };
    let known = |variant: &Variant| problem.variants.contains(variant);
    let variant = variant_of(word).filter(known).ok_or_else(|| UnknownName::Variant {
        problem: problem.id.clone(),
        variant: word.to_owned(),
        known: problem.variants.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(" and "),
    })?;
    Ok(Named { problem, variant: Some(variant) })
}

fn is_called(problem: &Problem, id: &str) -> bool {
    problem.id.eq_ignore_ascii_case(id) || problem.leetcode_number() == Some(id)
}

/// The two halves of an exercise's name, whether it was typed as a name or as a path. What is there is
/// meant as a path; else a name is a name, even where it could be a path of something missing.
fn plain(project: &Project, problems: &[Problem], typed: &str) -> String {
    let typed = without_place(typed);
    let first = typed.split('/').next().unwrap_or_default();
    let is_name = problems.iter().any(|problem| is_called(problem, first));
    let missing = || if is_name { None } else { from_missing(project, typed) };
    let name = from_path(project, typed).or_else(missing).unwrap_or_else(|| typed.to_owned());
    // As a shell completes the name of a folder or a file below `exercises`.
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name };
    let name = name.trim_end_matches('/');
    name.strip_suffix(".rs").unwrap_or(name).to_owned()
}

/// Without the `:12:3` with which editors and compilers point into a file.
fn without_place(typed: &str) -> &str {
    let is_number = |end: &str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit());
    let without = |text| match str::rsplit_once(text, ':') {
        Some((before, end)) if is_number(end) => before,
        _ => text,
    };
    without(without(typed))
}

/// A variant, also by what its code calls it.
fn variant_of(word: &str) -> Option<Variant> {
    match word.to_ascii_lowercase().as_str() {
        "thread" => Some(Variant::Threads),
        "async" | "task" => Some(Variant::Tasks),
        word => word.parse().ok(),
    }
}

/// `id/variant` for the path of an exercise's file, `id` for its folder.
fn from_path(project: &Project, typed: &str) -> Option<String> {
    let path = Path::new(typed);
    let path = path.canonicalize().or_else(|_| project.root().join(path).canonicalize()).ok()?;
    halves(path.strip_prefix(project.exercises().canonicalize().ok()?).ok()?)
}

/// The same for a path at which nothing is: whose file is missing is told so by others.
fn from_missing(project: &Project, typed: &str) -> Option<String> {
    let exercises = project.exercises();
    let places = [std::path::absolute(typed).ok()?, project.root().join(typed)];
    places.iter().find_map(|path| halves(flat(path).strip_prefix(&exercises).ok()?))
}

/// The two halves of a path below `exercises`; nothing lies deeper.
fn halves(below: &Path) -> Option<String> {
    let parts: Vec<&str> = below.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
    (1..=2).contains(&parts.len()).then(|| parts.join("/"))
}

/// A path without `.` and `..`, as it is written.
fn flat(path: &Path) -> PathBuf {
    let mut flat = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                flat.pop();
            }
            part => flat.push(part),
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems() -> Vec<Problem> {
        let problem = |id: &str, source: &str, order| Problem {
            id: id.into(),
            title: id.into(),
            difficulty: None,
            track: None,
            source: Some(source.into()),
            order,
            variants: Variant::ALL.to_vec(),
        };
        vec![
            problem("print-in-order", "LeetCode 1114", 1),
            problem("h2o", "LeetCode 1117", 2),
            problem("bounded-blocking-queue", "LeetCode 1188", 3),
        ]
    }

    fn found(typed: &str) -> Result<Vec<String>, String> {
        let problems = problems();
        let named = find(&Project::at("/nowhere"), &problems, typed);
        named
            .map(|named| named.exercises().iter().map(ToString::to_string).collect())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn an_id_a_variant_and_a_number_are_names() {
        let both = ["h2o/threads", "h2o/tasks"].map(String::from).to_vec();
        assert_eq!(found("h2o"), Ok(both.clone()));
        assert_eq!(found("1117"), Ok(both));
        assert_eq!(found("print-in-order/tasks"), Ok(vec!["print-in-order/tasks".into()]));
    }

    #[test]
    fn an_unknown_name_gets_the_nearest_one() {
        let error = found("print-in-ordr/tasks").expect_err("no such exercise");
        assert!(error.contains("did you mean `print-in-order/tasks`?"), "{error}");
        let error = found("queue").expect_err("no such exercise");
        assert!(error.contains("did you mean `bounded-blocking-queue`?"), "{error}");
        assert!(error.ends_with("? `list` shows them all"), "{error}");
        let error = found("zzz").expect_err("no such exercise");
        assert_eq!(error, "there is no exercise `zzz`; `list` shows them all");
        let error = found("h2o/fibers").expect_err("no such variant");
        assert_eq!(error, "`h2o` has no variant `fibers`: it has `threads` and `tasks`");
    }

    #[test]
    fn a_name_may_be_a_path_and_point_to_a_line() {
        let tasks = Ok(vec!["h2o/tasks".to_owned()]);
        for typed in [
            "h2o/tasks",
            "H2O/tasks",
            "h2o/async",
            "h2o/task",
            "1117/tasks",
            "h2o/tasks.rs",
            "h2o/tasks:7",
            "exercises/h2o/tasks.rs",
            "./exercises/h2o/../h2o/tasks.rs",
            "exercises/h2o/tasks.rs:12",
            "exercises/h2o/tasks.rs:12:3",
            "/nowhere/exercises/h2o/tasks.rs:12:3",
        ] {
            assert_eq!(found(typed), tasks, "{typed}");
        }
        assert_eq!(found("h2o/thread"), Ok(vec!["h2o/threads".to_owned()]));
        let both = ["h2o/threads", "h2o/tasks"].map(String::from).to_vec();
        for typed in ["h2o/", "exercises/h2o", "exercises/h2o/", "/nowhere/exercises/h2o"] {
            assert_eq!(found(typed), Ok(both.clone()), "{typed}");
        }
        let readme = found("exercises/h2o/README.md").expect_err("no variant");
        assert_eq!(readme, "`h2o` has no variant `README.md`: it has `threads` and `tasks`");
    }

    #[test]
    fn a_file_of_somebody_else_is_told_how_it_can_be_graded() {
        let error = found("src/lib.rs:3").expect_err("no exercise");
        assert!(error.contains("`check EXERCISE --file src/lib.rs`"), "{error}");
    }
}
