//! A small stable hash (64-bit FNV-1a): tells whether a file has changed since its last verdict,
//! and gives generated files names of their own. Not for security.
//!
//! Called by `subject`, `project` and `compile`.

use std::fs;
use std::path::{Path, PathBuf};

/// The hash of no bytes.
pub const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of some bytes; the same on every machine and in every version.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    add(EMPTY, bytes)
}

/// The hash of what was hashed already, and of more.
pub fn add(hash: u64, bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(hash, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The same for much text: eight bytes at a time.
fn add_words(hash: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(hash, |hash, word| {
        (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29)
    });
    add(hash, rest)
}

/// The part of a fingerprint that is the file's own.
pub fn of_file(fingerprint: &str) -> &str {
    fingerprint.split('-').next().unwrap_or(fingerprint)
}

/// The fingerprint's file replaced by another content.
pub fn with_file(fingerprint: &str, content: u64) -> String {
    format!("{content:016x}{}", &fingerprint[of_file(fingerprint).len()..])
}

/// The content of the file that a fingerprint is about, if it could be read.
pub fn content(fingerprint: &str) -> Option<u64> {
    u64::from_str_radix(of_file(fingerprint), 16).ok()
}

/// The same with the Rust sources below a folder, in the order of their paths. What is named `without`
/// is passed over.
pub fn add_sources(hash: u64, folder: &Path, without: &str) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths.retain(|path| path.file_name().is_some_and(|name| name != without));
    paths.iter().fold(hash, |hash, path| {
        if path.is_dir() {
            return add_sources(hash, path, without);
        }
        let Some(text) =
            fs::read(path).ok().filter(|_| path.extension().is_some_and(|e| e == "rs"))
        else {
            return hash;
        };
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        add_words(add(hash, name), &text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_part_is_read_and_replaced() {
        assert_eq!(content("00000000000000ff-7"), Some(255));
        assert_eq!(content("missing-7"), None);
        assert_eq!(with_file("missing-7", 255), "00000000000000ff-7");
        assert_eq!(content(&with_file("00-7", u64::MAX)), Some(u64::MAX));
    }

    #[test]
    fn the_published_test_vectors_hold() {
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn every_byte_of_much_text_counts() {
        let text = b"0123456789abcdef0123";
        let whole = add_words(EMPTY, text);
        for place in 0..text.len() {
            let mut other = *text;
            other[place] ^= 1;
            assert_ne!(add_words(EMPTY, &other), whole, "{place}");
        }
        assert_ne!(add_words(EMPTY, b"89abcdef01234567"), add_words(EMPTY, b"0123456789abcdef"));
        assert_ne!(add_words(EMPTY, &text[..19]), whole);
    }
}
