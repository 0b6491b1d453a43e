//! verdict: deadlock — it looks for the end before and after the wait, but never while it waits.
//! pattern: no-final-wake-up
//!
//! Both tests are at the wrong place: whoever is asleep when the last number is printed is woken,
//! sees that it is not its turn, and lies down again for ever. The end must be a part of what one
//! waits for.

use std::sync::{Condvar, Mutex};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Fizz,
    Buzz,
    FizzBuzz,
    Number,
}

impl Role {
    fn of(number: u32) -> Self {
        match (number % 3, number % 5) {
            (0, 0) => Self::FizzBuzz,
            (0, _) => Self::Fizz,
            (_, 0) => Self::Buzz,
            _ => Self::Number,
        }
    }
}

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
        self.count(Role::Fizz, |_| print_fizz());
    }

    pub fn buzz(&self, print_buzz: impl Fn()) {
        self.count(Role::Buzz, |_| print_buzz());
    }

    pub fn fizzbuzz(&self, print_fizzbuzz: impl Fn()) {
        self.count(Role::FizzBuzz, |_| print_fizzbuzz());
    }

    pub fn number(&self, print_number: impl Fn(u32)) {
        self.count(Role::Number, print_number);
    }

    fn count(&self, role: Role, print: impl Fn(u32)) {
        loop {
            let mut next = self.next.lock().unwrap();
            if *next > self.n {
                return;
            }
            while Role::of(*next) != role {
                next = self.changed.wait(next).unwrap();
            }
            if *next > self.n {
                return;
            }
            print(*next);
            *next += 1;
            self.changed.notify_all();
        }
    }
}
