//! right: three semaphores, one permit that zero hands out by turns and gets back
//!
//! std has no semaphore, but one is quickly made of a mutex and a condition variable. There is one
//! permit in all: whoever takes it may print. Each side has its own semaphore, so whoever is woken
//! is the right one, and a permit put down early waits there. Each side knows its share from `n`,
//! so nobody waits for a permit that does not come.

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
