//! Words that several patterns use.

/// What shows how something is.
pub(super) const LOOKS: [&str; 11] = [
    "load",
    "lock",
    "read",
    "borrow",
    "borrow_and_update",
    "get",
    "compare_exchange",
    "swap",
    "try_lock",
    "send_if_modified",
    "send_modify",
];

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(all: &[String]) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Kinds of objects at which one waits for news; who comes late may have missed it.
pub(super) fn is_signal(kind: &str) -> bool {
    matches!(
        kind,
        "Condvar" | "Notify" | "thread" | "Parker" | "watch channel" | "broadcast channel"
    )
}

/// Verbs that tell others that something is new.
pub(super) fn notifies(verb: &str) -> bool {
    const VERBS: [&str; 11] = [
        "notify_one",
        "notify_last",
        "notify_all",
        "notify_waiters",
        "unpark",
        "send",
        "send_modify",
        "send_if_modified",
        "send_replace",
        "set",
        "wake",
    ];
    VERBS.contains(&verb)
}

/// Kinds of locks.
pub(super) fn is_lock(kind: &str) -> bool {
    matches!(kind, "Mutex" | "FairMutex" | "ReentrantMutex" | "RwLock" | "ShardedLock")
}
