//! verdict: busy-wait — nobody is ever notified; each wait ends after a millisecond, to look again.
//! pattern: busy-wait
//!
//! It cannot hang, and that is what makes it tempting. But it wakes up a thousand times a second
//! for nothing, and when its turn comes it sleeps on for up to a millisecond. A condition variable
//! is for being told.

use std::time::Duration;

use parking_lot::{Condvar, Mutex};

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
        let mut ended = self.ended.lock();
        while *ended < before {
            self.one_more.wait_for(&mut ended, Duration::from_millis(1));
        }
        drop(ended);
        print();
        *self.ended.lock() += 1;
    }
}
