//! The two sides, and their documentation.
//!
//! A library of a few lines re-exports the crates of a side; rustdoc inlines what is re-exported, out
//! of the metadata, so that neither sources nor a nightly compiler are needed.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};

use crate::libraries::Libraries;
use crate::names::REAL;

/// What is looked at in std.
const STD: &str = "hint, sync, task, thread, thread_local, time";

/// Makes the documentation of a side and tells where it is.
pub(crate) fn document(libraries: &Libraries, side: &[&str]) -> anyhow::Result<PathBuf> {
    let name = if side == REAL { "real" } else { "model" };
    let folder = libraries.scratch.join(name);
    // What an earlier run has left must not count.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let root = folder.join("lib.rs");
    fs::write(&root, source(side))?;
    let mut rustdoc = Command::new(env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into()));
    rustdoc.arg(&root).arg("--out-dir").arg(&folder);
    rustdoc.args(["--crate-name", name, "--crate-type", "lib", "--edition", "2024"]);
    rustdoc.args(["--cap-lints", "allow"]);
    rustdoc.arg("-L").arg(format!("dependency={}", libraries.dependencies.display()));
    for library in side {
        if let Some(file) = libraries.metadata.get(*library) {
            rustdoc.arg("--extern").arg(format!("{library}={}", file.display()));
        }
    }
    let output = rustdoc.output().context("cannot run rustdoc")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "rustdoc has failed:\n{error}");
    Ok(folder.join(name))
}

fn source(side: &[&str]) -> String {
    let mut source = format!(
        "//! Generated.\npub mod std {{ #[doc(inline)] pub use ::{}::{{{STD}}}; }}\n",
        side[0]
    );
    for (library, name) in side.iter().zip(REAL).skip(1) {
        let _ = writeln!(source, "#[doc(inline)] pub use ::{library} as {name};");
    }
    source
}
