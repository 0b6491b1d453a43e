//! Where everything lies: the root of the project and the paths below it.
//!
//! Called by nearly everything that opens a file, so that no other file knows the layout.

use std::path::{Path, PathBuf};
use std::{env, fs};

use thiserror::Error;

use crate::problems::exercise::{Exercise, Variant};

/// The project on disk.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
}

/// Nobody can say whose exercises are meant.
#[derive(Debug, Error)]
#[error(
    "neither `{}` nor a folder above it is a clone of Racecourse; go to yours \
     (the folder that has `exercises` and `grader` in it, or any below) and try again",
    .here.display()
)]
pub struct NoProject {
    /// Where the search began.
    pub here: PathBuf,
}

impl Project {
    /// Walks up from the current directory. Failing that, from the package that Cargo says it runs: a
    /// `cargo run --manifest-path …` means the project of that manifest, wherever one stands.
    pub fn find() -> Result<Self, NoProject> {
        let here = env::current_dir().unwrap_or_default();
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let above = |from: &Path| from.ancestors().find(|folder| is_root(folder)).map(Self::at);
        let found = above(&here).or_else(|| above(package.as_deref()?));
        found.ok_or(NoProject { here })
    }

    /// The project at a known root.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder with the workspace's `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder whose subfolders are the problems.
    pub fn exercises(&self) -> PathBuf {
        self.root.join("exercises")
    }

    /// The statement of a problem.
    pub fn readme(&self, problem: &str) -> PathBuf {
        self.exercises().join(problem).join("README.md")
    }

    /// The file a learner edits.
    pub fn exercise_file(&self, exercise: &Exercise) -> PathBuf {
        self.exercises().join(&exercise.problem).join(exercise.variant.file_name())
    }

    /// The reference solution.
    pub fn solution_file(&self, exercise: &Exercise) -> PathBuf {
        self.root.join("solutions").join(&exercise.problem).join(exercise.variant.file_name())
    }

    /// The files in `solutions` that show a `right` or a `wrong` way to solve an exercise.
    pub fn designs(&self, exercise: &Exercise, kind: &str) -> impl Iterator<Item = PathBuf> {
        let folder = self.root.join("solutions").join(&exercise.problem).join(kind);
        let variant = exercise.variant;
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        files
            .filter(move |file| {
                file.file_name().to_str().and_then(Variant::of_file_name) == Some(variant)
            })
            .map(|file| file.path())
    }

    /// The hidden test.
    pub fn hidden_test(&self, problem: &str, variant: Variant) -> PathBuf {
        self.root.join("tests").join(problem).join(variant.file_name())
    }

    /// The pristine copy of the stub.
    pub fn stub(&self, exercise: &Exercise) -> PathBuf {
        let tests = self.root.join("tests").join(&exercise.problem);
        tests.join("stub").join(exercise.variant.file_name())
    }

    /// The grader's own target folder: neither an editor nor the learner's cargo ever waits for it.
    pub fn target(&self) -> PathBuf {
        self.root.join("target").join("grader")
    }

    /// A path as people like to read it: relative to the root where possible, else to the current
    /// directory, with forward slashes.
    pub fn shown(&self, path: &Path) -> String {
        let here = env::current_dir().ok();
        let short = path
            .strip_prefix(&self.root)
            .ok()
            .or_else(|| here.as_deref().and_then(|here| path.strip_prefix(here).ok()))
            .filter(|short| !short.as_os_str().is_empty())
            .unwrap_or(path);
        let text = short.to_string_lossy();
        if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
    }
}

fn is_root(folder: &Path) -> bool {
    folder.join("Cargo.toml").is_file()
        && folder.join("exercises").is_dir()
        && folder.join("grader").is_dir()
}
