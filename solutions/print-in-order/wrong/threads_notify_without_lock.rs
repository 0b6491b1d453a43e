//! verdict: deadlock — the count is raised without the waiter's mutex, so the wake-up can be lost.
//! pattern: lost-wake-up
//!
//! The waiter reads the count, decides to sleep, and lies down. Between the decision and the lying
//! down `first` stores 1 and notifies: nobody sleeps yet, so nobody is woken, and then the waiter
//! sleeps for ever. An atomic does not help; the *change* must happen under the mutex that the
//! waiter holds from its look until it sleeps.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Condvar, Mutex};

pub struct Foo {
    ended: AtomicU8,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: AtomicU8::new(0), lock: Mutex::new(()), changed: Condvar::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.advance_to(1);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.wait_for(1);
        print_second();
        self.advance_to(2);
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.wait_for(2);
        print_third();
    }

    fn wait_for(&self, callbacks: u8) {
        let mut guard = self.lock.lock().unwrap();
        while self.ended.load(Ordering::SeqCst) < callbacks {
            guard = self.changed.wait(guard).unwrap();
        }
    }

    fn advance_to(&self, callbacks: u8) {
        self.ended.store(callbacks, Ordering::SeqCst);
        self.changed.notify_all();
    }
}
