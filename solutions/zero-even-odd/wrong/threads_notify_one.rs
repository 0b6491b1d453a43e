//! verdict: deadlock — `notify_one` on a shared condition variable can wake the wrong side.
//! pattern: wrong-waiter
//!
//! Two sides may sleep on it while the third prints. zero wakes one of them before the 1; if it is
//! even, that one looks, finds it too early, and sleeps again. The only notification is used up,
//! and odd is never told. Use `notify_all`, or a condition variable for each side.

use std::sync::{Condvar, Mutex};

pub struct ZeroEvenOdd {
    n: u32,
    ended: Mutex<u32>,
    one_more: Condvar,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, ended: Mutex::new(0), one_more: Condvar::new() }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for number in 1..=self.n {
            self.in_turn(2 * number - 2, || print_number(0));
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        for number in (2..=self.n).step_by(2) {
            self.in_turn(2 * number - 1, || print_number(number));
        }
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        for number in (1..=self.n).step_by(2) {
            self.in_turn(2 * number - 1, || print_number(number));
        }
    }

    fn in_turn(&self, before: u32, print: impl FnOnce()) {
        let ended = self.ended.lock().unwrap();
        drop(self.one_more.wait_while(ended, |ended| *ended < before).unwrap());
        print();
        *self.ended.lock().unwrap() += 1;
        self.one_more.notify_one();
    }
}
