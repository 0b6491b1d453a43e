//! Print FooBar Alternately with OS threads: whose turn it is stands under a mutex, and a condition
//! variable wakes whoever waits for it. The editorial beside this file says why it works.

use std::sync::{Condvar, Mutex};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Foo,
    Bar,
}

pub struct FooBar {
    rounds: u32,
    turn: Mutex<Turn>,
    changed: Condvar,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, turn: Mutex::new(Turn::Foo), changed: Condvar::new() }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        self.alternate(Turn::Foo, Turn::Bar, print_foo);
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        self.alternate(Turn::Bar, Turn::Foo, print_bar);
    }

    /// In each round: waits for its own turn, prints, and hands the turn over.
    fn alternate(&self, own: Turn, other: Turn, print: impl Fn()) {
        for _ in 0..self.rounds {
            let turn = self.turn.lock().unwrap();
            drop(self.changed.wait_while(turn, |turn| *turn != own).unwrap());
            print();
            *self.turn.lock().unwrap() = other;
            self.changed.notify_one();
        }
    }
}
