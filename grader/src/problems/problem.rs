//! Problems, discovered by their folders: a folder of `exercises` with a `README.md` is a problem,
//! and it has a variant for every hidden test of that name. There is no central list.
//!
//! Called by every command that names problems.

use std::fs;

use clap::ValueEnum;
use serde::Serialize;

use crate::problems::difficulty::Difficulty;
use crate::problems::exercise::{Exercise, Variant};
use crate::problems::frontmatter::FrontMatter;
use crate::project::Project;

/// What the head of a statement says about a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The folder's name: a kebab-case word.
    pub id: String,
    /// As a person would write it.
    pub title: String,
    /// How hard it is.
    pub difficulty: Option<Difficulty>,
    /// The group it is learnt with.
    pub track: Option<String>,
    /// Where it comes from, `LeetCode 1114`.
    pub source: Option<String>,
    /// Its place in its group on the board.
    pub order: u32,
    /// The variants that can be graded.
    pub variants: Vec<Variant>,
}

impl Problem {
    /// All problems of a project, in the order of the board: track by track, the one whose first
    /// problem comes first before the others; in a track the easy ones first. What a statement
    /// leaves out is guessed, so that one bad head never hides a problem.
    pub fn discover(project: &Project) -> Vec<Self> {
        let folders = fs::read_dir(project.exercises()).into_iter().flatten().flatten();
        let mut problems: Vec<Self> = folders
            .filter_map(|folder| folder.file_name().into_string().ok())
            .filter_map(|id| Self::read(project, id))
            .collect();
        sort(&mut problems);
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
            difficulty: front
                .get("difficulty")
                .and_then(|word| Difficulty::from_str(word, true).ok()),
            track: owned("track"),
            source: owned("source"),
            order: front.get("order").and_then(|order| order.parse().ok()).unwrap_or(u32::MAX),
            variants: Variant::ALL.into_iter().filter(has_test).collect(),
            id,
        })
    }

    /// What it stands with on the board: `leetcode, easy`.
    pub fn group(&self) -> String {
        let difficulty = self.difficulty.map(Difficulty::word);
        let parts = self.track.as_deref().into_iter().chain(difficulty);
        parts.collect::<Vec<_>>().join(", ")
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

fn sort(problems: &mut [Problem]) {
    let mut tracks: Vec<(u32, Option<String>)> =
        problems.iter().map(|problem| (problem.order, problem.track.clone())).collect();
    tracks.sort();
    let place = |problem: &Problem| tracks.iter().position(|(_, track)| *track == problem.track);
    problems.sort_by_cached_key(|problem| {
        // What has no difficulty comes last.
        let difficulty = problem.difficulty.map_or(u8::MAX, |difficulty| difficulty as u8);
        (place(problem), difficulty, problem.order, problem.id.clone())
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_stand_together_and_begin_with_what_is_easy() {
        let problem = |id: &str, track: &str, difficulty, order| Problem {
            id: id.into(),
            title: id.into(),
            difficulty,
            track: Some(track.into()),
            source: None,
            order,
            variants: Vec::new(),
        };
        let mut problems = [
            problem("c", "systems", Some(Difficulty::Easy), 5),
            problem("d", "systems", None, 4),
            problem("b", "leetcode", Some(Difficulty::Medium), 2),
            problem("a", "leetcode", Some(Difficulty::Easy), 9),
        ];
        sort(&mut problems);
        let shown: Vec<_> =
            problems.iter().map(|problem| format!("{}: {}", problem.group(), problem.id)).collect();
        assert_eq!(
            shown,
            ["leetcode, easy: a", "leetcode, medium: b", "systems, easy: c", "systems: d"]
        );
    }
}
