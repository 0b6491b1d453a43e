//! Gathers the facts: asks programs for their versions, the environment, the disk. Nothing here judges, and
//! nothing here uses the network.

use std::env;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anstream::{AutoStream, ColorChoice};

use super::Facts;
use super::disk::Disk;
use super::editor::Editor;
use super::kit::Kit;
use super::project::{Memory, Parts};
use super::terminal::Terminal;
use super::toolchain::Tools;
use crate::build::{toolchain, workdir};
use crate::learner::progress::Progress;
use crate::problems::problem::Problem;
use crate::process::cancel::Cancel;
use crate::process::supervise::{self, Exit, Limits};
use crate::project::Project;
use crate::{editor, terminal};

/// A program that does not say its version in this time does not work.
const LIMITS: Limits<'static> = Limits {
    wall: Duration::from_secs(20),
    output: 64 << 20,
    keep: 64 << 10,
    memory: 2 << 30,
    heartbeat: None,
};

/// The facts about this machine, and the project if there is one.
pub fn gather(project: Option<&Project>) -> Facts {
    let kit = project.map(kit).unwrap_or_default();
    Facts {
        tools: tools(project),
        project: project.map(clone),
        disk: project.map(|project| disk(project, kit.built)).unwrap_or_default(),
        kit,
        editor: of_editor(project),
        terminal: of_terminal(),
    }
}

/// What a program prints, if it can be run and says yes.
fn said(mut command: Command, here: Option<&Project>) -> Option<String> {
    if let Some(project) = here {
        command.current_dir(project.root());
    }
    let finished = supervise::run(command, b"", LIMITS, &Cancel::default()).ok()?;
    (finished.exit == Exit::Code(0)).then_some(finished.stdout)
}

fn tools(project: Option<&Project>) -> Tools {
    let version = |program: &Path, words: &[&str]| {
        let mut command = Command::new(program);
        command.args(words);
        said(command, project)?.lines().next().map(str::to_owned)
    };
    let (rustc, cargo) = (PathBuf::from(toolchain::rustc()), PathBuf::from(toolchain::cargo()));
    let fmt = rustc.with_file_name(format!("rustfmt{}", env::consts::EXE_SUFFIX));
    let fmt = if fmt.is_file() { fmt } else { PathBuf::from("rustfmt") };
    Tools {
        needed: project.and_then(needed).unwrap_or(env!("CARGO_PKG_RUST_VERSION").to_owned()),
        rustc: version(&rustc, &["--version"]),
        cargo: version(&cargo, &["--version"]),
        rustfmt: version(&fmt, &["--version"]),
        clippy: version(&cargo, &["clippy", "--version"]),
    }
}

/// `rust-version` in the manifest of the workspace.
fn needed(project: &Project) -> Option<String> {
    let text = fs::read_to_string(project.root().join("Cargo.toml")).ok()?;
    let manifest: toml::Table = toml::from_str(&text).ok()?;
    let version = manifest.get("workspace")?.get("package")?.get("rust-version")?;
    version.as_str().map(str::to_owned)
}

fn clone(project: &Project) -> Parts {
    let problems = Problem::discover(project);
    let exercises: Vec<_> = problems.iter().flat_map(Problem::exercises).collect();
    let stubs = exercises.iter().map(|exercise| project.stub(exercise));
    let harness = project.root().join("grader").join("harness").join("Cargo.toml");
    let needed = stubs.chain([harness, project.exercises(), project.root().join("tests")]);
    let missing = needed.filter(|path| !path.exists()).map(|path| project.shown(&path)).collect();
    Parts {
        problems: problems.len(),
        exercises: exercises.len(),
        missing,
        unwritable: unwritable(&project.target()).err().map(|error| error.to_string()),
        progress: memory(project),
        leftovers: leftovers(project),
    }
}

fn unwritable(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let file = folder.join(format!("doctor-{}", std::process::id()));
    fs::write(&file, b"")?;
    fs::remove_file(file)
}

fn memory(project: &Project) -> Memory {
    let path = project.progress();
    match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Memory::None,
        Err(error) => Memory::Bad(error.to_string()),
        Ok(text) => match toml::from_str::<Progress>(&text) {
            Ok(_) => Memory::Good,
            Err(error) => {
                let line = error.span().map_or(0, |span| text[..span.start].lines().count().max(1));
                Memory::Bad(format!("line {line}: {}", error.message()))
            }
        },
    }
}

fn leftovers(project: &Project) -> (usize, u64) {
    let stale = workdir::stale(project);
    (stale.len(), stale.iter().map(|folder| bytes_in(folder)).sum())
}

fn kit(project: &Project) -> Kit {
    let kit = project.of_kit().target().join("kit");
    let built = kit.join("libharness.rlib").is_file();
    Kit { built, downloaded: if built { None } else { downloaded(project) } }
}

/// Whether Cargo could build without a network. `None` if Cargo cannot tell.
fn downloaded(project: &Project) -> Option<bool> {
    let host = said(with(&toolchain::rustc(), &["-vV"]), Some(project))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: "))?.to_owned();
    let words = ["metadata", "--offline", "--format-version", "1", "--filter-platform", &host];
    Some(said(with(&toolchain::cargo(), &words), Some(project)).is_some())
}

fn with(program: &std::ffi::OsStr, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words);
    command
}

fn disk(project: &Project, kit_is_built: bool) -> Disk {
    Disk { free: free(project.root()), used: bytes_in(&project.target()), kit_is_built }
}

#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

/// Of all files below a folder. Links are not followed.
fn bytes_in(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.filter_map(|entry| {
        let metadata = entry.metadata().ok()?;
        Some(if metadata.is_dir() { bytes_in(&entry.path()) } else { metadata.len() })
    });
    sizes.sum()
}

fn of_editor(project: Option<&Project>) -> Editor {
    let settings = |project: &Project| project.root().join(".vscode").join("settings.json");
    Editor {
        visual: env::var("VISUAL").ok(),
        editor: env::var("EDITOR").ok(),
        known: editor::command().is_some(),
        rust_analyzer: said(with("rust-analyzer".as_ref(), &["--version"]), project),
        settings: project.and_then(|project| fs::read_to_string(settings(project)).ok()),
    }
}

fn of_terminal() -> Terminal {
    let size = terminal_size::terminal_size().filter(|_| io::stdout().is_terminal());
    let set = |value: Result<String, env::VarError>| value.ok().filter(|value| !value.is_empty());
    let locale = set(env::var("LC_ALL")).or_else(|| set(env::var("LC_CTYPE")));
    Terminal {
        size: size.map(|(columns, rows)| (columns.0, rows.0)),
        colours: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        dumb: terminal::is_dumb(),
        locale: locale.or_else(|| set(env::var("LANG"))),
        has_locales: !cfg!(windows),
    }
}
