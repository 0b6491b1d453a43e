//! A learner's clone, for the end-to-end tests that need one of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use tests::{grader_in, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// A learner's fresh clone, as far as nothing has to be built in it.
pub(crate) struct Learner(PathBuf);

impl Learner {
    /// A copy of the project's folders with pristine stubs. It goes when it is dropped.
    pub(crate) fn new(name: &str) -> Self {
        let to =
            root().join("target").join("learners").join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&to);
        for part in ["exercises", "solutions", "tests"] {
            copy(&root().join(part), &to.join(part));
        }
        fs::create_dir_all(to.join("grader")).expect("our own folder");
        fs::copy(root().join("Cargo.toml"), to.join("Cargo.toml")).expect("the manifest");
        for (stub, exercise) in stubs(&to) {
            fs::copy(stub, exercise).expect("a pristine stub");
        }
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

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("our own folder");
    for entry in fs::read_dir(from).expect("a folder of the project") {
        let path = entry.expect("a readable entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file of the project");
        }
    }
}

fn stubs(project: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut found = Vec::new();
    for problem in fs::read_dir(project.join("exercises")).expect("the exercises") {
        let problem = problem.expect("a readable entry").path();
        let Some(name) = problem.file_name().filter(|_| problem.is_dir()) else { continue };
        for variant in ["threads.rs", "tasks.rs"] {
            let stub = project.join("tests").join(name).join("stub").join(variant);
            found.push((stub, problem.join(variant)));
        }
    }
    found
}
