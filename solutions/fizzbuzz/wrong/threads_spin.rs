//! verdict: busy-wait — whoever has no turn asks for the number again and again.
//! pattern: busy-wait
//!
//! The output is right, and all four return. But three of the four keep a core busy each for as
//! long as the fourth prints, or is not there yet.

use std::hint;
use std::sync::atomic::{AtomicU32, Ordering};

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
    next: AtomicU32,
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, next: AtomicU32::new(1) }
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
            let number = self.next.load(Ordering::Acquire);
            if number > self.n {
                return;
            }
            if Role::of(number) == role {
                print(number);
                self.next.store(number + 1, Ordering::Release);
            } else {
                hint::spin_loop();
            }
        }
    }
}
