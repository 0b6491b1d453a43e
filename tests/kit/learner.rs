//! A learner's clone, for the end-to-end tests that need one of their own.

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use tests::{fresh, grader_in, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// A learner's fresh clone, as far as nothing has to be built in it.
pub(crate) struct Learner(PathBuf);

impl Learner {
    /// A copy of the project's folders with pristine stubs. It goes when it is dropped.
    pub(crate) fn new(name: &str) -> Self {
        let to =
            root().join("target").join("learners").join(format!("{name}-{}", std::process::id()));
        fresh::project(&to);
        Self(to)
    }

    /// Runs the grader in it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        grader_in(&self.0, GRADER, arguments)
    }

    /// A path in it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }
}

impl Drop for Learner {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
