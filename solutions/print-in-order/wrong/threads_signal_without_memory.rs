//! verdict: deadlock — a condition variable remembers nothing, so a signal before the wait is lost.
//! pattern: lost-wake-up, wait-not-in-loop
//!
//! If `first` is over before `second` is called, nobody hears the notification, and `second` waits
//! for one that never comes. (And where `wait` returns for no reason, as it may, `second` would
//! print too early.) There must be a value that says "it has happened"; the condition variable only
//! says "look again".

use std::sync::{Condvar, Mutex};

pub struct Foo {
    lock: Mutex<()>,
    first_done: Condvar,
    second_done: Condvar,
}

impl Foo {
    pub fn new() -> Self {
        Self { lock: Mutex::new(()), first_done: Condvar::new(), second_done: Condvar::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.first_done.notify_one();
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        drop(self.first_done.wait(self.lock.lock().unwrap()).unwrap());
        print_second();
        self.second_done.notify_one();
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        drop(self.second_done.wait(self.lock.lock().unwrap()).unwrap());
        print_third();
    }
}
