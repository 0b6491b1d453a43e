//! right: a conductor, a thread of its own that gives each number to its owner
//!
//! The order stands in one straight line of code. After the last number the conductor drops its
//! senders, and all four hear that nothing more can come: the end needs no message. If the object
//! is dropped before anybody has called, `send` or `recv` fails, and the conductor goes home as
//! well.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
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
    /// By role. A `Receiver` may not be shared, hence the mutexes; each has one user.
    cues: [Mutex<Receiver<Cue>>; 4],
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        let (senders, cues): (Vec<_>, Vec<_>) = (0..4).map(|_| mpsc::channel()).unzip();
        thread::spawn(move || conduct(n, &senders));
        let mut cues = cues.into_iter().map(Mutex::new);
        Self { cues: [(); 4].map(|()| cues.next().expect("there are four")) }
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
        let cues = self.cues[role as usize].lock().unwrap();
        while let Ok((number, printed)) = cues.recv() {
            print(number);
            printed.send(()).expect("the conductor waits for it");
        }
    }
}

fn conduct(n: u32, roles: &[Sender<Cue>]) {
    for number in 1..=n {
        let (printed, is_printed) = mpsc::channel();
        let cue = roles[Role::of(number) as usize].send((number, printed));
        if cue.is_err() || is_printed.recv().is_err() {
            return; // the object is gone
        }
    }
}
