//! verdict: wrong-answer — `if` where `while` belongs, so a stale wake-up lets bar print twice.
//! pattern: wait-not-in-loop
//!
//! The notification comes after the unlock, which is legal. But bar may see its turn in that gap
//! without having slept, print, and lie down for the next round: the notification of the *last*
//! round then wakes it, and it goes on without looking. `wait` may also return for no reason at
//! all. Whoever wakes up must look again.

use std::sync::{Condvar, Mutex};

pub struct FooBar {
    rounds: u32,
    foo_is_next: Mutex<bool>,
    changed: Condvar,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_is_next: Mutex::new(true), changed: Condvar::new() }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        self.alternate(true, print_foo);
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        self.alternate(false, print_bar);
    }

    fn alternate(&self, own: bool, print: impl Fn()) {
        for _ in 0..self.rounds {
            let mut foo_is_next = self.foo_is_next.lock().unwrap();
            if *foo_is_next != own {
                foo_is_next = self.changed.wait(foo_is_next).unwrap();
            }
            print();
            *foo_is_next = !own;
            drop(foo_is_next);
            self.changed.notify_one();
        }
    }
}
