//! right: an atomic count of prints, and a crossbeam `Parker` for each side
//!
//! The count goes up first, then the next one is unparked; an `unpark` that comes before the `park`
//! leaves a token, and the `park` returns at once. So no wake-up is lost between the look and the
//! sleep. A token may also be a stale one, from a turn that was seen without sleeping: hence the
//! loop. The unparkers are there from the start, so it does not matter who comes first.

use std::sync::atomic::{AtomicU64, Ordering};

use crossbeam::sync::{Parker, Unparker};
use parking_lot::Mutex;

struct Side {
    /// Taken by the one thread that waits here: a parker cannot be shared.
    parker: Mutex<Option<Parker>>,
    unparker: Unparker,
}

impl Side {
    fn new() -> Self {
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        Self { parker: Mutex::new(Some(parker)), unparker }
    }

    fn parker(&self) -> Parker {
        self.parker.lock().take().expect("each side is called once")
    }
}

pub struct ZeroEvenOdd {
    n: u32,
    ended: AtomicU64,
    zero: Side,
    even: Side,
    odd: Side,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        let ended = AtomicU64::new(0);
        Self { n, ended, zero: Side::new(), even: Side::new(), odd: Side::new() }
    }

    pub fn zero(&self, print_number: impl Fn(u32)) {
        let parker = self.zero.parker();
        for number in 1..=self.n {
            self.wait_for(2 * u64::from(number) - 2, &parker);
            print_number(0);
            self.hand_over_to(if number % 2 == 0 { &self.even } else { &self.odd });
        }
    }

    pub fn even(&self, print_number: impl Fn(u32)) {
        self.every_other(2, &self.even.parker(), print_number);
    }

    pub fn odd(&self, print_number: impl Fn(u32)) {
        self.every_other(1, &self.odd.parker(), print_number);
    }

    fn every_other(&self, first: u32, parker: &Parker, print_number: impl Fn(u32)) {
        for number in (first..=self.n).step_by(2) {
            self.wait_for(2 * u64::from(number) - 1, parker);
            print_number(number);
            self.hand_over_to(&self.zero);
        }
    }

    fn wait_for(&self, before: u64, parker: &Parker) {
        while self.ended.load(Ordering::Acquire) < before {
            parker.park();
        }
    }

    fn hand_over_to(&self, next: &Side) {
        self.ended.fetch_add(1, Ordering::Release);
        next.unparker.unpark();
    }
}
