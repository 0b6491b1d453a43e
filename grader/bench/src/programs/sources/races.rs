//! Checks that no longer hold when they are relied on (the CS and CHESS sets of `SCTBench`).

use std::sync::Arc;

use super::super::api::sync::Mutex;
use super::super::api::sync::atomic::{AtomicBool, AtomicI32, Ordering::SeqCst};
use super::{body, together};

struct Driver {
    pending: AtomicI32,
    stopping: AtomicBool,
    event: AtomicBool,
    stopped: AtomicBool,
}

impl Driver {
    fn release(&self) {
        if self.pending.fetch_sub(1, SeqCst) == 1 {
            self.event.store(true, SeqCst);
        }
    }
}

/// A driver is stopped between somebody's look at the flag and his entry.
pub(crate) fn bluetooth_driver() {
    let driver = Arc::new(Driver {
        pending: AtomicI32::new(1),
        stopping: AtomicBool::new(false),
        event: AtomicBool::new(false),
        stopped: AtomicBool::new(false),
    });
    together(vec![
        body(&driver, |driver| {
            driver.stopping.store(true, SeqCst);
            driver.release();
            if driver.event.load(SeqCst) {
                driver.stopped.store(true, SeqCst);
            }
        }),
        body(&driver, |driver| {
            if !driver.stopping.load(SeqCst) {
                driver.pending.fetch_add(1, SeqCst);
                assert!(!driver.stopped.load(SeqCst));
            }
            driver.release();
        }),
    ]);
}

/// The length of a text is asked for, then relied on, under two locks (the JDK's `StringBuffer`).
pub(crate) fn string_buffer() {
    let buffers = Arc::new((Mutex::new(3), Mutex::new(0)));
    together(vec![
        body(&buffers, |(from, to)| {
            let mut to = to.lock().unwrap();
            let length = *from.lock().unwrap();
            assert!(length <= *from.lock().unwrap());
            *to += length;
        }),
        body(&buffers, |(from, _)| *from.lock().unwrap() = 0),
    ]);
}
