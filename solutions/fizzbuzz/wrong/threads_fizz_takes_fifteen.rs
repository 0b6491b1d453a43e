//! verdict: wrong-answer — `fizz` takes every multiple of 3, and with that the multiples of 15.
//! pattern: none
//!
//! At 15 both `fizz` and `fizzbuzz` think that it is their turn, and whoever wakes up first prints.
//! Every number must have exactly one owner: say so in one place, not in four conditions.

use std::sync::{Condvar, Mutex};

pub struct FizzBuzz {
    n: u32,
    next: Mutex<u32>,
    changed: Condvar,
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, next: Mutex::new(1), changed: Condvar::new() }
    }

    pub fn fizz(&self, print_fizz: impl Fn()) {
        self.count(|i| i % 3 == 0, |_| print_fizz());
    }

    pub fn buzz(&self, print_buzz: impl Fn()) {
        self.count(|i| i % 5 == 0 && i % 3 != 0, |_| print_buzz());
    }

    pub fn fizzbuzz(&self, print_fizzbuzz: impl Fn()) {
        self.count(|i| i % 15 == 0, |_| print_fizzbuzz());
    }

    pub fn number(&self, print_number: impl Fn(u32)) {
        self.count(|i| i % 3 != 0 && i % 5 != 0, print_number);
    }

    fn count(&self, is_mine: impl Fn(u32) -> bool, print: impl Fn(u32)) {
        loop {
            let others_turn = |next: &mut u32| *next <= self.n && !is_mine(*next);
            let mut next = self.changed.wait_while(self.next.lock().unwrap(), others_turn).unwrap();
            if *next > self.n {
                return;
            }
            print(*next);
            *next += 1;
            self.changed.notify_all();
        }
    }
}
