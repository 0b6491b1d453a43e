//! right: the next number is an atomic, and sleepers park until they are unparked
//!
//! Each leaves its handle first and looks at the number then. Whoever prints stores the number
//! first and looks for the handles then. So either the number is seen, or the handle is. A token
//! that comes too early, or for somebody else's turn, only makes its owner look again.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, Thread};

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
    /// By role.
    sleepers: [OnceLock<Thread>; 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, next: AtomicU32::new(1), sleepers: [const { OnceLock::new() }; 4] }
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
        self.sleepers[role as usize].get_or_init(thread::current);
        loop {
            let number = self.next.load(Ordering::SeqCst);
            if number > self.n {
                return;
            }
            if Role::of(number) != role {
                thread::park();
                continue;
            }
            print(number);
            self.next.store(number + 1, Ordering::SeqCst);
            self.sleepers.iter().filter_map(OnceLock::get).for_each(Thread::unpark);
        }
    }
}
