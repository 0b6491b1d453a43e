//! Writes one flat `#[path]` module per stub, so that editors index every exercise and a new
//! problem needs no list. Called by Cargo before `lib.rs` is compiled.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("Cargo sets it");
    println!("cargo::rerun-if-changed={root}");
    let mut folders: Vec<_> = fs::read_dir(&root)
        .expect("the package's own folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let mut modules = String::new();
    for folder in folders {
        for variant in ["threads", "tasks"] {
            let file = folder.join(variant).with_extension("rs");
            let Some(problem) = folder.file_name().and_then(|name| name.to_str()) else { continue };
            if file.is_file() {
                let name = format!("{problem}_{variant}").replace('-', "_");
                writeln!(modules, "#[path = {file:?}]\npub mod {name};")
                    .expect("a String takes it");
            }
        }
    }
    let out = env::var("OUT_DIR").expect("Cargo sets it");
    fs::write(Path::new(&out).join("modules.rs"), modules).expect("Cargo's own output folder");
}
