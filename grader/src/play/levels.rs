//! The levels: the wrong solutions of an exercise, by number. Their names would say what is wrong.
//!
//! Called by `play`.

use std::fs;
use std::path::{Path, PathBuf};

use protocol::Verdict;

use crate::problems::exercise::Exercise;
use crate::project::Project;

/// A level of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// From 1.
    pub number: usize,
    /// The file.
    pub path: PathBuf,
    /// What it must come to: not to be told before somebody has found out.
    pub verdict: Verdict,
}

/// The levels of an exercise, by number. What one execution cannot show is none.
pub fn of(project: &Project, exercise: &Exercise) -> Vec<Level> {
    let mut files: Vec<PathBuf> = project.designs(exercise, "wrong").collect();
    files.sort();
    let known = files.into_iter().filter_map(|path| Some((announced(&path)?, path)));
    let playable = known.filter(|(verdict, _)| is_playable(*verdict));
    playable.zip(1..).map(|((verdict, path), number)| Level { number, path, verdict }).collect()
}

/// Whether one schedule can show it. That something never happens, none shows.
fn is_playable(verdict: Verdict) -> bool {
    !matches!(
        verdict,
        Verdict::Accepted
            | Verdict::NotAttempted
            | Verdict::CompileError
            | Verdict::OverSerialized
            | Verdict::TimeLimit
    )
}

/// The verdict in the first line of a wrong solution: `//! verdict: deadlock — why`.
fn announced(path: &Path) -> Option<Verdict> {
    let bytes = fs::read(path).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let rest = text.lines().next()?.strip_prefix("//! verdict: ")?;
    rest.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::exercise::Variant;

    #[test]
    fn levels_are_numbered_and_each_can_be_shown_by_one_schedule() {
        let project = Project::find().expect("the tests run in the project");
        let levels = of(&project, &Exercise::new("foobar", Variant::Threads));
        assert!(levels.len() > 2);
        assert!(levels.iter().zip(1..).all(|(level, number)| level.number == number));
        assert!(levels.iter().all(|level| level.verdict != Verdict::OverSerialized));
        assert!(of(&project, &Exercise::new("nothing", Variant::Tasks)).is_empty());
    }
}
