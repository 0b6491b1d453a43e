//! verdict: deadlock — look and sleep are two critical sections, and the wake-up fits between.
//! pattern: lost-wake-up, check-then-act
//!
//! The guard of the `while` condition is gone before the body begins. When `first` raises the count
//! and notifies just then, the waiter takes the lock a second time and sleeps on old news. Look and
//! sleep must share one guard: `condvar.wait(guard)` gives the lock back only when it sleeps.

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

    fn ended(&self) -> u8 {
        *self.ended.lock().unwrap()
    }

    fn wait_for(&self, callbacks: u8) {
        while self.ended() < callbacks {
            drop(self.changed.wait(self.ended.lock().unwrap()).unwrap());
        }
    }

    fn advance_to(&self, callbacks: u8) {
        *self.ended.lock().unwrap() = callbacks;
        self.changed.notify_all();
    }
}
