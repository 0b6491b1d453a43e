//! verdict: wrong-answer — it reads the current number first, and waits for its turn afterwards.
//! pattern: check-then-act
//!
//! By the time it is its turn, the others have moved the number on: even reads the 1 that odd is
//! about to print, and prints it once more in place of the 2. Reading an atomic is safe, but what
//! was read is history a moment later. Read the number when it is your turn, or count for yourself.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, Mutex};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Zero,
    Even,
    Odd,
}

pub struct ZeroEvenOdd {
    n: u32,
    number: AtomicU32,
    turn: Mutex<Turn>,
    changed: Condvar,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let (turn, changed) = (Mutex::new(Turn::Zero), Condvar::new());
        Self { n, number: AtomicU32::new(1), turn, changed }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for number in 1..=self.n {
            self.wait_for(Turn::Zero);
            print_number(0);
            self.hand_over_to(if number % 2 == 0 { Turn::Even } else { Turn::Odd });
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        self.every_other(Turn::Even, self.n / 2, print_number);
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        self.every_other(Turn::Odd, self.n.div_ceil(2), print_number);
    }

    fn every_other(&self, own: Turn, rounds: u32, print_number: impl Fn(u32)) {
        for _ in 0..rounds {
            let number = self.number.load(Ordering::SeqCst);
            self.wait_for(own);
            print_number(number);
            self.number.fetch_add(1, Ordering::SeqCst);
            self.hand_over_to(Turn::Zero);
        }
    }

    fn wait_for(&self, own: Turn) {
        let turn = self.turn.lock().unwrap();
        drop(self.changed.wait_while(turn, |turn| *turn != own).unwrap());
    }

    fn hand_over_to(&self, next: Turn) {
        *self.turn.lock().unwrap() = next;
        self.changed.notify_all();
    }
}
