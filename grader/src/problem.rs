//! Problems, discovered by their folders: a folder of `exercises` with a `README.md` is a problem,
//! and it has a variant for every hidden test of that name. There is no central list.
//!
//! Called by every command that names problems.

use std::fs;

use serde::Serialize;

use crate::exercise::{Exercise, Variant};
use crate::frontmatter::FrontMatter;
use crate::project::Project;

/// What the head of a statement says about a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The folder's name: a kebab-case word.
    pub id: String,
    /// As a person would write it.
    pub title: String,
    /// `easy`, `medium` or `hard`.
    pub difficulty: Option<String>,
    /// The group it is learnt with.
    pub track: Option<String>,
    /// Where it comes from, `LeetCode 1114`.
    pub source: Option<String>,
    /// Its place on the board.
    pub order: u32,
    /// The variants that can be graded.
    pub variants: Vec<Variant>,
}

impl Problem {
    /// All problems of a project, in the order of the board. What a statement leaves out is
    /// guessed, so that one bad head never hides a problem.
    pub fn discover(project: &Project) -> Vec<Self> {
        let folders = fs::read_dir(project.exercises()).into_iter().flatten().flatten();
        let mut problems: Vec<Self> = folders
            .filter_map(|folder| folder.file_name().into_string().ok())
            .filter_map(|id| Self::read(project, id))
            .collect();
        problems.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
        problems
    }

    fn read(project: &Project, id: String) -> Option<Self> {
        let bytes = fs::read(project.readme(&id)).ok()?;
        let text = String::from_utf8_lossy(&bytes);
        let front = FrontMatter::parse(&text);
        let owned = |key| front.get(key).map(str::to_owned);
        let has_test = |&variant: &Variant| project.hidden_test(&id, variant).is_file();
        Some(Self {
            title: owned("title").unwrap_or_else(|| id.clone()),
            difficulty: owned("difficulty"),
            track: owned("track"),
            source: owned("source"),
            order: front.get("order").and_then(|order| order.parse().ok()).unwrap_or(u32::MAX),
            variants: Variant::ALL.into_iter().filter(has_test).collect(),
            id,
        })
    }

    /// The problem's exercises.
    pub fn exercises(&self) -> impl Iterator<Item = Exercise> + '_ {
        self.variants.iter().map(|&variant| Exercise::new(&*self.id, variant))
    }

    /// The number in `LeetCode 1114`, if that is where it comes from.
    pub fn leetcode_number(&self) -> Option<&str> {
        self.source.as_deref()?.strip_prefix("LeetCode ")?.split_whitespace().next()
    }
}
