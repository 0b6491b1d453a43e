//! What a file may do that the model does not see, told by the words in its source, comments included:
//! then nothing about it is called proved, or its memory is not taken to be weak.
//!
//! Called by `grade` and `engines`.

/// What asks for reference counts, or does something when the last owner goes. `Arc` is the real one,
/// since no type of our own could stand in for it (`Arc<dyn Trait>`): its counts change without a
/// scheduling point, and pass no memory on.
const COUNTS: [&str; 9] = [
    "Weak",
    "strong_count",
    "weak_count",
    "try_unwrap",
    "into_inner",
    "get_mut",
    "make_mut",
    "unwrap_or_clone",
    "Drop for",
];

/// What may be another one each time, and what moves on while callbacks pass their time.
const CHANGING: [&str; 7] =
    ["HashMap", "HashSet", "RandomState", "ThreadId", ".id()", "Instant", "SystemTime"];

/// Names of what the search was not held against brute force with (`models/*/tests/exhaustive*.rs`).
const UNTRIED: [&str; 15] = [
    "LazyLock",
    "LazyCell",
    "thread_local",
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
    "deque::",
    "Select::new",
];

fn find(text: &str, words: &[&'static str]) -> Option<&'static str> {
    words.iter().copied().find(|word| text.contains(word))
}

fn of_arc(text: &str) -> Option<&'static str> {
    // Going on with a poisoned lock is no question of counts.
    let text = text.replace("PoisonError::into_inner", "");
    find(&text, &COUNTS).filter(|_| text.contains("Arc"))
}

/// Whether `Arc`'s counts may be all that orders two steps of this source: older values could then be
/// read in the model that nobody can read in the world.
pub fn passes_memory_on(text: &str) -> bool {
    of_arc(text).is_some()
}

/// Why nothing in a file with this source is called proved, if that is so.
pub fn in_source(text: &str) -> Option<String> {
    let why = if let Some(word) = of_arc(text) {
        format!("`{word}`: under the model the counts of an `Arc` change in one order only")
    } else if let Some(word) = find(text, &CHANGING) {
        format!("`{word}`: what it shows may be something else each time")
    } else {
        format!("`{}`: its model was never held against brute force", find(text, &UNTRIED)?)
    };
    Some(format!("{why}, so nothing is called proved"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_proof_covers_is_found() {
        let why = |text| in_source(text).unwrap_or_default();
        let counts = "use std::sync::Arc as A; A::into_inner(all)";
        assert!(why(counts).starts_with("`into_inner`: under the model"));
        assert!(why("static ALL: LazyLock<u32> = …;").starts_with("`LazyLock`: its model"));
        assert!(why("let began = Instant::now();").starts_with("`Instant`: what"));
        assert_eq!(in_source("let state = Mutex::new(0).into_inner();"), None);
        assert_eq!(in_source("Arc; lock().unwrap_or_else(PoisonError::into_inner)"), None);
    }

    #[test]
    fn who_relies_on_arc_gets_the_newest_values() {
        assert!(passes_memory_on("use std::sync::Arc;\nimpl Drop for All {"));
        assert!(!passes_memory_on("use std::sync::Arc;\nlet there = Arc::clone(&here);"));
    }
}
