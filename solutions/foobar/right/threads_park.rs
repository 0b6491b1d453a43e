//! right: `park` and `unpark`, with the waiter's handle beside the turn
//!
//! Looking at the turn and leaving one's handle happen under one lock; so do handing the turn over
//! and taking the handle. Either the waiter saw its turn, or its handle was there to be unparked.
//! An `unpark` that comes before the `park` is remembered by the thread itself, and a `park` that
//! returns for no reason only looks again.

use std::sync::Mutex;
use std::thread::{self, Thread};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Foo,
    Bar,
}

struct State {
    turn: Turn,
    /// There is at most one: the other one has the turn.
    waiter: Option<Thread>,
}

pub struct FooBar {
    rounds: u32,
    state: Mutex<State>,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, state: Mutex::new(State { turn: Turn::Foo, waiter: None }) }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        for _ in 0..self.rounds {
            self.wait_for(Turn::Foo);
            print_foo();
            self.hand_over_to(Turn::Bar);
        }
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        for _ in 0..self.rounds {
            self.wait_for(Turn::Bar);
            print_bar();
            self.hand_over_to(Turn::Foo);
        }
    }

    fn wait_for(&self, own: Turn) {
        loop {
            let mut state = self.state.lock().unwrap();
            if state.turn == own {
                return;
            }
            state.waiter = Some(thread::current());
            drop(state);
            thread::park();
        }
    }

    fn hand_over_to(&self, other: Turn) {
        let mut state = self.state.lock().unwrap();
        state.turn = other;
        let waiter = state.waiter.take();
        drop(state);
        if let Some(waiter) = waiter {
            waiter.unpark();
        }
    }
}
