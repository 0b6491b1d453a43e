//! Print in Order with OS threads: how far we are stands under a mutex, and a condition variable
//! wakes whoever waits for it. The editorial beside this file says why it works.

use std::sync::{Condvar, Mutex};

/// Counts the callbacks that have ended.
pub struct Foo {
    ended: Mutex<u8>,
    changed: Condvar,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: Mutex::new(0), changed: Condvar::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        self.take_turn(0, print_first);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.take_turn(1, print_second);
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.take_turn(2, print_third);
    }

    /// Waits until `before` callbacks have ended, runs one more, and tells everybody.
    fn take_turn(&self, before: u8, print: impl FnOnce()) {
        let ended = self.ended.lock().unwrap();
        drop(self.changed.wait_while(ended, |ended| *ended < before).unwrap());
        print();
        *self.ended.lock().unwrap() = before + 1;
        self.changed.notify_all();
    }
}
