//! Reads and replaces `progress.toml`.
//!
//! Called by `progress` only.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Progress;
use crate::project::Project;
use crate::replace::replace;

const HEAD: &str = "\
# What you have done in Racecourse, kept by the grader.
# Safe to commit, and to take along to another machine; safe to delete, but then it is forgotten.

";

/// Reads the file; an error if it is there and makes no sense.
pub(super) fn read(project: &Project) -> io::Result<Progress> {
    let path = project.progress();
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Progress::default()),
        Err(error) => return Err(error),
    };
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start].lines().count().max(1));
        let what = format!("{}:{line}: {}", project.shown(&path), error.message());
        io::Error::new(ErrorKind::InvalidData, what)
    })
}

/// Reads, changes and replaces the file, while every other grader waits.
pub(super) fn update(project: &Project, change: impl FnOnce(&mut Progress)) -> io::Result<()> {
    let lock = project.target().join("progress.lock");
    fs::create_dir_all(project.target())?;
    let lock = File::options().create(true).append(true).open(lock)?;
    lock.lock()?;
    let path = project.progress();
    let mut progress = match read(project) {
        Ok(progress) => progress,
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            fs::rename(&path, aside(&path))?;
            Progress::default()
        }
        Err(error) => return Err(error),
    };
    change(&mut progress);
    let text = toml::to_string(&progress).map_err(io::Error::other)?;
    let text = format!("{HEAD}{text}");
    if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    replace(&path, text.as_bytes())
}

/// `progress.toml.unreadable`, or the first such name with a number that is free.
fn aside(path: &Path) -> PathBuf {
    let numbered = |number: u32| match number {
        1 => path.with_extension("toml.unreadable"),
        _ => path.with_extension(format!("toml.unreadable-{number}")),
    };
    (1..u32::MAX).map(numbered).find(|path| !path.exists()).unwrap_or_else(|| numbered(1))
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn project(name: &str) -> Project {
        let name = format!("racecourse-progress-{name}-{}", std::process::id());
        let root = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).expect("our own folder");
        Project::at(root)
    }

    #[test]
    fn of_many_graders_at_once_nobody_loses_anything() {
        let project = project("many");
        thread::scope(|scope| {
            for name in 0..8 {
                let project = &project;
                scope.spawn(move || {
                    for hints in 1..=5 {
                        let note = |progress: &mut Progress| {
                            progress.remember_hints(&name.to_string(), hints);
                        };
                        update(project, note).expect("our own file");
                    }
                });
            }
        });
        let progress = read(&project).expect("a file");
        assert!((0..8).all(|name| progress.hints_shown(&name.to_string()) == 5));
        let text = fs::read_to_string(project.progress()).expect("a file");
        assert!(text.starts_with(HEAD), "{text}");
        let _ = fs::remove_dir_all(project.root());
    }

    #[test]
    fn a_file_that_makes_no_sense_is_kept_beside() {
        let project = project("conflict");
        let conflict = "[hints]\n<<<<<<< mine\nh2o = 1\n=======\nh2o = 2\n>>>>>>> theirs\n";
        for name in ["progress.toml.unreadable", "progress.toml.unreadable-2"] {
            fs::write(project.progress(), conflict).expect("our own file");
            let error = read(&project).expect_err("a conflict").to_string();
            assert!(error.contains("progress.toml:2: "), "{error}");
            let told = Progress::trouble(&project).expect("trouble");
            assert!(told.contains(&error), "{told}");
            assert_eq!(Progress::load(&project).hints_shown("h2o"), 0);
            update(&project, |progress| progress.remember_hints("h2o", 3)).expect("our own file");
            assert_eq!(Progress::load(&project).hints_shown("h2o"), 3);
            assert_eq!(Progress::trouble(&project), None);
            let kept = fs::read_to_string(project.root().join(name)).expect("kept");
            assert_eq!(kept, conflict);
        }
        let _ = fs::remove_dir_all(project.root());
    }
}
