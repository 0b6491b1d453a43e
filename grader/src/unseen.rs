//! What a file may do that no model sees: then nothing about it is called proved.
//!
//! `Arc` is the real one, since no type of our own could stand in for it (`Arc<dyn Trait>`), so its
//! reference counts change without a scheduling point. That matters only to code that asks for them.
//! Called by `engines`.

/// What asks for the counts, as it is written in source.
const COUNTS: [&str; 8] = [
    "Weak",
    "strong_count",
    "weak_count",
    "try_unwrap",
    "Arc::into_inner",
    "Arc::get_mut",
    "Arc::make_mut",
    "Arc::unwrap_or_clone",
];

/// What of it there is in the source of a file, comments included.
pub fn in_source(text: &str) -> Option<&'static str> {
    COUNTS.into_iter().find(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_that_asks_for_counts_is_found() {
        assert_eq!(in_source("let last = Arc::strong_count(&arc) == 1;"), Some("strong_count"));
        assert_eq!(in_source("let state = Mutex::new(0).into_inner();"), None);
    }
}
