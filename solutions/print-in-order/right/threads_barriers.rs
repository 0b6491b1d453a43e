//! right: two barriers of two, a rendezvous per hand-over
//!
//! Both sides of a hand-over meet: the earlier one sleeps until the other is there. `first` prints
//! before the meeting and `second` after it, so the order holds. The price is that `first` returns
//! only when `second` has come, which the problem allows.

use std::sync::Barrier;

pub struct Foo {
    first_done: Barrier,
    second_done: Barrier,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: Barrier::new(2), second_done: Barrier::new(2) }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.first_done.wait();
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.first_done.wait();
        print_second();
        self.second_done.wait();
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.second_done.wait();
        print_third();
    }
}
