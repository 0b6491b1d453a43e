//! verdict: wrong-answer — when the wait times out, it prints as if its turn had come.
//! pattern: sleep-as-order, wait-not-in-loop
//!
//! A time limit was added "so that it cannot hang". `wait_timeout_while` returns for two reasons,
//! and this code does not ask which: as soon as `first` is later than 10 ms, `second` overtakes it.

use std::sync::{Condvar, Mutex};
use std::time::Duration;

const LIMIT: Duration = Duration::from_millis(10);

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
        drop(self.changed.wait_timeout_while(ended, LIMIT, |ended| *ended < before).unwrap());
        print();
        *self.ended.lock().unwrap() = before + 1;
        self.changed.notify_all();
    }
}
