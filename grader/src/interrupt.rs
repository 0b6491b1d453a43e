//! Ctrl-C. Everything that runs a learner's code lives in a process group of its own, which the
//! terminal's Ctrl-C does not reach: so the grader notes it, the supervisor ends the process it
//! watches, and the grader goes without a further word.
//!
//! Installed and asked by `main`; asked by `supervise`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{process, thread};

use crate::exit;

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// More than the supervisor needs to end its process, and `main` to end the grader. What does not
/// look at the request, waiting for cargo say, is cut short.
const GRACE: Duration = Duration::from_millis(500);

/// From now on Ctrl-C ends what the grader started, then the grader.
pub fn install() {
    // If a handler cannot be installed, Ctrl-C still ends the grader itself.
    let _ = ctrlc::set_handler(|| {
        REQUESTED.store(true, Ordering::Relaxed);
        thread::sleep(GRACE);
        process::exit(exit::INTERRUPTED.into());
    });
}

/// Whether somebody pressed Ctrl-C.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
}
