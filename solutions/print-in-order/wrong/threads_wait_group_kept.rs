//! verdict: deadlock — the object keeps a clone of the wait group, so its count never comes to zero.
//! pattern: no-final-wake-up
//!
//! `wait` returns when all other clones are gone. The one in the struct lives as long as the struct
//! does, and `first` drops only the clone that it has just made. Hand the clones out, and keep
//! none.

use crossbeam::sync::WaitGroup;

pub struct Foo {
    first_done: WaitGroup,
    second_done: WaitGroup,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: WaitGroup::new(), second_done: WaitGroup::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        let under_way = self.first_done.clone();
        print_first();
        drop(under_way);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        let under_way = self.second_done.clone();
        self.first_done.clone().wait();
        print_second();
        drop(under_way);
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.second_done.clone().wait();
        print_third();
    }
}
