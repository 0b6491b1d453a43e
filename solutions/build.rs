//! Writes one flat `#[path]` module per solution file. Called by Cargo before `lib.rs` is compiled.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("Cargo sets it");
    println!("cargo::rerun-if-changed={root}");
    let mut modules = String::new();
    for folder in sorted(Path::new(&root)).into_iter().filter(|path| path.is_dir()) {
        for part in [folder.clone(), folder.join("right"), folder.join("wrong")] {
            for file in sorted(&part) {
                if file.extension().is_some_and(|end| end == "rs") {
                    let name = name_of(&file, Path::new(&root));
                    writeln!(modules, "#[path = {file:?}]\npub mod {name};")
                        .expect("a String takes it");
                }
            }
        }
    }
    let out = env::var("OUT_DIR").expect("Cargo sets it");
    fs::write(Path::new(&out).join("modules.rs"), modules).expect("Cargo's own output folder");
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    paths.sort();
    paths
}

/// `print-in-order/wrong/threads_spin.rs` becomes `print_in_order_wrong_threads_spin`.
fn name_of(file: &Path, root: &Path) -> String {
    let inner = file.strip_prefix(root).unwrap_or(file).with_extension("");
    let words: Vec<_> = inner.iter().map(|word| word.to_string_lossy().replace('-', "_")).collect();
    words.join("_")
}
