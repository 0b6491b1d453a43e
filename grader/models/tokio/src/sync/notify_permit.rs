//! Tells whether a `Notify` keeps a permit, for whoever is shown the execution.
//!
//! Used by `notify` and its futures (`notified`).

use std::pin::pin;

use interleave::{Object, Shown, gate};
use tokio::sync as real;

/// Tells whether a permit is kept.
pub(super) fn tell_permit(object: Object, notify: &real::Notify) {
    gate::closely(|kernel| kernel.tell(object, "permit", Shown::Bool(keeps_permit(notify))));
}

/// Tells that a permit is kept, if one is.
pub(super) fn tell_kept_permit(object: Object, notify: &real::Notify) {
    gate::closely(|kernel| {
        if keeps_permit(notify) {
            kernel.tell(object, "permit", Shown::Bool(true));
        }
    });
}

/// The real one does not say; so one more comes, and gives back what it has got: if there was a
/// permit, nobody waits, so that it is kept again.
fn keeps_permit(notify: &real::Notify) -> bool {
    let kept = pin!(notify.notified()).enable();
    if kept {
        notify.notify_one();
    }
    kept
}
