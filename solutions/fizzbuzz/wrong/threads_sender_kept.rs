//! verdict: deadlock — the end is to be heard when the channels close, but they never do.
//! pattern: no-final-wake-up
//!
//! The conductor drops its senders after the last number. The object has kept one of each, though
//! nobody uses them, so `recv` waits for messages that could still come.

use crossbeam::channel::{self, Receiver, Sender};
use std::thread;

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

/// A number to print, and whom to tell when it is done.
type Cue = (u32, Sender<()>);

pub struct FizzBuzz {
    /// By role.
    cues: [(Sender<Cue>, Receiver<Cue>); 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        let cues = [(); 4].map(|()| channel::unbounded());
        let senders = cues.clone().map(|(sender, _)| sender);
        thread::spawn(move || conduct(n, &senders));
        Self { cues }
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
        for (number, printed) in &self.cues[role as usize].1 {
            print(number);
            printed.send(()).expect("the conductor waits for it");
        }
    }
}

fn conduct(n: u32, roles: &[Sender<Cue>]) {
    for number in 1..=n {
        let (printed, is_printed) = channel::bounded(1);
        let cue = roles[Role::of(number) as usize].send((number, printed));
        if cue.is_err() || is_printed.recv().is_err() {
            return; // the object is gone
        }
    }
}
