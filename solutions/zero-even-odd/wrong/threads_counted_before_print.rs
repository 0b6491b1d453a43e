//! verdict: wrong-answer — the count goes up before the print, so the next one begins too early.
//! pattern: none
//!
//! "I have the lock already, so I count at once" saves a second lock and breaks the order: the
//! count is what the others wait for, and it says "printed" when nothing is printed yet. The number
//! overtakes its zero, or both print at the same time.

use std::sync::{Condvar, Mutex};

pub struct ZeroEvenOdd {
    n: u32,
    printed: Mutex<u32>,
    one_more: Condvar,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, printed: Mutex::new(0), one_more: Condvar::new() }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for number in 1..=self.n {
            self.take_turn(2 * number - 2);
            print_number(0);
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        for number in (2..=self.n).step_by(2) {
            self.take_turn(2 * number - 1);
            print_number(number);
        }
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        for number in (1..=self.n).step_by(2) {
            self.take_turn(2 * number - 1);
            print_number(number);
        }
    }

    fn take_turn(&self, before: u32) {
        let printed = self.printed.lock().unwrap();
        let mut printed = self.one_more.wait_while(printed, |printed| *printed < before).unwrap();
        *printed += 1;
        self.one_more.notify_all();
    }
}
