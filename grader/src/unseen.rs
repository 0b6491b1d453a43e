//! What a file may do that keeps the model from calling anything about it proved.
//!
//! Called by `engines`.

/// What asks for reference counts, as it is written in source. `Arc` is the real one, since no type of
/// our own could stand in for it (`Arc<dyn Trait>`), so its counts change without a scheduling point.
/// That matters only to code that asks for them.
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

/// Names of what the search was not held against brute force with (`models/*/tests/exhaustive*.rs`).
const UNTRIED: [&str; 16] = [
    "LazyLock",
    "LazyCell",
    "thread_local",
    "ThreadId",
    "call_once_force",
    "LocalSet",
    "spawn_blocking",
    "spawn_local",
    "blocking_",
    "block_in_place",
    "block_on",
    "interval",
    "OnceCell",
    "SetOnce",
    "deque",
    "Select::new",
];

/// Why nothing in a file with this source is called proved, if that is so. Comments count too.
pub fn in_source(text: &str) -> Option<String> {
    let find = |names: &[&'static str]| names.iter().copied().find(|name| text.contains(name));
    let why = if let Some(name) = find(&COUNTS) {
        format!("`{name}`: reference counts change in one order only under the model")
    } else {
        format!("`{}`: its model was never held against brute force", find(&UNTRIED)?)
    };
    Some(format!("{why}, so nothing is called proved"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_proof_covers_is_found() {
        let why = |text| in_source(text).unwrap_or_default();
        assert!(why("let last = Arc::strong_count(&arc) == 1;").starts_with("`strong_count`: ref"));
        assert!(why("static ALL: LazyLock<u32> = …;").starts_with("`LazyLock`: its model"));
        assert_eq!(in_source("let state = Mutex::new(0).into_inner();"), None);
    }
}
