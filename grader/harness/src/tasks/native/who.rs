//! Whose future is being polled on this thread.
//!
//! Set by `metered`, asked by `world`.

use std::cell::RefCell;

thread_local! {
    static WHO: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The caller, or the scenario itself; nobody the harness knows, for a helper task.
pub(super) fn who() -> Option<String> {
    WHO.with_borrow(Clone::clone)
}

/// From now on it is this one; returns who it was.
pub(super) fn set(who: Option<String>) -> Option<String> {
    WHO.replace(who)
}
