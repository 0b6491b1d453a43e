//! verdict: deadlock — it asks whether there is more before it waits, and not when it wakes up.
//! pattern: no-final-wake-up
//!
//! While the last number is still to be printed, "there is more" is true for both odd and even, so
//! both go to sleep until it is their turn. For one of them that turn never comes: the last number
//! is printed by the other, and the sleeper waits for "my turn", not for "my turn, or the end".
//! Work out the own share beforehand, or make the end a part of the condition.

use std::sync::{Condvar, Mutex};

struct State {
    number: u32,
    zero_is_next: bool,
}

pub struct ZeroEvenOdd {
    n: u32,
    state: Mutex<State>,
    changed: Condvar,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let state = State { number: 1, zero_is_next: true };
        Self { n, state: Mutex::new(state), changed: Condvar::new() }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for _ in 1..=self.n {
            let state = self.state.lock().unwrap();
            let mut state = self.changed.wait_while(state, |state| !state.zero_is_next).unwrap();
            print_number(0);
            state.zero_is_next = false;
            self.changed.notify_all();
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        self.every_other(0, print_number);
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        self.every_other(1, print_number);
    }

    fn every_other(&self, remainder: u32, print_number: impl Fn(u32)) {
        let mut state = self.state.lock().unwrap();
        while state.number <= self.n {
            while state.zero_is_next || state.number % 2 != remainder {
                state = self.changed.wait(state).unwrap();
            }
            print_number(state.number);
            state.number += 1;
            state.zero_is_next = true;
            self.changed.notify_all();
        }
    }
}
