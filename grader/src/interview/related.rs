//! What to practise after a failure: exercises in which people make the same mistakes. The second line of
//! every known wrong solution names its patterns.
//!
//! Called by the debrief.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::problems::exercise::Exercise;
use crate::project::Project;

/// An exercise worth practising, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// `foobar/threads`.
    pub exercise: Exercise,
    /// `lost-wake-up`.
    pub pattern: String,
    /// How many known mistakes there are of this pattern.
    pub mistakes: usize,
}

impl Suggestion {
    /// `3 of its known mistakes are lost-wake-up`.
    pub fn told(&self) -> String {
        let Self { pattern, mistakes, .. } = self;
        match mistakes {
            1 => format!("one of its known mistakes is {pattern}"),
            _ => format!("{mistakes} of its known mistakes are {pattern}"),
        }
    }
}

/// Of each exercise, how many of its known wrong solutions are of each pattern.
pub type Mistakes = BTreeMap<Exercise, BTreeMap<String, usize>>;

/// Reads the heads of all known wrong solutions.
pub fn mistakes(project: &Project, exercises: impl Iterator<Item = Exercise>) -> Mistakes {
    let of = |exercise: &Exercise| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for path in project.designs(exercise, "wrong") {
            for pattern in patterns(&path) {
                *counts.entry(pattern).or_default() += 1;
            }
        }
        counts
    };
    exercises.map(|exercise| (exercise.clone(), of(&exercise))).collect()
}

/// What the second line says: `//! pattern: lost-wake-up, permit-lost`.
fn patterns(path: &Path) -> Vec<String> {
    let second = File::open(path).ok().and_then(|file| BufReader::new(file).lines().nth(1)?.ok());
    let named = second.as_deref().and_then(|line| line.strip_prefix("//! pattern: "));
    let words = named.into_iter().flat_map(|named| named.split(','));
    words.map(|word| word.trim().to_owned()).filter(|word| word != "none").collect()
}

/// At most so many exercises for what went wrong here: the patterns that were met, the most frequent
/// first; of each the exercise with the most mistakes of the kind, rather one that is not `done`, and
/// rather of the same variant.
pub fn suggest(
    met: &[(String, usize)],
    mistakes: &Mistakes,
    here: &Exercise,
    done: &BTreeSet<Exercise>,
    most: usize,
) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for (pattern, _) in met {
        let mut of_pattern: Vec<Suggestion> = mistakes
            .iter()
            .filter(|(exercise, _)| exercise.problem != here.problem)
            .filter_map(|(exercise, counts)| {
                let (exercise, pattern) = (exercise.clone(), pattern.clone());
                Some(Suggestion { mistakes: *counts.get(&pattern)?, exercise, pattern })
            })
            .collect();
        of_pattern.sort_by_key(|of| {
            let is_other = of.exercise.variant != here.variant;
            (is_other, done.contains(&of.exercise), std::cmp::Reverse(of.mistakes))
        });
        let is_new = |of: &Suggestion| !found.iter().any(|known| known.exercise == of.exercise);
        let new: Vec<Suggestion> = of_pattern.into_iter().filter(is_new).take(2).collect();
        found.extend(new);
    }
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exercise(name: &str) -> Exercise {
        name.parse().expect("an exercise")
    }

    fn told(suggestions: &[Suggestion]) -> Vec<String> {
        let tell = |of: &Suggestion| format!("{} {} {}", of.exercise, of.pattern, of.mistakes);
        suggestions.iter().map(tell).collect()
    }

    #[test]
    fn what_is_suggested_has_the_same_mistakes() {
        let all = [
            ("a/threads", "lost-wake-up", 1),
            ("b/threads", "lost-wake-up", 4),
            ("c/threads", "lost-wake-up", 9),
            ("d/tasks", "lost-wake-up", 20),
            ("e/threads", "busy-wait", 1),
            ("b/threads", "busy-wait", 3),
            ("f/threads", "ordering", 3),
            ("h/threads", "lost-wake-up", 30),
            ("h/tasks", "lost-wake-up", 30),
        ];
        let mut mistakes = Mistakes::new();
        for (name, pattern, count) in all {
            mistakes.entry(exercise(name)).or_default().insert(pattern.to_owned(), count);
        }
        let done = BTreeSet::from([exercise("c/threads")]);
        let here = exercise("h/threads");
        let met = [("lost-wake-up".to_owned(), 2), ("busy-wait".to_owned(), 1)];
        let suggest =
            |met: &[(String, usize)], most| told(&suggest(met, &mistakes, &here, &done, most));
        let expected =
            ["b/threads lost-wake-up 4", "a/threads lost-wake-up 1", "e/threads busy-wait 1"];
        assert_eq!(suggest(&met, 3), expected);
        assert_eq!(suggest(&met, 1), expected[..1]);
        assert!(suggest(&[("guard-held".to_owned(), 1)], 3).is_empty());
        assert!(suggest(&[], 3).is_empty());
    }

    #[test]
    fn the_heads_of_the_known_mistakes_are_read() {
        let project = Project::find().expect("this one");
        let foobar = exercise("foobar/threads");
        let mistakes = mistakes(&project, [foobar.clone(), exercise("none/tasks")].into_iter());
        assert!(mistakes[&foobar]["lost-wake-up"] >= 2, "{mistakes:?}");
        assert!(mistakes[&foobar]["wait-not-in-loop"] >= 1, "two patterns stand in one line");
        assert!(!mistakes[&foobar].contains_key("none"));
        assert!(mistakes[&exercise("none/tasks")].is_empty());
    }
}
