//! verdict: deadlock — `second` and `third` share one parker, and the token goes to the wrong one.
//! pattern: wrong-waiter, guard-held
//!
//! A parker holds one token, and whoever parks takes it. `third` comes first, parks with the parker
//! in its hands, is woken by the end of `first`, finds it too early, and parks again: the token is
//! used up, and `second` does not even get at the parker. Each thread that waits needs one of its
//! own.

use crossbeam::atomic::AtomicCell;
use crossbeam::sync::{Parker, Unparker};
use parking_lot::Mutex;

pub struct Foo {
    ended: AtomicCell<u8>,
    parker: Mutex<Parker>,
    unparker: Unparker,
}

impl Foo {
    pub fn new() -> Self {
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        Self { ended: AtomicCell::new(0), parker: Mutex::new(parker), unparker }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        self.take_turn(0, print_first);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.take_turn(1, print_second);
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.take_turn(2, print_third);
    }

    fn take_turn(&self, before: u8, print: impl FnOnce()) {
        if self.ended.load() < before {
            let parker = self.parker.lock();
            while self.ended.load() < before {
                parker.park();
            }
        }
        print();
        self.ended.store(before + 1);
        self.unparker.unpark();
    }
}
