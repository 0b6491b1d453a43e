//! verdict: wrong-answer — the count goes on before the callback has ended, so two callbacks overlap.
//! pattern: none
//!
//! Adding one while the lock is held anyway looks tidy. But with it the next one may begin: what
//! others wait for must change last.

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
            let others_turn = |next: &mut u32| *next <= self.n && Role::of(*next) != role;
            let mut next = self.changed.wait_while(self.next.lock().unwrap(), others_turn).unwrap();
            let number = *next;
            if number > self.n {
                return;
            }
            *next += 1;
            drop(next);
            self.changed.notify_all();
            print(number);
        }
    }
}
