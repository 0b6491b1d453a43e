//! verdict: busy-wait — a waiting thread yields and asks again instead of sleeping.
//! pattern: busy-wait
//!
//! The output is right, but whoever waits keeps a core busy for as long as the other prints.
//! `yield_now` lets others go first; it does not wait for anything.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

pub struct FooBar {
    rounds: u32,
    foo_is_next: AtomicBool,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_is_next: AtomicBool::new(true) }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        self.alternate(true, print_foo);
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        self.alternate(false, print_bar);
    }

    fn alternate(&self, own: bool, print: impl Fn()) {
        for _ in 0..self.rounds {
            while self.foo_is_next.load(Ordering::Acquire) != own {
                thread::yield_now();
            }
            print();
            self.foo_is_next.store(!own, Ordering::Release);
        }
    }
}
