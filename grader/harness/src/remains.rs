//! Whether threads that a learner's code has started stay when all is over.
//!
//! Called by `threads::native` at the end of a case, where the system tells of each thread.

use std::thread;
use std::time::{Duration, Instant};

use crate::meter::{self, Thread};

/// Who has not run for so long, and waits for no moment in time, waits for ever.
const FOR_EVER: Duration = Duration::from_millis(1_500);
/// Who still does something after so long gets the benefit of the doubt.
const PATIENCE: Duration = Duration::from_secs(4);
/// How often to look: at first the threads are on their way out.
const PERIOD: Duration = Duration::from_millis(5);

/// Waits until no thread is left beyond those in `known` and the calling one; says whether
/// somebody stays who waits for ever. `alive` is called again and again.
pub(crate) fn somebody_waits_for_ever(known: &[u32], alive: impl Fn()) -> bool {
    let own = meter::own_id();
    let mut before: Vec<Thread> = Vec::new();
    let (began, mut since) = (Instant::now(), Instant::now());
    loop {
        alive();
        let mut left = meter::threads();
        left.retain(|thread| thread.id != own && !known.contains(&thread.id));
        let waits = |thread: &Thread| thread.asleep && !thread.timed && before.contains(thread);
        if left.is_empty() || began.elapsed() > PATIENCE {
            return false;
        } else if !left.iter().all(waits) {
            since = Instant::now();
        } else if since.elapsed() > FOR_EVER {
            return true;
        }
        before = left;
        thread::sleep(PERIOD);
    }
}
