//! Compiles one learner's file with its hidden test: generates a crate root, calls rustc on it.
//! One root a file and engine, so that no exercise can break another.
//!
//! Called by `grade`. The file itself is never changed.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use protocol::Engine;
use serde_json::Value;
use thiserror::Error;

use crate::build::diagnostics;
use crate::build::kit::Kit;
use crate::build::toolchain;
use crate::fingerprint::fingerprint;
use crate::graded::Diagnostic;
use crate::problems::subject::{Origin, Subject};
use crate::process::cancel::Cancel;
use crate::process::supervise::{self, Finished, Limits, Stop};
use crate::project::Project;
use crate::replace::replace;

/// What came out.
#[derive(Debug)]
pub enum Compiled {
    /// An executable of libtest's, and what rustc warns of in the learner's file.
    Program(PathBuf, Vec<Diagnostic>),
    /// The errors, at least one.
    Errors(Vec<Diagnostic>),
}

/// Why the compiler could not even be asked.
#[derive(Debug, Error)]
pub enum CompileError {
    /// The generated root cannot be written.
    #[error("cannot write {}: {source}", .path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// rustc cannot be started.
    #[error("cannot run `{rustc}`: {source}")]
    Rustc {
        /// The command.
        rustc: String,
        /// Why not.
        source: io::Error,
    },
    /// The kit lacks a library that every file is linked against.
    #[error("the kit has no library `{0}`")]
    Library(&'static str),
    /// The compiler had no room to write.
    #[error("there is no space left on the disk that has `target` on it")]
    Full,
}

/// What every file may use; then, a build each: under which name it finds which library. What the
/// generated root of the model's build does to `std` these names do to the crates.
const ALWAYS: [(&str, &str); 2] = [("harness", "harness"), ("rstest", "rstest")];
const MODEL: [(&str, &str); 4] = [
    ("model_std", "model_std"),
    ("crossbeam", "model_crossbeam"),
    ("parking_lot", "model_parking_lot"),
    ("tokio", "model_tokio"),
];
const NATIVE: [(&str, &str); 3] =
    [("crossbeam", "crossbeam"), ("parking_lot", "parking_lot"), ("tokio", "tokio")];

/// rustc is not trusted either: constants can loop, and macros can grow, without end.
const LIMITS: Limits<'static> = Limits {
    wall: Duration::from_secs(60),
    output: 64 << 20,
    keep: 8 << 20,
    memory: 4 << 30,
    heartbeat: None,
};

/// Compiles a subject for one engine. The executable is put into `folder`.
pub fn compile(
    project: &Project,
    kit: &Kit,
    subject: &Subject,
    engine: Engine,
    folder: &Path,
    cancel: &Cancel,
) -> Result<Compiled, CompileError> {
    let name = crate_name(subject, engine);
    let incremental = subject.origin != Origin::File;
    let roots = if incremental { project.target().join("roots") } else { folder.to_owned() };
    let root = roots.join(format!("{name}.rs"));
    let hidden = project.hidden_test(&subject.exercise.problem, subject.exercise.variant);
    write_root(&root, &root_text(engine, &subject.file, &hidden))?;

    let program = folder.join(format!("{}{}", engine.word(), std::env::consts::EXE_SUFFIX));
    let rustc = toolchain::rustc();
    let mut command = Command::new(&rustc);
    command
        .current_dir(project.root())
        .args(["--test", "--edition=2024", "-Funsafe_code", "-Cdebuginfo=0"])
        .args(lints(engine))
        .args(["--error-format=json", "--json=diagnostic-rendered-ansi"])
        .arg(format!("--crate-name={name}"))
        .arg(format!("--diagnostic-width={}", crate::screen::Screen::of_stdout().width))
        .arg(remap(project.root(), ""))
        .arg(remap(&subject.file, &subject.shown))
        .arg("-o")
        .args([&program, &root]);
    if incremental {
        command.arg(format!("-Cincremental={}", project.target().join("incremental").display()));
    }
    for folder in &kit.folders {
        command.arg("-L").arg(format!("dependency={}", folder.display()));
    }
    for (library, file) in libraries(kit, engine)? {
        command.arg("--extern").arg(format!("{library}={}", file.display()));
    }
    let finished = supervise::run(command, b"", LIMITS, cancel).map_err(|source| {
        CompileError::Rustc { rustc: rustc.to_string_lossy().into_owned(), source }
    })?;
    if finished.exit == supervise::Exit::Code(0) && program.is_file() {
        let warnings = diagnostics::warnings(&finished.stderr, &subject.shown);
        return Ok(Compiled::Program(program, warnings));
    }
    let errors = errors(&finished);
    if errors.iter().any(is_full_disk) {
        return Err(CompileError::Full);
    }
    Ok(Compiled::Errors(errors))
}

/// Whether rustc or the linker had no room to write, which is nobody's mistake. What points at a line of the
/// file was written there, whatever it says.
fn is_full_disk(error: &Diagnostic) -> bool {
    let says = |what: &str| error.rendered.contains(what);
    error.file.is_none() && (says("No space left on device") || says("Disk quota exceeded"))
}

/// The native build warns as `cargo check` would: `exercises/Cargo.toml` has the same exceptions.
fn lints(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Model => &["-Awarnings"],
        Engine::Native => &["-Adead_code", "-Aunused_variables"],
    }
}

fn errors(finished: &Finished) -> Vec<Diagnostic> {
    let said = |message: &str| Diagnostic {
        code: None,
        message: message.to_owned(),
        file: None,
        line: None,
        column: None,
        rendered: message.to_owned(),
        compiler: Value::Null,
    };
    let mut errors = diagnostics::errors(&finished.stderr);
    if let Some(Stop::Time(limit)) = finished.stopped {
        let seconds = limit.as_secs();
        errors.push(said(&format!("the compiler was stopped: no end after {seconds} seconds")));
    } else if let Some(stop) = finished.stopped {
        errors.push(said(&format!("the compiler was stopped: {stop:?}")));
    } else if errors.is_empty() {
        errors.push(said(&format!("the compiler failed: {}", finished.stderr.trim())));
    }
    errors
}

fn libraries(kit: &Kit, engine: Engine) -> Result<Vec<(&'static str, &Path)>, CompileError> {
    let own: &[_] = match engine {
        Engine::Model => &MODEL,
        Engine::Native => &NATIVE,
    };
    let find = |&(name, library): &(&'static str, &'static str)| {
        kit.library(library).map(|file| (name, file)).ok_or(CompileError::Library(library))
    };
    ALWAYS.iter().chain(own).map(find).collect()
}

/// A name that is a crate's name and a file's name, and different for every file and engine.
fn crate_name(subject: &Subject, engine: Engine) -> String {
    let exercise = subject.exercise.to_string().replace(['-', '/'], "_");
    let which = match subject.origin {
        Origin::Exercise => String::new(),
        Origin::Solution => "solution_".to_owned(),
        Origin::File => {
            format!("file_{:016x}_", fingerprint(subject.file.as_os_str().as_encoded_bytes()))
        }
    };
    format!("{which}{exercise}_{}", engine.word())
}

fn root_text(engine: Engine, exercise: &Path, hidden: &Path) -> String {
    let models = match engine {
        Engine::Model => {
            "#[macro_use]\nextern crate model_std as std;\nextern crate model_std as core;\n"
        }
        Engine::Native => "",
    };
    // Quoted as a Rust string, whatever the path has in it.
    let quoted = |path: &Path| format!("{:?}", path.to_string_lossy());
    let (exercise, hidden) = (quoted(exercise), quoted(hidden));
    format!("{models}#[path = {exercise}]\nmod exercise;\n#[path = {hidden}]\nmod hidden;\n")
}

/// Leaves the file alone if it is right already, so that two graders can use it at once.
fn write_root(path: &Path, text: &str) -> Result<(), CompileError> {
    if std::fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    replace(path, text.as_bytes())
        .map_err(|source| CompileError::Write { path: path.to_owned(), source })
}

fn remap(from: &Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", from.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::exercise::{Exercise, Variant};

    #[test]
    fn the_model_shadows_std_and_the_native_root_has_only_the_two_modules() {
        let (exercise, hidden) = (Path::new("/p/exercises/x.rs"), Path::new("/p/tests/x.rs"));
        let native = root_text(Engine::Native, exercise, hidden);
        assert_eq!(
            native,
            "#[path = \"/p/exercises/x.rs\"]\nmod exercise;\n\
             #[path = \"/p/tests/x.rs\"]\nmod hidden;\n"
        );
        let model = root_text(Engine::Model, exercise, hidden);
        assert!(model.starts_with("#[macro_use]\nextern crate model_std as std;\n"));
        assert!(model.ends_with(&native));
    }

    #[test]
    fn a_full_disk_is_nobodys_mistake() {
        let said = |file: Option<&str>, rendered: &str| Diagnostic {
            code: None,
            message: String::new(),
            file: file.map(str::to_owned),
            line: None,
            column: None,
            rendered: rendered.to_owned(),
            compiler: Value::Null,
        };
        let full = "rustc-LLVM ERROR: IO failure on output stream: No space left on device";
        assert!(is_full_disk(&said(None, full)));
        assert!(!is_full_disk(&said(Some("exercises/h2o/tasks.rs"), full)));
        assert!(!is_full_disk(&said(None, "the compiler failed: stack overflow")));
    }

    #[test]
    fn every_file_has_a_root_of_its_own() {
        let project = Project::at("/p");
        let exercise = || Exercise::new("print-in-order", Variant::Threads);
        let name = |subject: &Subject| crate_name(subject, Engine::Native);
        let names = [
            name(&Subject::exercise(&project, exercise())),
            name(&Subject::solution(&project, exercise())),
            name(&Subject::file(&project, exercise(), Path::new("/a.rs"))),
            name(&Subject::file(&project, exercise(), Path::new("/b.rs"))),
        ];
        assert_eq!(names[0], "print_in_order_threads_native");
        let mut different = names.to_vec();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), names.len());
    }
}
