//! verdict: deadlock — `fizz` waits to see 15 go by, and finds that it has gone.
//! pattern: missed-generation
//!
//! `fizz` walks through all multiples of 3 and means to skip those of 15 when they come. But 15 is
//! not its number: `fizzbuzz` may print it, and the count moves on, before `fizz` has looked. Wait
//! for your own numbers only, for those cannot pass without you.

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
        for number in (3..=self.n).step_by(3) {
            self.wait_for(number);
            if number % 5 != 0 {
                print_fizz();
                self.printed(number);
            }
        }
    }

    pub fn buzz(&self, print_buzz: impl Fn()) {
        for number in (5..=self.n).step_by(5).filter(|number| number % 3 != 0) {
            self.wait_for(number);
            print_buzz();
            self.printed(number);
        }
    }

    pub fn fizzbuzz(&self, print_fizzbuzz: impl Fn()) {
        for number in (15..=self.n).step_by(15) {
            self.wait_for(number);
            print_fizzbuzz();
            self.printed(number);
        }
    }

    pub fn number(&self, print_number: impl Fn(u32)) {
        for number in (1..=self.n).filter(|number| number % 3 != 0 && number % 5 != 0) {
            self.wait_for(number);
            print_number(number);
            self.printed(number);
        }
    }

    fn wait_for(&self, number: u32) {
        let next = self.next.lock().unwrap();
        drop(self.changed.wait_while(next, |next| *next != number).unwrap());
    }

    fn printed(&self, number: u32) {
        *self.next.lock().unwrap() = number + 1;
        self.changed.notify_all();
    }
}
