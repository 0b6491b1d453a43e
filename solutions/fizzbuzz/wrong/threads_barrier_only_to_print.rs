//! verdict: deadlock — each comes to the meeting of four only when it has a number to print.
//! pattern: none
//!
//! For 1 only `number` comes, and three are missing for ever. A barrier for four needs all four
//! each time, also those who have nothing to print.

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
    turn: Barrier,
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, turn: Barrier::new(4) }
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
                self.turn.wait();
                print(number);
            }
        }
    }
}
