//! Notices that exercises are graded with something else than before: a newer kit or hidden test has come
//! while `watch` runs, and what was known of a file's content holds no longer.
//!
//! Asked by `session` whenever a file was saved.

use crate::problems::exercise::Exercise;
use crate::problems::subject::Subject;
use crate::project::Project;

/// Of each exercise, what it is graded with ([`Subject::ground`]).
#[derive(Debug)]
pub struct Grounds(Vec<String>);

impl Grounds {
    /// As they are now.
    pub fn new<'a>(project: &Project, all: impl IntoIterator<Item = &'a Exercise>) -> Self {
        Self(all.into_iter().map(|exercise| ground(project, exercise)).collect())
    }

    /// Whether an exercise has another one since this was asked last; it is named by its place as well.
    pub fn renewed(&mut self, project: &Project, place: usize, exercise: &Exercise) -> bool {
        // A project reads the kit's sources once: this one has not yet.
        let now = ground(&Project::at(project.root()), exercise);
        let before = std::mem::replace(&mut self.0[place], now);
        before != self.0[place]
    }
}

fn ground(project: &Project, exercise: &Exercise) -> String {
    Subject::exercise(project, exercise.clone()).ground(project)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::problems::exercise::Variant;

    #[test]
    fn another_hidden_test_and_another_kit_are_noticed_once() {
        let root = std::env::temp_dir().join(format!("racecourse-grounds-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        let project = Project::at(&root);
        let exercises = ["h2o", "foobar"].map(|id| Exercise::new(id, Variant::Threads));
        let mut grounds = Grounds::new(&project, &exercises);
        let mut renewed = || [0, 1].map(|at| grounds.renewed(&project, at, &exercises[at]));
        let write = |path: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("our own folder");
            fs::write(path, "//").expect("our own file");
        };
        assert_eq!(renewed(), [false, false]);
        write("tests/h2o/threads.rs");
        assert_eq!(renewed(), [true, false]);
        write("grader/engine/src/lib.rs");
        assert_eq!(renewed(), [true, true]);
        assert_eq!(renewed(), [false, false]);
        let _ = fs::remove_dir_all(root);
    }
}
