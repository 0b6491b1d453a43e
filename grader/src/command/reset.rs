//! `reset`: brings a stub back from its pristine copy, and keeps what was there beside it. Needs
//! no version control.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{Usage, print};
use crate::exit;
use crate::problems::problem::Problem;
use crate::problems::select;
use crate::project::Project;
use crate::replace::replace;

/// Runs the command.
pub fn run(project: &Project, name: &str) -> Result<u8> {
    let problems = Problem::discover(project);
    let named = select::find(project, &problems, name).map_err(Usage::from)?;
    let exercises = named.exercises();
    let [exercise] = exercises.as_slice() else {
        let id = &named.problem.id;
        let which = format!("which one? name `{id}/threads` or `{id}/tasks`");
        return Err(Usage::Other(which).into());
    };
    let (file, stub) = (project.exercise_file(exercise), project.stub(exercise));
    let text = fs::read(&stub).with_context(|| format!("cannot read {}", stub.display()))?;
    let shown = project.shown(&file);
    if fs::read(&file).is_ok_and(|old| old == text) {
        print(&format!("{shown} is the stub already\n"))?;
        return Ok(exit::ACCEPTED);
    }
    let kept = keep(&file).with_context(|| format!("cannot put {} aside", file.display()))?;
    replace(&file, &text).with_context(|| format!("cannot write {}", file.display()))?;
    let kept = kept.map_or_else(String::new, |kept| {
        format!("; what was there is in {}", project.shown(&kept))
    });
    print(&format!("{shown} is the stub again{kept}\n"))?;
    Ok(exit::ACCEPTED)
}

/// Renames a file to the first free one of `threads.rs.orig`, `threads.rs.orig.2`, …
fn keep(file: &Path) -> std::io::Result<Option<PathBuf>> {
    if fs::symlink_metadata(file).is_err() {
        return Ok(None);
    }
    let name = |number: u32| {
        let end = if number == 1 { ".orig".to_owned() } else { format!(".orig.{number}") };
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let free = (1..=u32::MAX).map(name).find(|path| fs::symlink_metadata(path).is_err());
    let Some(kept) = free else { return Ok(None) };
    fs::rename(file, &kept)?;
    Ok(Some(kept))
}
