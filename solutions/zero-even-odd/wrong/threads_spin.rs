//! verdict: busy-wait — whoever waits asks for the count again and again instead of sleeping.
//! pattern: busy-wait
//!
//! The sequence is right. But of three threads two are always waiting, so for every print that
//! takes a while two cores run hot. `spin_loop` tells the processor to take it easy; it does not
//! wait for anything.

use std::hint;
use std::sync::atomic::{AtomicU32, Ordering};

pub struct ZeroEvenOdd {
    n: u32,
    ended: AtomicU32,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, ended: AtomicU32::new(0) }
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
        while self.ended.load(Ordering::Acquire) < before {
            hint::spin_loop();
        }
        print();
        self.ended.fetch_add(1, Ordering::Release);
    }
}
