//! The kit: the harness and the libraries that a learner's file is linked against, built once by
//! cargo, in a target folder of the grader's own. Cargo alone decides what is up to date.
//!
//! Called by `grade`, once a run and only if something has to be compiled.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde::Deserialize;
use thiserror::Error;

use crate::activity::Activity;
use crate::build::toolchain;
use crate::project::Project;

/// Where the libraries are.
#[derive(Debug, Clone)]
pub struct Kit {
    libraries: Vec<(String, PathBuf)>,
    /// The folders with everything they depend on.
    pub folders: BTreeSet<PathBuf>,
}

/// Why there is no kit.
#[derive(Debug, Error)]
pub enum KitError {
    /// Cargo could not be started or read.
    #[error("cannot run `{cargo}`: {source}")]
    Cargo {
        /// The command.
        cargo: String,
        /// Why not.
        source: io::Error,
    },
    /// Cargo ran and failed.
    #[error("the kit does not build; cargo says:\n\n{0}")]
    Build(String),
}

/// One message of `cargo build --message-format=json`, as far as it matters here.
#[derive(Debug, Deserialize)]
struct Message {
    reason: String,
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
    #[serde(default)]
    fresh: bool,
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Kit {
    /// Builds what is not up to date: up to a minute the first time, 50 ms from then on.
    pub fn build(project: &Project, activity: &Activity) -> Result<Self, KitError> {
        let project = &project.of_kit();
        let cargo = toolchain::cargo();
        let failed =
            |source| KitError::Cargo { cargo: cargo.to_string_lossy().into_owned(), source };
        let mut command = Command::new(&cargo);
        command
            .args([
                "build",
                "--color",
                "never",
                "--quiet",
                "--package",
                "harness",
                "--profile",
                "kit",
            ])
            .arg("--target-dir")
            .arg(project.target())
            .arg("--message-format=json-render-diagnostics")
            .current_dir(project.root())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if project.root().join("Cargo.lock").is_file() {
            command.arg("--locked");
        }
        let mut child = command.spawn().map_err(failed)?;
        let stderr = child.stderr.take().map(|stderr| thread::spawn(move || drain(stderr)));
        let mut kit = Self { libraries: Vec::new(), folders: BTreeSet::new() };
        let mut built = 0;
        let stdout = child.stdout.take().ok_or_else(|| failed(io::Error::other("no output")))?;
        for line in BufReader::new(stdout).lines() {
            let Ok(message) = serde_json::from_str::<Message>(&line.map_err(failed)?) else {
                continue;
            };
            if message.reason == "compiler-artifact" {
                tell(activity, &message, &mut built);
                kit.add(message);
            }
        }
        let status = child.wait().map_err(failed)?;
        if status.success() {
            return Ok(kit);
        }
        let said = stderr.and_then(|stderr| stderr.join().ok()).unwrap_or_default();
        Err(KitError::Build(said))
    }

    fn add(&mut self, message: Message) {
        let Some(target) = message.target else { return };
        let is_library = |kind: &String| kind == "lib" || kind == "rlib" || kind == "proc-macro";
        if !target.kind.iter().any(is_library) {
            return;
        }
        let folders = message.filenames.iter().filter_map(|file| file.parent());
        self.folders.extend(folders.map(Path::to_owned));
        let is_rlib = |file: &PathBuf| file.extension().is_some_and(|end| end == "rlib");
        if let Some(file) = message.filenames.into_iter().find(is_rlib) {
            self.libraries.push((target.name.replace('-', "_"), file));
        }
    }

    /// The library of that name. The last one built is the nearest to the harness, should a
    /// dependency of a dependency have the same name.
    pub fn library(&self, name: &str) -> Option<&Path> {
        let found = self.libraries.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, file)| file.as_path())
    }
}

fn tell(activity: &Activity, message: &Message, built: &mut u32) {
    const WHAT: &str = "Building the kit, once (about a minute)";
    let Some(target) = message.target.as_ref().filter(|_| !message.fresh) else { return };
    if *built == 0 {
        activity.slow_step(WHAT.to_owned());
    }
    *built += 1;
    activity.step(format!("{WHAT}: {built} crates, {}", target.name));
}

fn drain(mut stream: impl Read) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
