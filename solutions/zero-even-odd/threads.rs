//! Print Zero Even Odd with OS threads: one count of the prints that have ended, which says whose
//! turn it is. The editorial beside this file says why it works.

use std::sync::{Condvar, Mutex};

pub struct ZeroEvenOdd {
    n: u32,
    /// How many prints have ended; the next one has this number. It only ever grows.
    ended: Mutex<u64>,
    one_more: Condvar,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, ended: Mutex::new(0), one_more: Condvar::new() }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for number in 1..=self.n {
            self.in_turn(2 * u64::from(number) - 2, || print_number(0));
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        self.every_other(2, print_number);
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        self.every_other(1, print_number);
    }

    fn every_other(&self, first: u32, print_number: impl Fn(u32)) {
        for number in (first..=self.n).step_by(2) {
            self.in_turn(2 * u64::from(number) - 1, || print_number(number));
        }
    }

    /// Waits until so many prints have ended, and makes the next one.
    fn in_turn(&self, before: u64, print: impl FnOnce()) {
        let ended = self.ended.lock().unwrap();
        drop(self.one_more.wait_while(ended, |ended| *ended < before).unwrap());
        print();
        *self.ended.lock().unwrap() += 1;
        self.one_more.notify_all();
    }
}
