//! Fizz Buzz with OS threads: the next number stands under a mutex, and whoever sleeps waits for
//! "it is mine, or the count is over". The editorial beside this file says why it works.

use std::sync::{Condvar, Mutex};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Fizz,
    Buzz,
    FizzBuzz,
    Number,
}

impl Role {
    /// Every number has exactly one owner.
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

    /// Prints this role's numbers, each in its turn, until the count is over.
    fn count(&self, role: Role, print: impl Fn(u32)) {
        while let Some(number) = self.wait_for_turn(role) {
            print(number);
            *self.next.lock().unwrap() = number + 1;
            self.changed.notify_all();
        }
    }

    /// The next number, once it is this role's; `None` once the count is over.
    fn wait_for_turn(&self, role: Role) -> Option<u32> {
        let others_turn = |next: &mut u32| *next <= self.n && Role::of(*next) != role;
        let next = self.changed.wait_while(self.next.lock().unwrap(), others_turn).unwrap();
        (*next <= self.n).then_some(*next)
    }
}
