//! verdict: runtime-error — `n - 1` is below zero for `n` = 0, and unsigned numbers have nothing there.
//! pattern: none
//!
//! "From 0 to `n` - 1" is right for every `n` but one: for 0 the subtraction panics before the
//! range can be empty. (Without overflow checks it would wrap around instead, to more than four
//! thousand million zeros.) `0..n` and `1..=n` are empty for 0 without being asked.

use parking_lot::{Condvar, Mutex};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Zero,
    Even,
    Odd,
}

pub struct ZeroEvenOdd {
    n: u32,
    turn: Mutex<Turn>,
    changed: Condvar,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, turn: Mutex::new(Turn::Zero), changed: Condvar::new() }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for i in 0..=self.n - 1 {
            let next = if i % 2 == 0 { Turn::Odd } else { Turn::Even };
            self.in_turn(Turn::Zero, next, || print_number(0));
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        for number in (2..=self.n).step_by(2) {
            self.in_turn(Turn::Even, Turn::Zero, || print_number(number));
        }
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        for number in (1..=self.n).step_by(2) {
            self.in_turn(Turn::Odd, Turn::Zero, || print_number(number));
        }
    }

    fn in_turn(&self, own: Turn, next: Turn, print: impl FnOnce()) {
        let mut turn = self.turn.lock();
        self.changed.wait_while(&mut turn, |turn| *turn != own);
        print();
        *turn = next;
        self.changed.notify_all();
    }
}
