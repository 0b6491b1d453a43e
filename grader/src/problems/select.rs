//! From what a person types to exercises: `print-in-order`, `print-in-order/tasks`, `1114`, or the
//! path of a file in `exercises`.
//!
//! Called by the commands that take names.

use std::path::Path;

use thiserror::Error;

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
    #[error("there is no exercise `{name}`{}; `list` shows them all", did_you_mean(.nearest.as_deref()))]
    Problem {
        /// As typed.
        name: String,
        /// The nearest known name.
        nearest: Option<String>,
    },
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

fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| format!(": did you mean `{nearest}`?"))
}

/// Finds what a name stands for.
pub fn find<'a>(
    project: &Project,
    problems: &'a [Problem],
    typed: &str,
) -> Result<Named<'a>, UnknownName> {
    let name = from_path(project, typed).unwrap_or_else(|| typed.to_owned());
    let (id, variant) = match name.split_once('/') {
        Some((id, variant)) => (id, Some(variant)),
        None => (name.as_str(), None),
    };
    let is_meant = |problem: &&Problem| problem.id == id || problem.leetcode_number() == Some(id);
    let problem = problems.iter().find(is_meant).ok_or_else(|| UnknownName::Problem {
        name: typed.to_owned(),
        nearest: nearest(problems, id).map(|near| match variant {
            Some(variant) => format!("{near}/{variant}"),
            None => near.to_owned(),
        }),
    })?;
    let Some(word) = variant else { return Ok(Named { problem, variant: None }) };
    let known = |variant: &Variant| problem.variants.contains(variant);
    let variant = word.parse().ok().filter(known).ok_or_else(|| UnknownName::Variant {
        problem: problem.id.clone(),
        variant: word.to_owned(),
        known: problem.variants.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(" and "),
    })?;
    Ok(Named { problem, variant: Some(variant) })
}

/// `id/variant` for the path of an exercise's file, `id` for its folder.
fn from_path(project: &Project, typed: &str) -> Option<String> {
    let path = Path::new(typed);
    let path = path.canonicalize().or_else(|_| project.root().join(path).canonicalize()).ok()?;
    let exercises = project.exercises().canonicalize().ok()?;
    let mut parts = path.strip_prefix(exercises).ok()?.iter().filter_map(|part| part.to_str());
    let id = parts.next()?.to_owned();
    let variant = parts.next().and_then(|file| file.strip_suffix(".rs"));
    Some(variant.map_or_else(|| id.clone(), |variant| format!("{id}/{variant}")))
}

/// The id that needs the fewest edits, if they are few.
fn nearest<'a>(problems: &'a [Problem], typed: &str) -> Option<&'a str> {
    let ids = problems.iter().map(|problem| problem.id.as_str());
    let near = |id: &&str| edits(id, typed) <= 2 + typed.len() / 4;
    let part_of = |id: &&str| typed.len() > 2 && id.contains(typed);
    ids.clone().filter(near).min_by_key(|id| edits(id, typed)).or_else(|| ids.clone().find(part_of))
}

/// Levenshtein's distance: insertions, deletions and replacements that turn one word into another.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
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
        assert!(!found("zzz").expect_err("no such exercise").contains("mean"));
        let error = found("h2o/fibers").expect_err("no such variant");
        assert_eq!(error, "`h2o` has no variant `fibers`: it has `threads` and `tasks`");
    }

    #[test]
    fn edits_are_counted() {
        assert_eq!(edits("kitten", "sitting"), 3);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("h2o", "h2o"), 0);
    }
}
