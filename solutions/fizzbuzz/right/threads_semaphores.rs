//! right: a semaphore for each of the four, and everybody knows its own numbers
//!
//! There is one permit in all, and whoever has it may print. Each role waits once for each of its
//! numbers and then leaves, so nobody has to be told that the count is over. Whoever has printed
//! `i` gives the permit to the owner of `i + 1`; after `n` there is nobody to give it to. A permit
//! stays until it is taken, so it does not matter who comes when.

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

/// std has no semaphore; this is all of one that is needed here.
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

pub struct FizzBuzz {
    n: u32,
    /// By role. The first number is one for `number`, if there is a first.
    turns: [Semaphore; 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, turns: [0, 0, 0, 1].map(Semaphore::new) }
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
        for number in (1..=self.n).filter(|number| Role::of(*number) == role) {
            self.turns[role as usize].acquire();
            print(number);
            if number < self.n {
                self.turns[Role::of(number + 1) as usize].release();
            }
        }
    }
}
