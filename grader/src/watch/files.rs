//! Sees when a file was saved, by looking: content that is the same in two looks was saved. That works over
//! a network, in a container and with every editor, whether it writes, truncates and writes, renames, or
//! deletes and creates; and there is nothing to be told that could be lost.
//!
//! Called by `session` every few hundredths of a second. A look costs a call for each file's metadata; what
//! these do not tell (a clock that only knows seconds, a mount that remembers them) is seen by reading the
//! files in turn, one a look.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::fingerprint::fingerprint;

/// How long to wait between two looks, in milliseconds.
pub const PERIOD_MS: u64 = 40;

/// So many looks at a file without content: an editor that truncates has not written yet.
const EMPTY_LOOKS: u32 = 12;
/// After so many looks a file that is not there is gone, and not just being replaced.
const GONE_LOOKS: u32 = 25;
/// Nobody's solution is larger.
const LARGEST: u64 = 1 << 20;

/// What a look saw of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saw {
    /// It has a content that it did not have before.
    Saved {
        /// Which file, by its place in the list.
        file: usize,
        /// Of the content.
        content: u64,
    },
    /// It was saved with the content that it had.
    Same {
        /// Which file.
        file: usize,
        /// Of the content.
        content: u64,
    },
    /// It has not been there for a while.
    Gone {
        /// Which file.
        file: usize,
    },
}

impl Saw {
    /// Which file it is about.
    pub fn file(self) -> usize {
        let (Self::Saved { file, .. } | Self::Same { file, .. } | Self::Gone { file }) = self;
        file
    }
}

/// The files that are looked at.
#[derive(Debug)]
pub struct Files {
    files: Vec<Watched>,
    /// The next one that is read whatever its metadata say.
    turn: usize,
}

#[derive(Debug)]
struct Watched {
    path: PathBuf,
    /// What its metadata were when it was read last.
    stamp: Option<Stamp>,
    /// The content that was told.
    content: Option<u64>,
    /// A content that was seen once or more and is not told yet, and how often.
    pending: Option<(u64, u32)>,
    /// The file was written since it was told.
    written: bool,
    /// How many looks did not find it.
    missing: u32,
}

/// What changes when a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Which file it is, where the system tells.
    identity: u64,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        Self { length: metadata.len(), modified, identity: identity(metadata) }
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> u64 {
    0
}

impl Files {
    /// Knows the files as they are now: what is told is what changes from here on.
    pub fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let watched = |path: PathBuf| {
            let content = content(&path);
            let stamp = stamp(&path);
            Watched { path, stamp, content, pending: None, written: false, missing: 0 }
        };
        Self { files: paths.into_iter().map(watched).collect(), turn: 0 }
    }

    /// The content of a file as far as it is known.
    pub fn content(&self, file: usize) -> Option<u64> {
        self.files.get(file)?.content
    }

    /// Looks at all files once.
    pub fn look(&mut self) -> Vec<Saw> {
        let turn = self.turn;
        self.turn = (turn + 1) % self.files.len().max(1);
        let files = self.files.iter_mut().enumerate();
        files.filter_map(|(file, watched)| watched.look(file, file == turn)).collect()
    }
}

impl Watched {
    fn look(&mut self, file: usize, thorough: bool) -> Option<Saw> {
        let Some(stamp) = stamp(&self.path) else { return self.not_there(file) };
        self.missing = 0;
        let touched = self.stamp != Some(stamp);
        self.written |= touched;
        if !(touched || thorough || self.pending.is_some()) {
            return None;
        }
        self.stamp = Some(stamp);
        let Some(content) = content(&self.path) else { return self.not_there(file) };
        let looks = match self.pending {
            Some((seen, looks)) if seen == content => looks + 1,
            _ => 1,
        };
        let settled = looks >= if stamp.length == 0 { EMPTY_LOOKS } else { 2 };
        if !settled {
            let news = self.written || self.content != Some(content);
            self.pending = news.then_some((content, looks));
            return None;
        }
        self.pending = None;
        let written = std::mem::take(&mut self.written);
        let before = self.content.replace(content);
        if before != Some(content) {
            return Some(Saw::Saved { file, content });
        }
        written.then_some(Saw::Same { file, content })
    }

    /// What is away for a moment comes back; what stays away is told once.
    fn not_there(&mut self, file: usize) -> Option<Saw> {
        self.pending = None;
        self.missing = self.missing.saturating_add(1);
        if self.missing != GONE_LOOKS {
            return None;
        }
        (self.stamp, self.content, self.written) = (None, None, false);
        Some(Saw::Gone { file })
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    metadata.is_file().then(|| Stamp::of(&metadata))
}

/// The fingerprint of a file's content. What is much too large is told by its length: a verdict will say so.
pub fn content(path: &Path) -> Option<u64> {
    let length = fs::metadata(path).ok()?.len();
    if length > LARGEST {
        return Some(length);
    }
    fs::read(path).ok().map(|bytes| fingerprint(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two files in a folder of their own.
    struct Here {
        folder: PathBuf,
        files: Files,
    }

    impl Here {
        fn new(name: &str) -> Self {
            let name = format!("racecourse-files-{name}-{}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).expect("our own folder");
            let paths = ["a.rs", "b.rs"].map(|file| folder.join(file));
            for path in &paths {
                fs::write(path, "before").expect("our own file");
            }
            Self { files: Files::new(paths), folder }
        }

        fn path(&self) -> PathBuf {
            self.folder.join("a.rs")
        }

        fn write(&self, text: &str) {
            fs::write(self.path(), text).expect("our own file");
        }

        /// What so many looks see.
        fn looks(&mut self, count: u32) -> Vec<Saw> {
            (0..count).flat_map(|_| self.files.look()).collect()
        }
    }

    impl Drop for Here {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    fn saved(text: &str) -> Saw {
        Saw::Saved { file: 0, content: fingerprint(text.as_bytes()) }
    }

    #[test]
    fn a_save_is_told_once_after_two_looks() {
        let mut here = Here::new("once");
        assert_eq!(here.looks(40), []);
        here.write("after");
        assert_eq!(here.looks(1), []);
        assert_eq!(here.looks(1), [saved("after")]);
        assert_eq!(here.looks(40), []);
        assert_eq!(here.files.content(0), Some(fingerprint(b"after")));
    }

    #[test]
    fn what_is_still_being_written_is_waited_for() {
        let mut here = Here::new("growing");
        for text in ["a", "af", "aft", "after"] {
            here.write(text);
            assert_eq!(here.looks(1), []);
        }
        assert_eq!(here.looks(1), [saved("after")]);
    }

    #[test]
    fn a_file_that_was_truncated_is_not_an_empty_solution_at_once() {
        let mut here = Here::new("truncated");
        here.write("");
        assert_eq!(here.looks(EMPTY_LOOKS - 1), []);
        here.write("after");
        assert_eq!(here.looks(2), [saved("after")]);
        here.write("");
        assert_eq!(here.looks(EMPTY_LOOKS + 1), [saved("")]);
    }

    #[test]
    fn a_file_may_be_renamed_into_place_or_be_away_for_a_moment() {
        let mut here = Here::new("renamed");
        let beside = here.folder.join("a.rs.tmp");
        fs::write(&beside, "after").expect("our own file");
        fs::rename(&beside, here.path()).expect("our own file");
        assert_eq!(here.looks(2), [saved("after")]);
        fs::remove_file(here.path()).expect("our own file");
        assert_eq!(here.looks(GONE_LOOKS - 1), []);
        here.write("again");
        assert_eq!(here.looks(2), [saved("again")]);
        fs::remove_file(here.path()).expect("our own file");
        assert_eq!(here.looks(2 * GONE_LOOKS), [Saw::Gone { file: 0 }]);
        here.write("again");
        assert_eq!(here.looks(2), [saved("again")]);
    }

    #[test]
    fn the_same_content_saved_again_is_told_as_such() {
        let mut here = Here::new("same");
        let beside = here.folder.join("a.rs.tmp");
        fs::write(&beside, "before").expect("our own file");
        fs::rename(&beside, here.path()).expect("our own file");
        let same = Saw::Same { file: 0, content: fingerprint(b"before") };
        assert_eq!(here.looks(2), [same]);
        assert_eq!(here.looks(40), []);
    }

    #[test]
    fn metadata_that_tell_nothing_hide_nothing() {
        let mut here = Here::new("blind");
        let modified = fs::metadata(here.path()).and_then(|of| of.modified()).expect("a time");
        here.write("behind");
        let file = fs::File::options().append(true).open(here.path()).expect("our own file");
        file.set_modified(modified).expect("our own file");
        drop(file);
        assert_eq!(here.files.files[0].stamp.expect("a stamp").length, 6);
        assert_eq!(here.looks(6), [saved("behind")]);
    }
}
