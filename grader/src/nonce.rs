//! Words that nobody can guess: what a record must carry to count, what a script of the page must carry
//! to run.
//!
//! Used by `process::run` and by `report`.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// A word nobody can guess: std seeds its hash maps from the system's randomness.
pub fn nonce() -> String {
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}

#[cfg(test)]
mod tests {
    use super::nonce;

    #[test]
    fn nonces_differ() {
        assert_ne!(nonce(), nonce());
    }
}
