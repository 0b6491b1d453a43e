//! right: one `OnceLock` per hand-over
//!
//! "The first callback has ended" becomes true once and stays true: that is what a `OnceLock<()>`
//! holds. `wait` returns at once if the value is already there, so it does not matter who comes
//! first, and it blocks without a loop of our own.

use std::sync::OnceLock;

pub struct Foo {
    first_done: OnceLock<()>,
    second_done: OnceLock<()>,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: OnceLock::new(), second_done: OnceLock::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.first_done.set(()).expect("`first` is called once");
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.first_done.wait();
        print_second();
        self.second_done.set(()).expect("`second` is called once");
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.second_done.wait();
        print_third();
    }
}
