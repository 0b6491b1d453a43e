//! Watches code that may never give control back: it runs on a stage, a thread of its own, while
//! the thread that asked for it looks at it again and again and gives it up if need be.
//!
//! Called by both back ends, once a case. A stage that was given up cannot be ended: it stays until
//! the process exits.

use std::panic;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Runs `stage` to its end and returns what it returns, unless `look`, called once a period, finds
/// that this will not come, and what to return instead.
pub(crate) fn watch<T: Send + 'static>(
    stage: impl FnOnce() -> T + Send + 'static,
    period: Duration,
    mut look: impl FnMut() -> Option<T>,
) -> T {
    let (tell, told) = mpsc::channel();
    let stage = move || {
        // Nobody listens any more if the stage was given up.
        let _ = tell.send(stage());
    };
    let thread = thread::Builder::new().name("scenario".to_owned());
    let thread = thread.spawn(stage).expect("a thread can be started");
    loop {
        match told.recv_timeout(period) {
            Ok(value) => return value,
            Err(RecvTimeoutError::Timeout) => {
                if let Some(value) = look() {
                    return value;
                }
            }
            Err(RecvTimeoutError::Disconnected) => match thread.join() {
                Err(payload) => panic::resume_unwind(payload),
                Ok(()) => unreachable!("a stage that returns has told its value"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Duration = Duration::from_millis(5);

    #[test]
    fn what_ends_is_waited_for_and_what_does_not_is_given_up() {
        let slow = || {
            thread::sleep(PERIOD * 4);
            "ended"
        };
        assert_eq!(watch(slow, PERIOD, || None), "ended");
        let (_keep, never) = mpsc::channel::<()>();
        let stuck = move || {
            let _ = never.recv();
            "ended"
        };
        let mut looks = 0;
        let given_up = watch(stuck, PERIOD, || {
            looks += 1;
            (looks == 3).then_some("given up")
        });
        assert_eq!(given_up, "given up");
    }

    #[test]
    #[should_panic(expected = "broken stage")]
    fn a_stage_that_panics_is_no_secret() {
        watch(|| panic!("broken stage"), PERIOD, || None);
    }
}
