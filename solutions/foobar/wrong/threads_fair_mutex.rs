//! verdict: wrong-answer — it relies on the mutex to let the two alternate.
//! pattern: none
//!
//! A mutex keeps the callbacks apart, but says nothing about who comes next. Whoever unlocks may
//! lock again before the other has even woken up, and bar may well be the first of all.

use std::sync::Mutex;

pub struct FooBar {
    rounds: u32,
    printing: Mutex<()>,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, printing: Mutex::new(()) }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        for _ in 0..self.rounds {
            let _guard = self.printing.lock().unwrap();
            print_foo();
        }
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        for _ in 0..self.rounds {
            let _guard = self.printing.lock().unwrap();
            print_bar();
        }
    }
}
