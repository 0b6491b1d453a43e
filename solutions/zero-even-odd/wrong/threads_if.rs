//! verdict: wrong-answer — `if` where `while` belongs: whoever is woken goes on without looking.
//! pattern: wait-not-in-loop
//!
//! "`parking_lot` never wakes for no reason", so `if` seems to be enough. But one condition
//! variable serves all three: each print wakes both who sleep, and it is the turn of only one of
//! them. Whoever wakes up must look again.

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
        if *ended != before {
            self.one_more.wait(&mut ended);
        }
        print();
        *ended += 1;
        self.one_more.notify_all();
    }
}
