//! A folder of its own for every build and run, so that two graders never get in each other's
//! way; removed when it is no longer needed.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{fs, io, process};

use crate::project::Project;

/// A fresh folder below `target/grader/run`.
#[derive(Debug)]
pub struct WorkDir(PathBuf);

/// No run takes this long: what is older was left behind by a grader that was killed.
const STALE: Duration = Duration::from_secs(3600);

impl WorkDir {
    /// Makes the folder.
    pub fn new(project: &Project) -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let all = project.target().join("run");
        if COUNT.load(Ordering::Relaxed) == 0 {
            sweep(&all);
        }
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = all.join(format!("{}-{count}", process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for WorkDir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The folders of runs whose grader was killed.
pub fn stale(project: &Project) -> Vec<PathBuf> {
    stale_in(&project.target().join("run"))
}

fn stale_in(all: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(all).into_iter().flatten().flatten();
    let old = folders.filter(|folder| {
        let modified = folder.metadata().and_then(|metadata| metadata.modified());
        modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > STALE))
    });
    old.map(|folder| folder.path()).collect()
}

fn sweep(all: &Path) {
    for folder in stale_in(all) {
        let _ = fs::remove_dir_all(folder);
    }
}
