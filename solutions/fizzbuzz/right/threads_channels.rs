//! right: the turn is a message with the number in it, and the end is a message as well
//!
//! Each role has a crossbeam channel with room for one message. A number in it means "print this";
//! `None` means "the count is over". Whoever prints the last number tells all four, itself
//! included. The channels are in the object, so a message waits for whoever comes late. There is
//! one turn, and one end, so a send never has to wait.

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

type Turn = Option<u32>;

pub struct FizzBuzz {
    n: u32,
    /// By role.
    turns: [(Sender<Turn>, Receiver<Turn>); 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        let turns = [(); 4].map(|()| channel::bounded(1));
        let this = Self { n, turns };
        this.pass_to(1);
        this
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
        let (_, turn) = &self.turns[role as usize];
        while let Some(number) = turn.recv().expect("the sender is beside it") {
            print(number);
            self.pass_to(number + 1);
        }
    }

    fn pass_to(&self, number: u32) {
        if number <= self.n {
            self.send(Role::of(number), Some(number));
        } else {
            for role in [Role::Fizz, Role::Buzz, Role::FizzBuzz, Role::Number] {
                self.send(role, None);
            }
        }
    }

    fn send(&self, role: Role, turn: Turn) {
        self.turns[role as usize].0.send(turn).expect("the receiver is beside it");
    }
}
