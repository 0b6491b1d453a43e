//! verdict: wrong-answer — zero counts from 0 to `n`, both included: that is one 0 too many.
//! pattern: none
//!
//! `0..=n` has `n` + 1 members. The last number gives the permit back to zero as always, and zero
//! uses it. Nobody hangs, and the output looks right up to its very end.

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
    even_turn: Semaphore,
    odd_turn: Semaphore,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self {
            n,
            zero_turn: Semaphore::new(1),
            even_turn: Semaphore::new(0),
            odd_turn: Semaphore::new(0),
        }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for i in 0..=self.n {
            self.zero_turn.acquire();
            print_number(0);
            let next = if i % 2 == 0 { &self.odd_turn } else { &self.even_turn };
            next.release();
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        for number in (2..=self.n).step_by(2) {
            self.even_turn.acquire();
            print_number(number);
            self.zero_turn.release();
        }
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        for number in (1..=self.n).step_by(2) {
            self.odd_turn.acquire();
            print_number(number);
            self.zero_turn.release();
        }
    }
}
