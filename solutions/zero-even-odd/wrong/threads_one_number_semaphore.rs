//! verdict: wrong-answer — odd and even wait at the same semaphore, and whoever is faster goes.
//! pattern: wrong-waiter
//!
//! zero says "a number, please", but not which one. The count of permits is right, so nobody hangs;
//! but when even takes the first permit, 2 comes before 1. With `n` = 1 it cannot be seen.

use std::sync::{Condvar, Mutex};

struct Semaphore {
    permits: Mutex<u32>,
    more: Condvar,
}

impl Semaphore {
    fn new(permits: u32) -> Self {
        Self { permits: Mutex::new(permits), more: Condvar::new() }
    }

    fn acquire(&self) {
        let permits = self.permits.lock().unwrap();
        *self.more.wait_while(permits, |permits| *permits == 0).unwrap() -= 1;
    }

    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.more.notify_one();
    }
}

pub struct ZeroEvenOdd {
    n: u32,
    zero_turn: Semaphore,
    number_turn: Semaphore,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, zero_turn: Semaphore::new(1), number_turn: Semaphore::new(0) }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for _ in 1..=self.n {
            self.zero_turn.acquire();
            print_number(0);
            self.number_turn.release();
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
            self.number_turn.acquire();
            print_number(number);
            self.zero_turn.release();
        }
    }
}
