//! Ctrl-C. Everything that runs a learner's code lives in a process group of its own, which the
//! terminal's Ctrl-C does not reach: so the grader notes it, the supervisor ends the process it
//! watches, and the grader goes without a further word. SIGTERM is taken for the same.
//!
//! Installed and asked by `main`; asked by `supervise`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use std::{process, thread};

use crate::exit;

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// What must not be left undone, whatever happens.
static AT_LAST: Mutex<Option<fn()>> = Mutex::new(None);

/// More than the supervisor needs to end its process, and `main` to end the grader. What does not
/// look at the request, waiting for cargo say, is cut short.
const GRACE: Duration = Duration::from_millis(500);

/// From now on Ctrl-C ends what the grader started, then the grader.
pub fn install() {
    // If a handler cannot be installed, Ctrl-C still ends the grader itself.
    let _ = ctrlc::set_handler(|| {
        REQUESTED.store(true, Ordering::Relaxed);
        thread::sleep(GRACE);
        if let Some(at_last) = *AT_LAST.lock().unwrap_or_else(PoisonError::into_inner) {
            at_last();
        }
        process::exit(exit::INTERRUPTED.into());
    });
}

/// What to do before the grader is cut short: to give the terminal back.
pub fn at_last(what: fn()) {
    *AT_LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(what);
}

/// Whether somebody pressed Ctrl-C.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}
