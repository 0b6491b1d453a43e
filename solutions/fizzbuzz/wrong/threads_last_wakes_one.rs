//! verdict: deadlock — after the last number it wakes only the owner of the number that would follow.
//! pattern: no-final-wake-up, wrong-waiter
//!
//! Each role has a condition variable of its own, so one wake-up a number is enough, as long as
//! there is a next number. At the end three may be asleep, and all of them have to know.

use parking_lot::{Condvar, Mutex};

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
    /// By role.
    turns: [Condvar; 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, next: Mutex::new(1), turns: [const { Condvar::new() }; 4] }
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
        let mut next = self.next.lock();
        loop {
            while *next <= self.n && Role::of(*next) != role {
                self.turns[role as usize].wait(&mut next);
            }
            if *next > self.n {
                return;
            }
            print(*next);
            *next += 1;
            self.turns[Role::of(*next) as usize].notify_one();
        }
    }
}
