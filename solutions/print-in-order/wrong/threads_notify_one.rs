//! verdict: deadlock — `notify_one` on a shared condition variable can wake the wrong waiter.
//! pattern: wrong-waiter
//!
//! `second` and `third` sleep on the same condition variable. `first` wakes one of them; if it is
//! `third`, that one looks, finds it too early, and sleeps again. The only notification is used up,
//! and `second` is never told. Use `notify_all`, or a condition variable for each waiter.

use std::sync::{Condvar, Mutex};

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

    fn take_turn(&self, before: u8, print: impl FnOnce()) {
        let ended = self.ended.lock().unwrap();
        drop(self.changed.wait_while(ended, |ended| *ended < before).unwrap());
        print();
        *self.ended.lock().unwrap() = before + 1;
        self.changed.notify_one();
    }
}
