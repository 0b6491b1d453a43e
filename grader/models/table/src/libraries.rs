//! The libraries of both sides, as cargo builds them: only checked, since rustdoc needs no more.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::names::{MODEL, REAL};

/// Where the libraries are, and of what version.
pub(crate) struct Libraries {
    /// The metadata of each library, by its name in Rust.
    pub(crate) metadata: BTreeMap<String, PathBuf>,
    /// The version of each real crate; std's is the compiler's.
    pub(crate) versions: BTreeMap<String, String>,
    /// Where their dependencies are.
    pub(crate) dependencies: PathBuf,
    /// A folder for what is generated.
    pub(crate) scratch: PathBuf,
}

/// Builds them.
pub(crate) fn build() -> anyhow::Result<Libraries> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let packages = MODEL.iter().map(|library| library.replace('_', "-"));
    let output = Command::new(cargo)
        .args(["check", "--quiet", "--message-format=json-render-diagnostics"])
        .args(packages.flat_map(|package| ["--package".to_owned(), package]))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "the models do not compile");
    let wanted = || REAL.iter().chain(MODEL);
    let (mut metadata, mut versions) = (BTreeMap::new(), BTreeMap::new());
    for line in String::from_utf8(output.stdout)?.lines() {
        let message: Value = serde_json::from_str(line)?;
        let name = message["target"]["name"].as_str().unwrap_or_default().replace('-', "_");
        if message["reason"] != "compiler-artifact" || !wanted().any(|library| *library == name) {
            continue;
        }
        let files = message["filenames"].as_array().into_iter().flatten();
        let mut files = files.filter_map(Value::as_str).map(PathBuf::from);
        let Some(file) = files.find(|file| file.extension().is_some_and(|end| end == "rmeta"))
        else {
            continue;
        };
        let id = message["package_id"].as_str().unwrap_or_default();
        let version = id.rsplit(['@', '#']).next().unwrap_or_default();
        versions.insert(name.clone(), version.to_owned());
        metadata.insert(name, file);
    }
    for library in wanted().filter(|library| **library != "std") {
        ensure!(metadata.contains_key(*library), "cargo has built no {library}");
    }
    versions.insert("std".to_owned(), compiler()?);
    let dependencies = metadata.values().next().and_then(|file| file.parent());
    let dependencies = dependencies.context("cargo has built nothing")?.to_owned();
    let target = dependencies.ancestors().nth(2).unwrap_or(Path::new("target"));
    let scratch = target.join("model-table");
    Ok(Libraries { metadata, versions, dependencies, scratch })
}

/// The compiler's version.
fn compiler() -> anyhow::Result<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().context("cannot run rustc")?;
    let text = String::from_utf8(output.stdout)?;
    Ok(text.split_whitespace().nth(1).unwrap_or_default().to_owned())
}
