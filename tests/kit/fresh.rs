//! A learner's fresh clone, as far as nothing has to be built in it: the folders that the grader reads, with
//! pristine stubs.
//!
//! Made by the end-to-end tests and by what shows or measures the kit as a learner sees it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::root;

/// Copies the project's folders to `to`, whatever was there before.
///
/// # Panics
/// When something cannot be read or written.
pub fn project(to: &Path) {
    let _ = fs::remove_dir_all(to);
    for part in ["exercises", "solutions", "tests"] {
        copy(&root().join(part), &to.join(part));
    }
    fs::create_dir_all(to.join("grader")).expect("our own folder");
    fs::copy(root().join("Cargo.toml"), to.join("Cargo.toml")).expect("the manifest");
    for (stub, exercise) in stubs(to) {
        fs::copy(stub, exercise).expect("a pristine stub");
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

/// Each pristine stub of a project, and where it belongs.
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
