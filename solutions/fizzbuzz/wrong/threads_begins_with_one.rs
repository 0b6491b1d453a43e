//! verdict: wrong-answer — it prints 1 before it asks whether there is a 1.
//! pattern: none
//!
//! `number` has the first turn and prints, and looks for the end only afterwards. That is right for
//! every `n` but 0.

use std::sync::{Condvar, Mutex};

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

struct State {
    next: u32,
    over: bool,
}

pub struct FizzBuzz {
    n: u32,
    state: Mutex<State>,
    changed: Condvar,
}

impl FizzBuzz {
    pub fn new(n: u32) -> Self {
        Self { n, state: Mutex::new(State { next: 1, over: false }), changed: Condvar::new() }
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
        let mut state = self.state.lock().unwrap();
        loop {
            let others_turn = |state: &mut State| !state.over && Role::of(state.next) != role;
            state = self.changed.wait_while(state, others_turn).unwrap();
            if state.over {
                return;
            }
            print(state.next);
            state.next += 1;
            state.over = state.next > self.n;
            self.changed.notify_all();
        }
    }
}
