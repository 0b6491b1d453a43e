//! right: `parking_lot`'s mutex with a condition variable for each role
//!
//! Only one can wait on each condition variable, so `notify_one` wakes exactly the owner of the
//! next number. Beyond the last number there is no owner: then all four are woken, and each sees
//! that the count is over.

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
        loop {
            let number = {
                let mut next = self.next.lock();
                self.turns[role as usize]
                    .wait_while(&mut next, |next| *next <= self.n && Role::of(*next) != role);
                *next
            };
            if number > self.n {
                return;
            }
            print(number);
            *self.next.lock() = number + 1;
            if number < self.n {
                self.turns[Role::of(number + 1) as usize].notify_one();
            } else {
                self.turns.iter().for_each(|turn| {
                    turn.notify_one();
                });
            }
        }
    }
}
