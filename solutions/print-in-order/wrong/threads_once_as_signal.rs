//! verdict: wrong-answer — `call_once` does not wait for the one who should run; it runs whoever comes first.
//! pattern: none
//!
//! It does wait for somebody who is under way. But if `second` is called before `first`, nobody is,
//! and its empty closure is taken for the one call: `second` goes on at once, and the callback of
//! `first` is never run at all. To wait for something is not to do it.

use parking_lot::Once;

pub struct Foo {
    first: Once,
    second: Once,
}

impl Foo {
    pub fn new() -> Self {
        Self { first: Once::new(), second: Once::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        self.first.call_once(print_first);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.first.call_once(|| ());
        self.second.call_once(print_second);
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.second.call_once(|| ());
        print_third();
    }
}
