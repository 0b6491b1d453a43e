//! A learner's file is never thrown away: whoever wants the stub back keeps what was there beside it, as
//! `threads.rs.orig`, `threads.rs.orig.2`, … and can have it back. Needs no version control.
//!
//! Called by `reset`, and by the picker's key for it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use thiserror::Error;

use crate::learner::progress::Progress;
use crate::problems::exercise::Exercise;
use crate::project::Project;
use crate::replace::replace;

/// A file that could not be read, moved or written.
#[derive(Debug, Error)]
#[error("cannot {what} {path}: {source}")]
pub struct KeptError {
    what: &'static str,
    path: String,
    source: io::Error,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// Nothing had to be done: it was the stub, or there is no kept copy.
    Nothing,
    /// It is another one now.
    To {
        /// Where what was there before is kept, unless that was the stub or nothing.
        kept: Option<PathBuf>,
    },
}

/// Whether the file is the stub, byte by byte.
pub fn is_stub(project: &Project, exercise: &Exercise) -> bool {
    let file = fs::read(project.exercise_file(exercise));
    file.is_ok_and(|file| fs::read(project.stub(exercise)).is_ok_and(|stub| stub == file))
}

/// Brings the stub back from its pristine copy. The next solution counts as a new one.
///
/// # Errors
///
/// There is no pristine copy, or the folder cannot be written to.
pub fn reset(project: &Project, exercise: &Exercise) -> Result<Changed, KeptError> {
    let (file, stub) = (project.exercise_file(exercise), project.stub(exercise));
    let text = fs::read(&stub).map_err(failed(project, "read", &stub))?;
    if fs::read(&file).is_ok_and(|old| old == text) {
        return Ok(Changed::Nothing);
    }
    let kept = keep(&file).map_err(failed(project, "put aside", &file))?;
    replace(&file, &text).map_err(failed(project, "write", &file))?;
    let known = Progress::load(project);
    if known.last(&exercise.to_string()).is_some() || known.hints_shown(&exercise.problem) > 0 {
        // Forgotten, this only leaves a verdict that nobody looks at while the file is the stub.
        let _ = Progress::update(project, |progress| progress.begin_again(exercise));
    }
    Ok(Changed::To { kept })
}

/// Puts the copy back that was kept last. What is there now is kept in turn, unless it is the stub.
///
/// # Errors
///
/// The folder cannot be written to.
pub fn undo(project: &Project, exercise: &Exercise) -> Result<Changed, KeptError> {
    let file = project.exercise_file(exercise);
    let Some((_, newest)) = copies(&file).pop() else { return Ok(Changed::Nothing) };
    let kept = if is_stub(project, exercise) {
        None
    } else {
        keep(&file).map_err(failed(project, "put aside", &file))?
    };
    fs::rename(&newest, &file).map_err(failed(project, "put back", &newest))?;
    Ok(Changed::To { kept })
}

fn failed(project: &Project, what: &'static str, path: &Path) -> impl Fn(io::Error) -> KeptError {
    let path = project.shown(path);
    move |source| KeptError { what, path: path.clone(), source }
}

/// Renames a file to the name behind those that are taken, so that the newest copy has the highest number.
fn keep(file: &Path) -> io::Result<Option<PathBuf>> {
    if fs::symlink_metadata(file).is_err() {
        return Ok(None);
    }
    let number = copies(file).last().map_or(1, |(last, _)| last.saturating_add(1));
    let end = if number == 1 { ".orig".to_owned() } else { format!(".orig.{number}") };
    let mut kept = file.as_os_str().to_owned();
    kept.push(end);
    let kept = PathBuf::from(kept);
    fs::rename(file, &kept)?;
    Ok(Some(kept))
}

/// The kept copies of a file with their numbers, the newest last.
pub fn copies(file: &Path) -> Vec<(u32, PathBuf)> {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let (Some(folder), Some(own)) = (file.parent(), name(file)) else { return Vec::new() };
    let number = |other: OsString| {
        let other = other.into_string().ok()?;
        match other.strip_prefix(&own)?.strip_prefix(".orig")? {
            "" => Some(1),
            number => number.strip_prefix('.')?.parse().ok(),
        }
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let numbered = entries.filter_map(|entry| Some((number(entry.file_name())?, entry.path())));
    let mut copies: Vec<(u32, PathBuf)> = numbered.collect();
    copies.sort();
    copies
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::exercise::Variant;

    /// A project of one exercise in a folder of its own.
    struct Clone(Project, Exercise);

    impl Clone {
        fn new(name: &str) -> Self {
            let root =
                std::env::temp_dir().join(format!("racecourse-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&root);
            let this = Self(Project::at(root), Exercise::new("h2o", Variant::Threads));
            for path in [this.0.exercise_file(&this.1), this.0.stub(&this.1)] {
                fs::create_dir_all(path.parent().expect("a folder")).expect("our own folder");
                fs::write(path, "stub").expect("our own file");
            }
            this
        }

        fn write(&self, text: &str) {
            fs::write(self.0.exercise_file(&self.1), text).expect("our own file");
        }

        fn reset(&self) -> Option<String> {
            of(&reset(&self.0, &self.1).expect("it can be written"))
        }

        fn undo(&self) -> Option<String> {
            of(&undo(&self.0, &self.1).expect("it can be written"))
        }

        /// The file, then its copies.
        fn texts(&self) -> Vec<String> {
            let file = self.0.exercise_file(&self.1);
            let copies = copies(&file).into_iter().map(|(_, path)| path);
            let read = |path| fs::read_to_string(path).expect("our own file");
            std::iter::once(file.clone()).chain(copies).map(read).collect()
        }
    }

    impl Drop for Clone {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(self.0.root());
        }
    }

    /// The name of the kept copy; `-` for none, nothing if nothing was done.
    fn of(changed: &Changed) -> Option<String> {
        let Changed::To { kept } = changed else { return None };
        let name = kept.as_ref().and_then(|path| path.file_name());
        Some(name.map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned()))
    }

    #[test]
    fn no_copy_is_ever_overwritten() {
        let clone = Clone::new("kept");
        assert_eq!(clone.reset(), None);
        for (text, kept) in
            [("a", "threads.rs.orig"), ("b", "threads.rs.orig.2"), ("c", "threads.rs.orig.3")]
        {
            clone.write(text);
            assert_eq!(clone.reset().as_deref(), Some(kept));
        }
        assert_eq!(clone.texts(), ["stub", "a", "b", "c"]);
        // Who has tidied up still has the newest at the end.
        fs::remove_file(clone.0.exercise_file(&clone.1).with_extension("rs.orig")).expect("there");
        clone.write("d");
        assert_eq!(clone.reset().as_deref(), Some("threads.rs.orig.4"));
        assert_eq!(clone.texts(), ["stub", "b", "c", "d"]);
    }

    #[test]
    fn the_newest_copy_comes_back_and_what_is_there_is_kept() {
        let clone = Clone::new("undone");
        assert_eq!(clone.undo(), None);
        for text in ["a", "b"] {
            clone.write(text);
            clone.reset();
        }
        assert_eq!(clone.undo().as_deref(), Some("-"));
        assert_eq!(clone.texts(), ["b", "a"]);
        clone.write("c");
        assert_eq!(clone.undo().as_deref(), Some("threads.rs.orig.2"));
        assert_eq!(clone.texts(), ["a", "c"]);
        assert_eq!(clone.undo().as_deref(), Some("threads.rs.orig.3"));
        assert_eq!(clone.texts(), ["c", "a"]);
    }

    #[test]
    fn a_missing_file_is_brought_back_and_a_missing_stub_is_said() {
        let clone = Clone::new("missing");
        fs::remove_file(clone.0.exercise_file(&clone.1)).expect("our own file");
        assert_eq!(clone.reset().as_deref(), Some("-"));
        fs::remove_file(clone.0.stub(&clone.1)).expect("our own file");
        let error = reset(&clone.0, &clone.1).expect_err("no stub").to_string();
        assert!(error.starts_with("cannot read tests/h2o/stub/threads.rs: "), "{error}");
    }
}
