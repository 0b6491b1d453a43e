//! Replaces a file as a whole.
//!
//! Called by whatever writes a file that somebody else may be reading: `state`, `compile`, `reset`.

use std::path::Path;
use std::{fs, io, process};

/// Writes beside the file and renames: readers see the old content or the new one.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("{}.tmp", process::id()));
    fs::write(&beside, content)?;
    fs::rename(&beside, path)
}
