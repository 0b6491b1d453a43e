//! right: whose turn it is, under `parking_lot`'s mutex, with a condition variable for each side
//!
//! Looking and falling asleep are one step, and the turn changes under the same mutex. Only one can
//! wait on each condition variable, so `notify_one` wakes the right one. Nobody can barge in
//! either: the one who does not have the turn cannot take it. The callback runs without the lock.

use parking_lot::{Condvar, Mutex};

const FOO: usize = 0;
const BAR: usize = 1;

pub struct FooBar {
    rounds: u32,
    turn: Mutex<usize>,
    is_next: [Condvar; 2],
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, turn: Mutex::new(FOO), is_next: [Condvar::new(), Condvar::new()] }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        self.alternate(FOO, BAR, print_foo);
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        self.alternate(BAR, FOO, print_bar);
    }

    fn alternate(&self, own: usize, other: usize, print: impl Fn()) {
        for _ in 0..self.rounds {
            let mut turn = self.turn.lock();
            while *turn != own {
                self.is_next[own].wait(&mut turn);
            }
            drop(turn);
            print();
            *self.turn.lock() = other;
            self.is_next[other].notify_one();
        }
    }
}
