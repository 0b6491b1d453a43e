//! verdict: deadlock — even makes as many rounds as odd, which is one too many when `n` is odd.
//! pattern: none
//!
//! For `n` = 3 the numbers are 1, 2 and 3: odd has two of them, even has one. What is printed is
//! right, but in its second round even waits for the permit of a 4 that nobody will announce. With
//! an even `n` it cannot be seen.

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
        for number in 1..=self.n {
            self.zero_turn.acquire();
            print_number(0);
            let next = if number % 2 == 0 { &self.even_turn } else { &self.odd_turn };
            next.release();
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        self.every_other(2, &self.even_turn, print_number);
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        self.every_other(1, &self.odd_turn, print_number);
    }

    fn every_other(&self, first: u32, own_turn: &Semaphore, print_number: impl Fn(u32)) {
        for round in 0..self.n.div_ceil(2) {
            own_turn.acquire();
            print_number(first + 2 * round);
            self.zero_turn.release();
        }
    }
}
