//! Writes `grader/models/MODELLED.md`: which items of the real crates the models cover.
//!
//! `rustdoc` is asked for the pages of both sides (`sides`), from the libraries that cargo has built
//! (`libraries`); the items on them (`items`) are compared, and the result told (`page`).

mod html;
mod items;
mod libraries;
mod names;
mod page;
mod sides;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;

/// Where the page is.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../MODELLED.md");

/// Write grader/models/MODELLED.md: which items of the real crates the models cover.
#[derive(Parser)]
struct Arguments {
    /// Only tell whether the page says what is the case.
    #[arg(long)]
    check: bool,
}

#[expect(clippy::print_stdout, reason = "a command's result")]
fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let libraries = libraries::build()?;
    let real = items::read(&sides::document(&libraries, names::REAL)?)?;
    let model = items::read(&sides::document(&libraries, names::MODEL)?)?;
    let page = page::write(&real, &model, &libraries.versions);
    let path = Path::new(PAGE);
    if !arguments.check {
        fs::write(path, page).with_context(|| format!("cannot write {}", path.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let before = fs::read_to_string(path).with_context(|| {
        format!("cannot read {}; make it with `{}`", path.display(), page::COMMAND)
    })?;
    match page::difference(&before, &page) {
        None => Ok(ExitCode::SUCCESS),
        Some(difference) => {
            println!("MODELLED.md is out of date; write it anew with `{}`.", page::COMMAND);
            println!("{difference}");
            Ok(ExitCode::FAILURE)
        }
    }
}
