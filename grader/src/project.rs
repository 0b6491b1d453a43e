//! Where everything lies: the root of the project and the paths below it.
//!
//! Called by nearly everything that opens a file, so that no other file knows the layout.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::{env, fs};

use thiserror::Error;

use crate::fingerprint;
use crate::problems::exercise::{Exercise, Variant};

/// Names another project, whose kit is to be used. The end-to-end tests set it, so that a learner's clone
/// has something to be graded with at once.
pub const KIT: &str = "GRADER_KIT";

/// Names another folder for what is remembered. The end-to-end tests set it: what they do in the project's
/// own folder is nothing that whoever works there has done.
pub const MEMORY: &str = "GRADER_MEMORY";

/// The project on disk.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
    /// Of the kit's sources, once somebody has asked.
    kit: Arc<OnceLock<u64>>,
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
        Self { root: root.into(), kit: Arc::default() }
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

    /// What is to be said about a problem's solutions.
    pub fn editorial(&self, problem: &str) -> PathBuf {
        self.root.join("solutions").join(problem).join("EDITORIAL.md")
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
        self.hidden_tests(problem).join(variant.file_name())
    }

    /// The folder with the hidden tests of a problem, and what they share.
    pub fn hidden_tests(&self, problem: &str) -> PathBuf {
        self.root.join("tests").join(problem)
    }

    /// Of the sources that everything is graded with. Read once.
    pub fn kit_fingerprint(&self) -> u64 {
        *self.kit.get_or_init(|| {
            let grader = self.of_kit().root.join("grader");
            let parts = ["engine", "harness", "models", "protocol"].map(|part| grader.join(part));
            parts.iter().fold(fingerprint::EMPTY, |hash, part| {
                fingerprint::add_sources(hash, part, "tests")
            })
        })
    }

    /// The pristine copy of the stub.
    pub fn stub(&self, exercise: &Exercise) -> PathBuf {
        self.hidden_tests(&exercise.problem).join("stub").join(exercise.variant.file_name())
    }

    /// What the learner has done: the one file of the grader's outside of `target`.
    pub fn progress(&self) -> PathBuf {
        env::var_os(MEMORY).map_or_else(|| self.root.clone(), PathBuf::from).join("progress.toml")
    }

    /// The folder with the last check of each file.
    pub fn checks(&self) -> PathBuf {
        env::var_os(MEMORY).map_or_else(|| self.target(), PathBuf::from).join("checks")
    }

    /// The project whose kit is used: this one, unless [`KIT`] names another.
    #[must_use]
    pub fn of_kit(&self) -> Self {
        env::var_os(KIT).map_or_else(|| self.clone(), |root| Self::at(PathBuf::from(root)))
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
