//! verdict: livelock — whoever takes somebody else's turn out of the channel puts it back.
//! pattern: wrong-waiter, busy-wait
//!
//! All four listen to one channel. With the owner of the next number away, or only slow to wake up,
//! the others pass the turn around among themselves without end. A turn needs an address: a channel
//! for each of the four.

use crossbeam::channel::{self, Receiver, Sender};

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
    turns: (Sender<u32>, Receiver<u32>),
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        let turns = channel::bounded(1);
        turns.0.send(1).expect("the receiver is beside it");
        Self { n, turns }
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
        let (sender, receiver) = &self.turns;
        for number in receiver {
            let next = if number <= self.n && Role::of(number) == role {
                print(number);
                number + 1
            } else {
                number
            };
            sender.send(next).expect("the receiver is beside it");
            if next > self.n {
                return;
            }
        }
    }
}
