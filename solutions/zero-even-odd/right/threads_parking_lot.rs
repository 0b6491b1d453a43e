//! right: whose turn it is, under `parking_lot`'s mutex, with a condition variable for each side
//!
//! Looking and falling asleep are one step, and the turn changes under the same mutex. Each side
//! sleeps in a place of its own, so one wake-up a print is enough, and it reaches the right one.
//! The callback runs without the lock.

use parking_lot::{Condvar, Mutex};

const ZERO: usize = 0;
const ODD: usize = 1;
const EVEN: usize = 2;

pub struct ZeroEvenOdd {
    n: u32,
    turn: Mutex<usize>,
    is_next: [Condvar; 3],
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, turn: Mutex::new(ZERO), is_next: [const { Condvar::new() }; 3] }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for number in 1..=self.n {
            self.wait_for(ZERO);
            print_number(0);
            self.hand_over_to(if number % 2 == 0 { EVEN } else { ODD });
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        for number in (2..=self.n).step_by(2) {
            self.wait_for(EVEN);
            print_number(number);
            self.hand_over_to(ZERO);
        }
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        for number in (1..=self.n).step_by(2) {
            self.wait_for(ODD);
            print_number(number);
            self.hand_over_to(ZERO);
        }
    }

    fn wait_for(&self, own: usize) {
        self.is_next[own].wait_while(&mut self.turn.lock(), |turn| *turn != own);
    }

    fn hand_over_to(&self, next: usize) {
        *self.turn.lock() = next;
        self.is_next[next].notify_one();
    }
}
