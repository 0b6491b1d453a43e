//! verdict: wrong-answer — the count is raised before the callback has run.
//! pattern: none
//!
//! From that moment on `second` may begin, while `first` has yet to print. The count must say what
//! *has* happened, not what is about to.

use std::sync::{Condvar, Mutex};

pub struct Foo {
    begun: Mutex<u8>,
    changed: Condvar,
}

impl Foo {
    pub fn new() -> Self {
        Self { begun: Mutex::new(0), changed: Condvar::new() }
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
        let begun = self.begun.lock().unwrap();
        *self.changed.wait_while(begun, |begun| *begun < before).unwrap() = before + 1;
        self.changed.notify_all();
        print();
    }
}
