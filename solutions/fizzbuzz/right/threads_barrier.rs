//! right: a meeting of all four after every number
//!
//! All four walk through all the numbers. Whose number it is prints, then all meet. So nobody is at
//! `i + 1` before `i` has been printed, and all four leave together after the last meeting. It
//! costs four wake-ups a number, three of them for nothing.

use std::sync::Barrier;

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
    printed: Barrier,
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, printed: Barrier::new(4) }
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
        for number in 1..=self.n {
            if Role::of(number) == role {
                print(number);
            }
            self.printed.wait();
        }
    }
}
