//! A program that watches a file, what is saved there, and how long each verdict took.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tests::vt::Vt;

/// A kit may have to be built before the first verdict.
const FIRST: Duration = Duration::from_secs(300);
/// Whoever needs longer for a later one hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that watches a file.
pub(super) struct Contestant {
    /// How the table calls it.
    pub(super) name: &'static str,
    /// What is saved, in turns.
    pub(super) versions: Vec<Version>,
    /// Those that the others are compared to.
    pub(super) is_measure: bool,
    vt: Vt,
    file: PathBuf,
    /// Removed at the end.
    folder: PathBuf,
}

/// What is saved again and again.
pub(super) struct Version {
    /// `right`, `wrong`.
    pub(super) kind: &'static str,
    /// From the end of saving to the screen that says it, a save each.
    pub(super) times: Vec<Duration>,
    text: String,
    /// What the screen says of it, and of no other version.
    verdict: &'static str,
}

impl Version {
    pub(super) fn new(kind: &'static str, text: String, verdict: &'static str) -> Self {
        Self { kind, times: Vec::new(), text, verdict }
    }
}

impl Contestant {
    /// Whoever watches `file` in a terminal. The last of the versions is saved first, without being timed.
    pub(super) fn new(
        name: &'static str,
        vt: Vt,
        file: PathBuf,
        folder: PathBuf,
        versions: Vec<Version>,
    ) -> Result<Self> {
        let mut new = Self { name, versions, is_measure: false, vt, file, folder };
        let last = new.versions.len() - 1;
        new.save(last, "the first save", FIRST)?;
        Ok(new)
    }

    /// Saves each version once.
    pub(super) fn save_each(&mut self, round: u32) -> Result<()> {
        for index in 0..self.versions.len() {
            // A person pauses, never in step with anybody's clock.
            thread::sleep(Duration::from_millis(400 + u64::from(round * 37 % 100)));
            let took = self.save(index, &format!("save {round}"), PATIENCE)?;
            self.versions[index].times.push(took);
        }
        Ok(())
    }

    /// Nobody has seen the same content before: a comment tells them apart.
    fn save(&mut self, index: usize, comment: &str, patience: Duration) -> Result<Duration> {
        self.vt.settle(Duration::from_millis(100));
        let version = &self.versions[index];
        fs::write(&self.file, format!("{}\n// {comment}\n", version.text))
            .with_context(|| self.file.display().to_string())?;
        let saved = Instant::now();
        let seen = self.vt.wait(patience, |screen| screen.contains(version.verdict));
        let seen = seen.with_context(|| {
            let (name, kind) = (self.name, version.kind);
            format!("{name}, {kind}: no `{}`, but\n{}", version.verdict, self.vt.text())
        })?;
        Ok(seen.saturating_duration_since(saved))
    }
}

impl Drop for Contestant {
    fn drop(&mut self) {
        let _ = self.vt.press("q");
        self.vt.settle(Duration::from_millis(300));
        let _ = fs::remove_dir_all(&self.folder);
    }
}
