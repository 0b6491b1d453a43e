//! right: a gate for every single print, made of `OnceLock`s
//!
//! Print number `k` waits at gate `k`, and the print before it opens that gate. A gate opens once
//! and stays open, so there is nothing to reset, no stale signal, and no loop around the wait. The
//! price is memory: 2·n gates.

use std::sync::OnceLock;

pub struct ZeroEvenOdd {
    n: usize,
    /// Each is opened by the print of its place; the next print waits for it.
    ended: Vec<OnceLock<()>>,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let n = usize::try_from(n).expect("a number of numbers that fits into memory");
        Self { n, ended: (0..2 * n).map(|_| OnceLock::new()).collect() }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        for place in (0..2 * self.n).step_by(2) {
            self.in_turn(place, || print_number(0));
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        for (place, number) in (3..2 * self.n).step_by(4).zip((2..).step_by(2)) {
            self.in_turn(place, || print_number(number));
        }
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        for (place, number) in (1..2 * self.n).step_by(4).zip((1..).step_by(2)) {
            self.in_turn(place, || print_number(number));
        }
    }

    fn in_turn(&self, place: usize, print: impl FnOnce()) {
        if let Some(before) = place.checked_sub(1) {
            self.ended[before].wait();
        }
        print();
        self.ended[place].set(()).expect("each place is printed once");
    }
}
